import Pages
import Ledger
import Mail

/// Every attempt at one delivery, for `tierpost status --delivery`.
struct AttemptList {
  let ledger: SQLiteLedger
  let console: Console

  func show(_ id: Envelope.ID) throws {
    guard let (row, edition) = try ledger.delivery(id),
      let record = try ledger.editions().first(where: { $0.id == edition })
    else {
      throw Failure("there is no delivery \(id.rawValue)", code: Exit.noInput)
    }
    let attempts = try ledger.attempts(id)
    if console.isJSON {
      for attempt in attempts { console.result(json(attempt, row, record)) }
      return
    }
    console.result(
      "delivery \(id.rawValue): \(row.partner) in \(record.campaign) \(record.edition), \(row.state.word)")
    var table = Table([.right, .left, .left, .right, .left, .left, .left])
    for attempt in attempts {
      table.add([
        String(attempt.number), attempt.at.description, attempt.state.word,
        attempt.reply.code == 0 ? "-" : String(attempt.reply.code), attempt.reply.status.description,
        attempt.upstream, attempt.reply.text,
      ])
    }
    table.lines(indent: "  ").forEach(console.result)
  }

  private func json(_ attempt: Attempt, _ row: DeliveryRow, _ record: EditionRecord) -> String {
    JSONLine([
      ("campaign", .text(record.campaign)), ("edition", .text(record.edition)),
      ("partner", .text(row.partner)),
      ("delivery", .number(row.id.rawValue)), ("attempt", .number(Int64(attempt.number))),
      ("at", .text(attempt.at.description)), ("outcome", .text(attempt.state.rawValue)),
      ("code", .number(Int64(attempt.reply.code))), ("status", .text(attempt.reply.status.description)),
      ("text", .text(attempt.reply.text)), ("upstream", .text(attempt.upstream)),
    ]).description
  }
}
