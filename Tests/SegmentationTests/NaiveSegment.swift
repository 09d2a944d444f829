import Mail
import PartnerProgram

/// A segment as a test states it, with an evaluation of its own that shares nothing with the room's.
struct NaiveSegment {
  /// A key and its values; `joined` has one value, the number of days of `within`.
  var keys: [(key: String, values: [String])] = []
  var any: [NaiveSegment] = []
  var except: [NaiveSegment] = []

  /// Countries of the regions that random segments name, written down by hand.
  static let regions: [String: [String]] = [
    "DACH": ["DE", "AT", "CH"], "EU": ["DE", "AT", "FR", "HR", "BG"], "155": ["DE", "AT", "CH", "FR"],
    "039": ["HR"], "DE": ["DE"], "HR": ["HR"], "US": ["US"], "GB": ["GB"], "151": ["BG"],
  ]

  func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    keys.allSatisfy { key, values in values.contains { Self.holds(key, $0, recipient, day) } }
      && (any.isEmpty || any.contains { $0.holds(for: recipient, on: day) })
      && !except.contains { $0.holds(for: recipient, on: day) }
  }

  private static func holds(_ key: String, _ value: String, _ recipient: Recipient, _ day: CivilDate) -> Bool
  {
    let partner = recipient.partner
    func same(_ other: String?) -> Bool { other.map { $0.lowercased() == value.lowercased() } ?? false }
    switch key {
    case "type": return same(partner.type)
    case "channel": return same(partner.channel)
    case "source": return same(partner.source)
    case "tags": return partner.tags.contains { same($0) }
    case "tier": return recipient.status.tier.id == value
    case "region": return partner.country.map { (regions[value] ?? []).contains($0) } ?? false
    case "language":
      guard let language = partner.language?.lowercased() else { return false }
      return value == "*" || (language + "-").hasPrefix(value.lowercased() + "-")
    case "status":
      return (value == "left") == (partner.left.map { $0.daysSinceEpoch <= day.daysSinceEpoch } ?? false)
    case "joined":
      let age = day.daysSinceEpoch - partner.joined.daysSinceEpoch
      return age >= 0 && age <= (Int(value) ?? -1)
    default: return same(partner.fields[key])
    }
  }

  /// The segment as a file, in flow style.
  var yaml: String {
    var parts = keys.map { key, values in
      if key == "joined" { return "joined: {within: \(values[0]) days}" }
      let quoted = values.map { "\"\($0)\"" }
      return quoted.count == 1 ? "\(key): \(quoted[0])" : "\(key): [\(quoted.joined(separator: ", "))]"
    }
    if !any.isEmpty { parts.append("any: [\(any.map(\.yaml).joined(separator: ", "))]") }
    if !except.isEmpty { parts.append("except: [\(except.map(\.yaml).joined(separator: ", "))]") }
    return "{\(parts.joined(separator: ", "))}"
  }
}
