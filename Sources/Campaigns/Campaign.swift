package import Settings

/// One campaign of tierpost.yaml: a kind with its segment and sender.
package struct Campaign: Sendable {
  package let name: String
  package let kind: any CampaignKind
  package let segment: String
  package let sender: String

  /// Reads the `campaigns:` part of tierpost.yaml.
  ///
  /// - Parameters:
  ///   - campaigns: the mapping of names and campaigns.
  ///   - segments: the names of the workspace's segment files.
  ///   - templates: the workspace's templates.
  ///   - senders: the names under `senders:`.
  package static func all(
    _ campaigns: SettingsValue, segments: [String], templates: [String], senders: [String]
  ) -> [Campaign] {
    (campaigns.entries() ?? []).compactMap { name, value in
      guard let keys = value.mapping(), let name = name.string() else { return nil }
      return Campaign(name, keys, segments: segments, templates: templates, senders: senders)
    }
  }

  /// What the design has and this version has not.
  private static let later = ["on", "every", "day", "at", "zone", "not_after", "in_doubt", "approval"]

  private init?(
    _ name: String, _ keys: MappingReader, segments: [String], templates: [String], senders: [String]
  ) {
    let kinds = allCampaignKinds.map { $0.name }
    for key in Self.later where keys.optional(key) != nil {
      keys.fail(
        at: key, "'\(key)' is not available yet", kind: .notAvailable,
        help: "start the campaign with tierpost send, from a timer")
    }
    let word = keys.required("kind")?.choice(kinds)
    let segment = keys.required("segment")
    let sender = keys.optional("sender")
    let kind = allCampaignKinds.first { $0.name == word }?.init(keys)
    keys.finish(known: ["template", "steps"])
    guard let segmentName = segment?.string() else { return nil }
    if !segments.contains(segmentName) {
      segment?.fail(
        "there is no file Segments/\(segmentName).yaml",
        help: Suggestion.help(for: segmentName, among: segments))
    }
    let senderName = sender.map { $0.string() } ?? "default"
    guard let senderName, let kind else { return nil }
    if !senders.contains(senderName) {
      let message = "there is no sender '\(senderName)' under senders:"
      let help = Suggestion.help(for: senderName, among: senders)
      if let sender { sender.fail(message, help: help) } else { keys.fail(at: "kind", message, help: help) }
    }
    for template in kind.templates where !templates.contains(template) {
      keys.fail(
        at: keys.has("template") ? "template" : "steps", "there is no template '\(template)'",
        kind: .invalidValue,
        help: Suggestion.help(for: template, among: templates))
    }
    guard Self.isName(name) else {
      keys.fail(at: "kind", "a campaign's name has letters, digits and hyphens only")
      return nil
    }
    self.name = name
    self.kind = kind
    self.segment = segmentName
    self.sender = senderName
  }

  /// It becomes part of file names and headers.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
