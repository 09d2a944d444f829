internal import Mail
internal import PartnerProgram
internal import Settings

/// What kinds with an edition a month and one template share.
protocol MonthlyCampaign: CampaignKind {
  var template: String { get }
}

extension MonthlyCampaign {
  package var templates: [String] { [template] }

  /// A month by its name; the month before the present one where none was named.
  package func editions(named name: String?, today: CivilDate) throws(EditionError) -> [Edition] {
    guard let name else {
      let month = Month(of: today).advanced(by: -1)
      return [Edition(name: month.description, month: month)]
    }
    guard let month = Month(name) else {
      throw EditionError(description: "'\(name)' is not an edition, expected a month such as 2026-10")
    }
    guard month <= Month(of: today) else {
      throw EditionError(description: "the month \(month) has not begun, so it has no edition yet")
    }
    return [Edition(name: month.description, month: month)]
  }
}
