package import Settings

/// One campaign of tierpost.yaml: a kind with its segment and sender.
package struct Campaign: Sendable {
  package let name: String
  package let kind: any CampaignKind
  package let segment: String
  package let sender: String
  /// The stream that the campaign's mails belong to, such as `marketing`: whoever left the stream is not written to.
  package let stream: String?
  package let inDoubt: InDoubtPolicy
  package let notAfter: NotAfter?

  /// Reads the `campaigns:` part of tierpost.yaml.
  ///
  /// - Parameters:
  ///   - campaigns: the mapping of names and campaigns.
  ///   - segments: the names of the workspace's segment files.
  ///   - templates: the workspace's templates.
  ///   - senders: the names under `senders:`.
  ///   - moves: whether any ladder has `movement:`.
  /// - Returns: the campaigns without mistakes; mistakes go to the value's log.
  package static func all(
    _ campaigns: SettingsValue, segments: [String], templates: [String], senders: [String], moves: Bool = true
  ) -> [Campaign] {
    (campaigns.entries() ?? []).compactMap { name, value in
      guard let keys = value.mapping() else { return nil }
      let campaign = Campaign(name, keys, segments: segments, templates: templates, senders: senders)
      if !moves { campaign?.kind.refuseWhatNeverHappens(keys) }
      return campaign
    }
  }

  /// What the design has and this version has not.
  private static let later = schedule + ["approval"]
  private static let schedule = ["every", "day", "at", "zone"]
  /// The keys that belong to single kinds.
  private static let kindKeys = ["template", "steps", "on", "within"]

  private init?(
    _ name: SettingsValue, _ keys: MappingReader, segments: [String], templates: [String], senders: [String]
  ) {
    for key in Self.later where keys.has(key) {
      _ = keys.optional(key)
      keys.fail(
        at: key, "'\(key)' is not available yet", kind: .notAvailable,
        help: Self.schedule.contains(key) ? "start the campaign with tierpost send, from a timer" : nil)
    }
    let word = keys.required("kind")?.choice(allCampaignKinds.map { $0.name })
    let segment = keys.required("segment")
    let sender = keys.optional("sender")
    let stream = keys.optional("stream")
    let inDoubt = keys.optional("in_doubt").map { $0.choice(of: InDoubtPolicy.self) } ?? .hold
    let notAfter = keys.optional("not_after").map { NotAfter($0) }
    let type = allCampaignKinds.first { $0.name == word }
    // Without a kind nobody knows which of its keys are right.
    if type == nil { Self.kindKeys.forEach { _ = keys.optional($0) } }
    let kind = type?.init(keys)
    keys.finish(known: type == nil ? Self.kindKeys : [])

    let campaign = name.string()
    if let campaign, !Self.isName(campaign) {
      name.fail("a campaign's name is up to 60 letters, digits and hyphens")
    }
    let segmentName = segment?.string()
    if let segment, let segmentName, !segments.contains(segmentName) {
      segment.fail(
        "there is no file Segments/\(segmentName).yaml",
        help: Suggestion.help(for: segmentName, among: segments))
    }
    let streamName = stream?.string()
    if let stream, let streamName, !Self.isName(streamName) {
      stream.fail("a stream's name is up to 60 letters, digits and hyphens")
    }
    let senderName = sender.map { $0.string() } ?? "default"
    if let senderName, !senders.contains(senderName) {
      (sender ?? name).fail(
        "there is no sender '\(senderName)' under senders:",
        help: Suggestion.help(for: senderName, among: senders))
    }
    for template in kind?.templates ?? [] where !templates.contains(template) {
      keys.fail(
        at: keys.has("template") ? "template" : "steps", "there is no template '\(template)'",
        kind: .invalidValue,
        help: Suggestion.help(for: template, among: templates))
    }
    guard let campaign, let kind, let segmentName, let senderName, let inDoubt else { return nil }
    // `not_after:` that cannot be read has been reported.
    self.notAfter = notAfter ?? nil
    self.inDoubt = inDoubt
    self.stream = streamName
    self.name = campaign
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
