internal import Settings

/// What reaches a tier: `from`, `all`, `any`, or nothing for the first one and those by invitation.
struct TierBounds {
  var from: Int64 = 0
  var requirements: [Requirement] = []
  var joining = Tier.Joining.all
  /// The key that was read, for the places of mistakes.
  var key = "id"

  /// Reads the keys; nil where there is a mistake, which is then in the log.
  init?(_ reader: MappingReader, isFirst: Bool, isInvited: Bool, context: TierEntry.Context) {
    let from = reader.optional("from")
    let all = reader.optional("all")
    let any = reader.optional("any")
    let given = [("from", from), ("all", all), ("any", any)].filter { $0.1 != nil }
    if isFirst {
      guard let first = given.first else { return }
      first.1?.fail("the first tier takes everyone and has no '\(first.0)'", kind: .conflict)
      return nil
    }
    if isInvited {
      guard let first = given.first else { return }
      first.1?.fail("a tier by invitation only is not earned and has no '\(first.0)'", kind: .conflict)
      return nil
    }
    guard let one = given.first else {
      reader.fail(
        at: "id", "only the first tier has no 'from': this one needs its lower bound", kind: .missingKey)
      return nil
    }
    guard given.count == 1 else {
      reader.fail(at: given[1].0, "a tier has one of 'from', 'all' and 'any'")
      return nil
    }
    key = one.0
    if let from {
      if context.isMetricAbsent {
        from.fail(
          "'from' is in the ladder's metric, and none is named", kind: .missingKey,
          help: "add for example 'metric: conversions' above the ladder")
        return nil
      }
      guard let metric = context.metric,
        let bound = MeasureReader.bound(from, of: metric, currency: context.currency)
      else { return nil }
      self.from = bound
      requirements = [Requirement(Measure(metric, over: context.window), from: bound)]
      return
    }
    joining = all == nil ? .any : .all
    guard let value = all ?? any,
      let read = MeasureReader.requirements(value, window: context.window, currency: context.currency)
    else { return nil }
    requirements = read
  }
}
