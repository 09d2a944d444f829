package import Settings

extension RecognitionSettings {
  /// Reads `leaderboard:` and `spotlight:`; mistakes go to the values' log.
  ///
  /// - Parameters:
  ///   - top: the file's own mapping.
  ///   - segments: the names of the workspace's segment files.
  package init(_ top: MappingReader, segments: [String]) {
    leaderboard = top.optional("leaderboard").flatMap { LeaderboardSettings($0, segments: segments) }
    spotlight = top.optional("spotlight").flatMap { SpotlightSettings($0) }
  }
}

extension LeaderboardSettings {
  /// Reads `{metric: net_revenue, window: quarter, top: 10, names: initials}`; nil where there is a mistake.
  init?(_ value: SettingsValue, segments: [String]) {
    guard let reader = value.mapping() else { return nil }
    self.init()
    var isRight = true
    metric = reader.read("metric", &isRight) { MeasureReader.metric($0) }
    window = reader.read("window", &isRight) { MeasureReader.window($0) }
    segment = reader.read("segment", &isRight) { value in
      guard let name = value.string() else { return nil }
      if segments.contains(name) { return name }
      value.fail(
        "there is no file Segments/\(name).yaml", help: Suggestion.help(for: name, among: segments))
      return nil
    }
    within = reader.read("within", &isRight) { value in value.string().map { PartnerAttribute($0) } }
    top = reader.read("top", &isRight) { $0.integer(in: 1...100).map { Int($0) } } ?? top
    minimum =
      reader.read("minimum", &isRight) { value in
        // Of three everybody knows who the other two are, of fewer each knows the other.
        value.integer(in: 3...1_000_000).map { Int($0) }
      } ?? minimum
    names = reader.read("names", &isRight) { $0.choice(of: NameForm.self) } ?? names
    showsValues = reader.read("values", &isRight, shown)
    guard reader.end(), isRight else { return nil }
  }
}

extension SpotlightSettings {
  /// Reads `{rule: growth, count: 1, rest: 3 periods}`; nil where there is a mistake.
  init?(_ value: SettingsValue) {
    guard let reader = value.mapping() else { return nil }
    self.init()
    var isRight = true
    if let rule = reader.required("rule")?.choice(of: SpotlightRule.self) {
      self.rule = rule
    } else {
      isRight = false
    }
    metric = reader.read("metric", &isRight) { MeasureReader.metric($0) }
    window = reader.read("window", &isRight) { MeasureReader.window($0) }
    count = reader.read("count", &isRight) { $0.integer(in: 1...10).map { Int($0) } } ?? count
    rest = reader.read("rest", &isRight, Self.periods) ?? rest
    showsValues = reader.read("values", &isRight, shown)
    let within = reader.read("newcomer", &isRight) { $0.days() }
    newcomerDays = within ?? newcomerDays
    names = reader.read("names", &isRight) { $0.choice(of: NameForm.self) } ?? names
    if within != nil, rule != .newcomer {
      reader.fail(
        at: "newcomer", "'newcomer' is of the rule 'newcomer' alone, and the rule is '\(rule.rawValue)'")
      isRight = false
    }
    if rule == .longestRun, let metric, metric.rawValue != "active_months" {
      reader.fail(at: "metric", "the rule 'longest_run' counts active months and takes no other metric")
      isRight = false
    }
    guard reader.end(), isRight else { return nil }
  }

  /// `3 periods` or a bare number.
  private static func periods(_ value: SettingsValue) -> Int? {
    guard let text = value.string() else { return nil }
    let words = text.split(separator: " ")
    guard let number = words.first.flatMap({ Int($0) }), (0...24).contains(number),
      words.count == 1 || (words.count == 2 && ["period", "periods"].contains(words[1]))
    else {
      value.fail("'\(text)' is not a number of periods up to 24, expected for example '3 periods'")
      return nil
    }
    return number
  }
}

/// `shown` or `hidden`.
private func shown(_ value: SettingsValue) -> Bool? {
  value.choice(["shown", "hidden"]).map { $0 == "shown" }
}

extension MappingReader {
  /// What a key says; nil where it is absent, and where it has a mistake, which `isRight` then knows.
  fileprivate func read<T>(_ key: String, _ isRight: inout Bool, _ parse: (SettingsValue) -> T?) -> T? {
    guard let value = optional(key) else { return nil }
    let result = parse(value)
    if result == nil { isRight = false }
    return result
  }
}
