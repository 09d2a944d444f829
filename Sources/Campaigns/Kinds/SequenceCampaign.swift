package import Mail
package import PartnerProgram
package import Settings

/// Mails by days since joining: `kind: sequence`, an edition a step.
///
/// A partner gets at most the one step whose day has come, and for a week after it at most, so that a sequence
/// begun late does not pour out all its steps. A first sale ends it, as leaving the segment does.
package struct SequenceCampaign: CampaignKind {
  package static let name = "sequence"

  struct Step: Sendable, Equatable {
    /// Days since joining.
    let after: Int
    let template: String
  }

  /// How many days after its day a step may still be sent.
  static let latest = 7

  let steps: [Step]

  package init?(_ campaign: MappingReader) {
    guard let list = campaign.required("steps"), let values = list.list() else { return nil }
    var steps: [Step] = []
    for value in values {
      guard let keys = value.mapping() else { continue }
      let after = keys.required("after")?.days()
      let template = keys.required("template")?.string()
      keys.finish()
      guard let after, let template else { continue }
      if let last = steps.last, after <= last.after {
        value.fail(
          "a step must come later than the one before, which comes after \(last.after) days", kind: .conflict)
      }
      steps.append(Step(after: after, template: template))
    }
    if values.isEmpty { list.fail("a sequence needs at least one step") }
    self.steps = steps
  }

  package var templates: [String] { steps.map(\.template) }

  package func editions(named name: String?, today: CivilDate) throws(EditionError) -> [Edition] {
    let all = steps.indices.map { Edition(name: "step-\($0 + 1)", month: Month(of: today), step: $0) }
    guard let name else { return all }
    guard let found = all.first(where: { $0.name == name }) else {
      throw EditionError(
        description: "'\(name)' is not an edition of this sequence, expected step-1 to step-\(steps.count)")
    }
    return [found]
  }

  package func occasion(for recipient: Recipient, in edition: Edition, today: CivilDate) -> Occasion {
    guard let index = edition.step, steps.indices.contains(index) else { return .none("no such step") }
    guard recipient.lifetimeSales == 0 else { return .none("made a first sale") }
    let days = today.daysSinceEpoch - recipient.partner.joined.daysSinceEpoch
    let step = steps[index]
    guard days >= step.after else { return .none("day \(step.after) not reached") }
    let next = index + 1 < steps.count ? steps[index + 1].after : .max
    guard days < next, days - step.after <= Self.latest else { return .none("day \(step.after) is past") }
    return .mail(
      template: step.template, bonus: nil,
      step: StepFacts(number: index + 1, after: step.after, count: steps.count))
  }
}
