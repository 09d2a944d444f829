internal import Mail
package import Sending
package import Settings

extension PaceLimits {
  /// Reads `limits: {per_second: 14, per_minute: 600, per_hour: 20000, per_day: 50000}`, each of them optional.
  package init?(_ value: SettingsValue) {
    guard let keys = value.mapping() else { return nil }
    func limit(_ key: String) -> Int? {
      keys.optional(key)?.integer(in: 1...1_000_000_000).map { Int($0) }
    }
    self.init(
      perSecond: limit("per_second"), perMinute: limit("per_minute"), perHour: limit("per_hour"),
      perDay: limit("per_day"))
    let names = ["per_second", "per_minute", "per_hour", "per_day"]
    if !names.contains(where: keys.has) {
      value.fail("limits: names no limit", help: "for example {per_second: 14, per_day: 50000}")
    }
    keys.finish()
  }
}

extension DomainLimits {
  /// Reads `domain_limits: {gmail.com: {per_minute: 20}, default: {per_second: 5}}`.
  package init?(_ value: SettingsValue) {
    guard let entries = value.entries() else { return nil }
    self.init()
    for (name, value) in entries {
      guard let word = name.string(), let limits = PaceLimits(value) else { continue }
      if word == "default" {
        others = limits
      } else if let address = try? EmailAddress("x@\(word)") {
        if named.updateValue(limits, forKey: address.domain) != nil {
          name.fail("'\(word)' has its limits twice", kind: .conflict)
        }
      } else {
        name.fail("'\(word)' is not a domain", help: "for example gmail.com, or default for all others")
      }
    }
  }
}
