/// A ladder of some partners only: an entry of `ladders:`, or a default rate by partner type.
package struct SegmentLadder: Sendable, Equatable {
  /// The name in settings, for explanations and reports.
  package var name: String
  /// Whom it is for: every attribute must have one of its values.
  package var conditions: [Condition]
  package var ladder: TierLadder

  /// An attribute of a partner and the values that fit.
  package struct Condition: Sendable, Equatable {
    /// `type`, `channel`, `country`, `language`, `source`, `tag`, or a further column.
    package var attribute: String
    package var values: [String]

    package init(attribute: String, values: [String]) {
      self.attribute = attribute
      self.values = values
    }

    package func fits(_ partner: Partner) -> Bool {
      switch attribute {
      case "type": holds(partner.type)
      case "channel": holds(partner.channel)
      case "country": holds(partner.country)
      case "language": holds(partner.language)
      case "source": holds(partner.source)
      case "tag": partner.tags.contains { values.contains($0) }
      default: holds(partner.fields[attribute])
      }
    }

    private func holds(_ value: String?) -> Bool { value.map(values.contains) ?? false }
  }

  package init(name: String, conditions: [Condition], ladder: TierLadder) {
    self.name = name
    self.conditions = conditions
    self.ladder = ladder
  }

  package func fits(_ partner: Partner) -> Bool { conditions.allSatisfy { $0.fits(partner) } }
}
