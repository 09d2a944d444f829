internal import Settings

/// Reads `movement:`.
enum MovementReader {
  /// The policy; `.some(nil)` is not given back, nil means a mistake that is in the log.
  static func policy(_ value: SettingsValue) -> MovementPolicy?? {
    guard let reader = value.mapping() else { return nil }
    var policy = MovementPolicy()
    var isRight = true
    func read<T>(_ key: String, _ parse: (SettingsValue) -> T?, _ set: (T) -> Void) {
      guard let value = reader.optional(key) else { return }
      guard let result = parse(value) else {
        isRight = false
        return
      }
      set(result)
    }
    read("up", { moment($0, allowsNever: false) }, { policy.up = $0 })
    read("down", { moment($0, allowsNever: true) }, { policy.down = $0 })
    read("step", { $0.choice(of: MovementPolicy.Step.self) }) {
      policy.stepUp = $0; policy.stepDown = $0
    }
    read("step_up", { $0.choice(of: MovementPolicy.Step.self) }, { policy.stepUp = $0 })
    read("step_down", { $0.choice(of: MovementPolicy.Step.self) }, { policy.stepDown = $0 })
    read("grace", periods, { policy.gracePeriods = $0 })
    read("warning", { $0.days() }, { policy.warningDays = $0 })
    read("improvement", { $0.days() }, { policy.improvementDays = $0 })
    read("reapply", { MeasureReader.months($0) }, { policy.reapplyMonths = Int($0) })
    read("review", { $0.choice(["month", "quarter", "year"]) }) {
      policy.reviewMonths = $0 == "month" ? 1 : $0 == "quarter" ? 3 : 12
    }
    read("approval", roles, { policy.roles = $0 })
    read("cap", { $0.integer(in: 0...Int64(Int32.max)) }, { policy.cap = Int($0) })
    read("undone_bonus", { $0.choice(of: MovementPolicy.UndoneBonus.self) }, { policy.undoneBonus = $0 })
    let isWhole = reader.end()
    return isWhole && isRight ? .some(policy) : nil
  }

  private static func moment(_ value: SettingsValue, allowsNever: Bool) -> MovementPolicy.Moment? {
    value.choice(["at_once", "period_end", "review"] + (allowsNever ? ["never"] : [])).flatMap {
      MovementPolicy.Moment(rawValue: $0)
    }
  }

  /// `1 period`, `2 periods` or a bare number.
  private static func periods(_ value: SettingsValue) -> Int? {
    guard let text = value.string() else { return nil }
    let words = text.split(separator: " ")
    guard let number = words.first.flatMap({ Int($0) }), (0...120).contains(number),
      words.count == 1 || (words.count == 2 && ["period", "periods"].contains(words[1]))
    else {
      value.fail("'\(text)' is not a number of periods, expected for example '1 period'")
      return nil
    }
    return number
  }

  /// One role or two, each its own.
  private static func roles(_ value: SettingsValue) -> [String]? {
    guard let values = value.oneOrMore() else { return nil }
    let roles = values.compactMap(TierEntry.words)
    guard roles.count == values.count else { return nil }
    guard (1...2).contains(roles.count), Set(roles).count == roles.count else {
      value.fail("one role or two different ones are expected")
      return nil
    }
    return roles
  }
}
