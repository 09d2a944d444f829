internal import Mail
internal import Settings
internal import Signing

/// Rules of `verp:` and `bounces:`.
enum BounceSettings {
  /// Whether bounces are to carry a token; `bounces` is the address read before.
  static func verp(_ keys: MappingReader, bounces: EmailAddress?) -> Bool {
    guard keys.optional("verp")?.bool() == true else { return false }
    guard keys.has("bounces") else {
      keys.fail(
        at: "verp", "verp: needs bounces:, the address that tokens are put in",
        help: "bounces: bounces@acme.example")
      return false
    }
    if let bounces, let problem = BounceAddress.problem(with: bounces) { keys.fail(at: "bounces", problem) }
    return true
  }
}
