package import Mail
package import PartnerProgram
package import Settings

/// What happened to a partner: `kind: event` with `on:`, an edition an event.
///
/// The edition's name is the event's identity, so that a partner hears of it once, however often history is worked out
/// again. An event is news for `within:` so many days after its own day: what lies longer back when a campaign begins is
/// not told. Nor is what is no longer so: a tier that was left again, a risk that is over.
package struct EventCampaign: CampaignKind {
  package static let name = "event"
  /// Days, where `within:` does not say: long enough for sales that are approved weeks after they were made.
  static let usualDays = 30

  let template: String
  package let trigger: EventTrigger?

  package init?(_ campaign: MappingReader) {
    let template = campaign.required("template")?.string()
    var kinds: Set<PartnerMoment.Kind> = []
    let on = campaign.required("on")
    let values = on?.oneOrMore()
    if values?.isEmpty == true { on?.fail("an event campaign needs at least one event") }
    for value in values ?? [] {
      let words = PartnerMoment.Kind.allCases.map(\.word)
      guard let word = value.choice(words),
        let kind = PartnerMoment.Kind.allCases.first(where: { $0.word == word })
      else { continue }
      if !kinds.insert(kind).inserted { value.fail("'\(word)' is there already", kind: .conflict) }
    }
    var within: Int? = Self.usualDays
    if let value = campaign.optional("within") {
      within = value.days()
      if let days = within, !(1...366).contains(days) {
        value.fail("an event is news for 1 to 366 days, not for \(days)")
        within = nil
      }
    }
    guard let template, let within, !kinds.isEmpty else { return nil }
    self.template = template
    trigger = EventTrigger(kinds: kinds, within: within)
  }

  package var templates: [String] { [template] }

  /// The edition that was named; which ones are due is found in the data.
  package func editions(named name: String?, today: CivilDate) throws(EditionError) -> [Edition] {
    guard let name else { return [] }
    guard (trigger?.kinds ?? []).contains(where: { name.hasPrefix("\($0.word).") }) else {
      throw EditionError(
        description: "'\(name)' is not an edition of this campaign, expected one such as "
          + "\(trigger?.kinds.map(\.word).min() ?? "").growth.2026-10; tierpost plan lists those that are due"
      )
    }
    return [Edition(name: name, month: Month(of: today))]
  }

  package func occasion(for recipient: Recipient, in edition: Edition, today: CivilDate) -> Occasion {
    guard let moment = recipient.moment, moment.edition == edition.name else {
      return .none("it did not happen")
    }
    if let hindrance = moment.hindrance { return .none(hindrance) }
    return .mail(template: template, bonus: moment.amount, step: nil)
  }
}
