package import Mail
package import PartnerProgram
package import Settings

/// Where the partner promotes: `channel: [youtube, blog]`.
package struct ChannelCriterion: Criterion {
  package static let key: String? = "channel"

  package let key: String
  let channels: WordSet

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    guard let words = WordSet(value) else { return nil }
    self.key = key
    channels = words
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    guard let channel = recipient.partner.channel else { return false }
    return channels.contains(channel)
  }

  package var words: String { "\(key) is \(channels.joined())" }

  package func found(in recipient: Recipient) -> String? { recipient.partner.channel }

  package var accepted: Set<String> { channels.folded }
}
