import Mail
import PartnerProgram
import Segmentation
import Settings

/// The program every test here stands in: three tiers, two named regions.
enum Fixtures {
  static let tierIDs = ["standard", "growth", "elite"]
  static let fields: Set<String> = ["company_size", "beta", "Größe"]
  static let day = CivilDate(year: 2026, month: 11, day: 1)
  static let regions = readRegions("DACH: [DE, AT, CH]\nCore: [DACH, NL]\n").regions

  static func context(fields: Set<String>? = fields) -> SegmentContext {
    SegmentContext(regions: regions, tierIDs: tierIDs, knownFields: fields)
  }

  /// Reads a segment file of this text.
  static func segment(_ text: String, fields: Set<String>? = fields) throws(Problems) -> Segment {
    try Segment.load(
      source: SourceText(name: "Segments/test.yaml", text: text), context: context(fields: fields))
  }

  /// The messages of everything that is wrong with a segment file of this text.
  static func messages(_ text: String, fields: Set<String>? = fields) -> [String] {
    do {
      _ = try segment(text, fields: fields)
      return []
    } catch {
      return error.list.map(\.message)
    }
  }

  /// Reads the mapping below `regions:`.
  static func readRegions(_ text: String) -> (regions: NamedRegions, problems: [Problem]) {
    let log = ProblemLog()
    do {
      let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
      return (document.root.map { NamedRegions($0) } ?? NamedRegions(), log.problems)
    } catch {
      return (NamedRegions(), error.list)
    }
  }

  /// A partner who has nothing but what is compulsory, changed by `change`, in the tier of this id.
  static func recipient(tier: String = "standard", _ change: (inout Partner) -> Void = { _ in }) -> Recipient
  {
    var partner = Partner(
      id: "p1", name: "Ada", email: EmailAddress(uncheckedLocalPart: "ada", domain: "example.com"),
      joined: CivilDate(year: 2026, month: 10, day: 2))
    change(&partner)
    let status = status(tier: tier)
    return Recipient(
      partner: partner, status: status, previous: status, reachedFirstTime: false, lifetimeSales: 0)
  }

  private static func status(tier id: String) -> TierStatus {
    let none = Money(minorUnits: 0, currency: Currency(code: "USD", exponent: 2))
    return TierStatus(
      month: Month(year: 2026, number: 10), asOf: Timestamp(seconds: 1_793_523_600),
      metric: .conversions, value: 0, tier: Tier(id: id, name: id, from: 0, rate: Rate(basisPoints: 2_000)),
      next: nil, counted: TierStatus.Tally(count: 0, money: none), excluded: [:], commission: none,
      daysLeft: 0,
      finalOn: CivilDate(year: 2026, month: 11, day: 30), isFinal: false, ruleVersion: "00000000")
  }
}
