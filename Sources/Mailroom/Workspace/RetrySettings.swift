internal import Ledger
internal import Settings

extension RetryPolicy {
  /// Reads `retries: {after: [1 min, 5 min, 1 hours], max_age: 48 hours}` of a sender; what is not set stays as it is.
  init(_ sender: MappingReader) {
    let standard = RetryPolicy.standard
    guard let keys = sender.optional("retries")?.mapping() else {
      self = standard
      return
    }
    let after = keys.optional("after")
    let maximumAge = keys.optional("max_age")?.span(in: 60...2_592_000)
    keys.finish()
    let elements = after?.oneOrMore()
    let waits = elements?.compactMap { $0.span(in: 1...604_800) }
    if let after, let elements, elements.isEmpty {
      after.fail(
        "without a wait there are no retries", help: "for example [1 min, 5 min, 15 min, 1 hour, 4 hours]")
    }
    if let waits, let elements, waits.count == elements.count {
      for (place, pair) in zip(waits, waits.dropFirst()).enumerated() where pair.1 < pair.0 {
        elements[place + 1].fail("a wait is shorter than the one before it")
      }
      if let maximumAge, let first = waits.first, maximumAge < first {
        keys.fail(at: "max_age", "max_age: is over before the first retry")
      }
    }
    self.init(
      waits: waits.flatMap { $0.isEmpty ? nil : $0 } ?? standard.waits,
      maximumAge: maximumAge ?? standard.maximumAge)
  }
}
