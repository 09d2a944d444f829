package import Sending
internal import Settings

/// One way for a sender's mails: what carries them, how much of them and how fast.
///
/// A sender with one has its keys among its own; several stand in a list under `upstreams:`.
package struct UpstreamSettings: Sendable {
  /// From `name:`; nil for a sender's only one, which goes by its address.
  package let name: String?
  /// Its share among the sender's upstreams; 0 is a reserve, used when all others are out.
  package let weight: Int
  package let limits: PaceLimits
  package let carrier: Carrier

  var isFolder: Bool { if case .folder = carrier { true } else { false } }

  package enum Carrier: Sendable {
    /// A folder of `.eml` files; the path as written.
    case folder(String)
    case smtp(SMTPSettings)
    case provider(ProviderSettings)

    /// The keys of which an upstream has exactly one.
    static let keys = ["folder", "smtp", "provider"]

    init?(_ keys: MappingReader) {
      switch Self.keys.first(where: keys.has) {
      case "folder":
        guard let path = keys.optional("folder")?.string() else { return nil }
        self = .folder(path)
      case "smtp":
        guard let settings = keys.optional("smtp").flatMap({ SMTPSettings($0, keys) }) else { return nil }
        self = .smtp(settings)
      default:
        guard let settings = keys.optional("provider").flatMap({ ProviderSettings($0, keys) }) else {
          return nil
        }
        self = .provider(settings)
      }
    }
  }

  /// Further keys that exist beside a carrier, for suggestions.
  static let known = Carrier.keys + SMTPSettings.keys + ProviderSettings.keys

  /// Reads the carrier and the limits of a mapping; `place` is the key to complain at where there is no carrier.
  private init?(_ keys: MappingReader, name: String?, weight: Int, place: String) {
    let given = Carrier.keys.filter(keys.has)
    let limits = keys.optional("limits").map { PaceLimits($0) } ?? PaceLimits()
    guard given.count == 1 else {
      keys.fail(
        at: given.last ?? place, "an upstream has exactly one of folder:, smtp: and provider:",
        help: given.isEmpty ? nil : "several upstreams stand in a list under upstreams:")
      for key in given { _ = keys.optional(key) }
      return nil
    }
    guard let carrier = Carrier(keys), let limits else { return nil }
    if case .folder = carrier, !limits.isEmpty {
      keys.fail(at: "limits", "a folder has no limits: nobody counts its files")
    }
    self.name = name
    self.weight = weight
    self.limits = limits
    self.carrier = carrier
  }

  /// A sender's only upstream, its keys among the sender's.
  init?(of sender: MappingReader) {
    self.init(sender, name: nil, weight: 1, place: "from")
  }

  /// An entry of `upstreams:`.
  init?(_ value: SettingsValue) {
    guard let keys = value.mapping() else { return nil }
    let name = keys.required("name")
    let text = name?.string()
    if let name, let text, !Self.isName(text) {
      name.fail("an upstream's name is up to 60 letters, digits, hyphens, dots and underscores")
    }
    let weight = Int(keys.optional("weight")?.integer(in: 0...1_000) ?? 1)
    let read = UpstreamSettings(keys, name: text, weight: weight, place: "name")
    keys.finish(known: Self.known)
    guard let read, text.map(Self.isName) == true else { return nil }
    self = read
  }

  /// The entries of `upstreams:`; what is wrong among them has been reported.
  static func list(_ value: SettingsValue) -> [UpstreamSettings]? {
    guard let values = value.list() else { return nil }
    guard !values.isEmpty else {
      value.fail("the list has no upstream")
      return nil
    }
    var names: Set<String> = []
    var upstreams: [UpstreamSettings] = []
    for value in values {
      guard let upstream = UpstreamSettings(value) else { continue }
      if let name = upstream.name, !names.insert(name).inserted {
        value.fail("two upstreams are called '\(name)'", kind: .conflict)
      }
      upstreams.append(upstream)
    }
    if upstreams.count == values.count, upstreams.allSatisfy({ $0.weight == 0 }) {
      value.fail("every upstream has weight: 0, so that none carries mail", kind: .conflict)
    }
    return upstreams.count == values.count ? upstreams : nil
  }

  /// Whether a name can be part of a file's.
  package static func isName(_ text: String) -> Bool {
    let first = text.utf8.first
    return (1...60).contains(text.utf8.count) && first != UInt8(ascii: ".") && first != UInt8(ascii: "-")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        }
      }
  }
}
