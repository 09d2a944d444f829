import Foundation
import Ledger
import Mail
import PartnerProgram
import Settings
import Testing

@testable import Mailroom

/// Whether reconciling holds where it should, and names what differs where it should not.
@Suite struct ReconciliationTests {
  /// A ledger with a few partners' activity, in a folder that is gone with it.
  private final class Books {
    let folder: URL
    let ledger: SQLiteLedger
    var evaluator: TierEvaluator

    init(_ change: (inout LadderTerms) -> Void = { _ in }) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "tierpost-books-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      ledger = try SQLiteLedger(path: folder.appending(path: "ledger.sqlite").path, bootID: "test") { _ in []
      }
      let usd = Currency(code: "USD", exponent: 2)
      var terms = LadderTerms(metric: .conversions)
      change(&terms)
      let tiers = [
        Tier(id: "standard", name: "Standard", from: 0, rate: Rate(basisPoints: 2_000)),
        Tier(
          id: "growth", name: "Growth", from: 2, rate: Rate(basisPoints: 2_525),
          bonus: Money(minorUnits: 5_000, currency: usd)),
      ]
      evaluator = TierEvaluator(
        ladder: TierLadder(tiers: tiers, terms: terms, currency: usd), currency: usd,
        calendar: try #require(ProgramCalendar(timeZone: "Europe/Berlin")))
      let importer = Importer(store: ledger, currency: usd)
      let partners = folder.appending(path: "partners.csv").path
      var text = "id,name,email,joined\n"
      for number in 1...60 { text += "P-\(number),Name,p\(number)@mail.example,2026-01-01\n" }
      try text.write(toFile: partners, atomically: true, encoding: .utf8)
      _ = try importer.importPartners(partners, name: "partners.csv")
      let activity = folder.appending(path: "activity.csv").path
      try Self.activity.write(toFile: activity, atomically: true, encoding: .utf8)
      let report = try importer.importActivity(activity, name: "activity.csv")
      #expect(report.refused == 0)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Sales of four months, a third of them refunded in part or in full, some weeks later.
    private static var activity: String {
      var text =
        "id,partner,kind,status,amount,currency,occurred,customer,reference,fee,tax,recurring,months\n"
      for number in 0..<480 {
        let month = number / 120 * 2 + 1
        let day = number % 27 + 1
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let status = ["approved", "approved", "paid", "pending", "reversed"][number % 5]
        let recurring = number % 4 == 0 ? ",renewal,1" : ",,"
        text +=
          "A-\(number),P-\(number % 59 + 1),sale,\(status),\(number).\(two(number % 100)),USD,"
          + "2026-\(two(month))-\(two(day))T12:00:00Z,C-\(number % 40),,0.10,0.15\(recurring)\n"
        if number % 3 == 0, number > 0 {
          let amount = number % 2 == 0 ? "\(number).\(two(number % 100))" : "\(number / 2).00"
          text +=
            "R-\(number),P-\(number % 59 + 1),refund,approved,\(amount),USD,2026-\(two(month + number % 3 + 1))-28T12:00:00Z,,"
            + "A-\(number),,,,\n"
        }
      }
      // Fees of 0.25 are more than the amount of A-0.
      return text.replacing(
        ",0.00,USD,2026-01-01T12:00:00Z,C-0,,0.10,0.15", with: ",1.00,USD,2026-01-01T12:00:00Z,C-0,,0.10,0.15"
      )
    }

    func report(
      _ period: String = "2026-07", asOf clock: String = "2026-09-15T09:00:00Z",
      control: (any ActivityControl)? = nil, depth: Reconciliation.Depth = .accounts
    ) async throws -> ReconciliationReport {
      try await Reconciliation(
        RecipientWalk(store: ledger, evaluator: evaluator), control: control ?? ledger,
        period: try #require(Period(name: period)), asOf: try Timestamp(clock)
      ).report(depth)
    }
  }

  @Test(arguments: [
    ("2026-07", "2026-09-15T09:00:00Z"), ("2026-07", "2026-07-20T09:00:00Z"),
    ("2026-Q2", "2026-12-15T09:00:00Z"),
    ("2026", "2027-06-01T00:00:00Z"),
  ])
  func `books that are in order reconcile at any moment`(_ period: String, _ clock: String) async throws {
    let report = try await Books().report(period, asOf: clock)
    #expect(report.holds, "\(report.differences)")
    #expect(report.partners == 59 && (report.lines[.gross]?.payouts ?? 0) > 0)
    #expect(report.lines[.net]?.rows == report.lines[.net]?.payouts)
    #expect(report.outcomes.values.reduce(0) { $0 + $1.rows } == report.activity.totals.first?.imported.rows)
  }

  @Test(arguments: TierLadder.Basis.allCases, [RateRule.wholePeriod, .graduated])
  func `they do under every basis, rate, window, net and rule for late refunds`(
    _ basis: TierLadder.Basis, _ rate: RateRule
  ) async throws {
    for (window, late, recurring) in [
      (Window.month, LadderTerms.AfterFinal.keep, RecurringRule.months(2)), (.quarter, .correct, .newOnly),
      (.year, .keep, .always),
    ] {
      let books = try Books { terms in
        (terms.basis, terms.rate, terms.window, terms.afterFinal) = (basis, rate, window, late)
        (terms.netOf, terms.recurring, terms.refundWindow) = ([.fees, .taxes], recurring, 14)
      }
      let report = try await books.report(window == .quarter ? "2026-Q2" : "2026-05")
      #expect(report.holds, "\(window) \(report.differences)")
    }
  }

  @Test func `standings that move reconcile, with bonuses reversed too`() async throws {
    let books = try Books { terms in
      terms.movement = MovementPolicy()
      terms.movement?.undoneBonus = .reverse
    }
    let report = try await books.report("2026-Q1")
    #expect(report.holds, "\(report.differences)")
    #expect((report.lines[.bonuses]?.payouts ?? 0) > 0)
  }

  @Test func `a row that was changed outside of imports is named with its partner`() async throws {
    let books = try Books()
    let control = Liar(ledger: books.ledger) {
      $0
    } comparison: { comparison in
      comparison.partners = 1
      comparison.differences = [
        .init(partner: "P-7", currency: nil, imported: .init(rows: 1), held: .init(rows: 2))
      ]
    }
    let report = try await books.report(control: control)
    #expect(!report.holds && report.differing == ["P-7"])
  }

  @Test func `imported rows that nothing accounts for are a difference`() async throws {
    let books = try Books()
    let control = Liar(ledger: books.ledger) {
      $0
    } comparison: {
      $0.totals[0].imported.rows += 1
    }
    let report = try await books.report(control: control)
    #expect(!report.isWhole && !report.holds)
  }

  @Test(arguments: [
    ReconciliationReport.Line.gross, .takenBack, .net, .earned,
  ])
  func `an order that the rows tell otherwise shows in its figures`(_ line: ReconciliationReport.Line)
    async throws
  {
    let books = try Books()
    let control = Liar(ledger: books.ledger) { rows in
      var rows = rows
      if let place = rows.firstIndex(where: {
        $0.status == "approved" && $0.amount > 36_000 && $0.takenBack == nil
      }) {
        if line == .takenBack { rows[place].takenBack = 20_000 } else { rows[place].amount -= 20_000 }
      }
      return rows
    }
    let report = try await books.report(control: control)
    #expect(!report.holds && !report.differing.isEmpty)
    let found = try #require(report.differences.first { $0.line == line })
    #expect(found.sides.rows != found.sides.payouts)
  }

  @Test func `before mails are sent the figures of their month are looked at, whatever the rules`()
    async throws
  {
    let july = Reconciliation.Depth.mails(Month(year: 2026, number: 7))
    for (window, basis) in [
      (Window.month, TierLadder.Basis.approved), (.quarter, .safe), (.rolling(days: 90), .all),
    ] {
      let books = try Books { ($0.window, $0.basis, $0.netOf) = (window, basis, [.fees]) }
      let report = try await books.report(depth: july)
      #expect(report.holds && report.partners == 59, "\(window) \(report.differences)")
      #expect((report.lines[.gross]?.payouts ?? 0) > 0)
      let control = Liar(ledger: books.ledger) { rows in
        rows.map { row in
          var row = row
          row.amount += 1_000
          return row
        }
      }
      #expect(try await !books.report(control: control, depth: july).holds)
    }
  }

  @Test func `many differences are counted, and the first ones named`() async throws {
    let books = try Books()
    let control = Liar(ledger: books.ledger) { rows in
      rows.map { row in
        var row = row
        row.amount += 1_000
        return row
      }
    }
    let report = try await books.report("2026-Q2", control: control)
    #expect(report.count > ReconciliationReport.limit)
    #expect(report.differences.count == ReconciliationReport.limit)
  }
}

/// A ledger that tells of its activity what is not so.
private struct Liar: ActivityControl {
  let ledger: SQLiteLedger
  let rows: @Sendable ([OrderRow]) -> [OrderRow]
  var comparison: @Sendable (inout ActivityComparison) -> Void = { _ in }

  func compareActivity(limit: Int) throws(LedgerError) -> ActivityComparison {
    var found = try ledger.compareActivity(limit: limit)
    comparison(&found)
    return found
  }

  func recountActivity() throws(LedgerError) { try ledger.recountActivity() }

  func orders(_ questions: [OrderQuestion]) throws(LedgerError) -> [[OrderRow]] {
    try ledger.orders(questions).map(rows)
  }
}
