internal import Mail

/// Writes the rows of the sample's partners.csv.
struct SamplePartnersFile {
  let program: SampleProgram
  var writer = CSVWriter(guardsFormulas: false)
  private var refused = 0

  init(program: SampleProgram) {
    self.program = program
    writer.row([
      "id", "name", "first_name", "email", "type", "channel", "country", "language", "source", "tags",
      "joined",
      "left", "time_zone", "company",
    ])
  }

  /// Writes a partner, and after it a row that must be refused where its turn has come.
  mutating func write(partner index: Int) {
    let profile = program.profile(index)
    var random = SeededRandom(seed: program.seed, stream: 2, index: index)
    let cells = cells(profile, &random)
    writer.row(cells)
    let isLast = index == program.partners - 1
    while refused < Self.mistakes.count,
      isLast || (refused + 1) * program.partners / (Self.mistakes.count + 1) == index + 1
    {
      writeRefused(like: cells)
    }
  }

  private func cells(_ profile: SampleProfile, _ random: inout SeededRandom) -> [String] {
    let culture = SampleCulture.all[profile.culture]
    let given = random.pick(culture.names.given)
    let family = random.pick(culture.names.family)
    let isCompany = profile.kind == .agency || profile.kind == .integration
    let company = random.pick(culture.names.companies).replacing("%", with: family.text)
    let person = culture.names.full(given, family)
    let hasCompany = isCompany || (profile.kind == .b2bReferrer && random.chance(60))
    let number = profile.index + 1
    let address =
      isCompany
      ? "partners@\(family.ascii)-\(number).example"
      : "\(given.ascii).\(family.ascii)\(number)@\(random.pick(["mail", "post", "inbox", "letters"])).example"
    return [
      program.partnerID(profile.index), isCompany ? company : person, isCompany ? "" : given.text, address,
      profile.kind.rawValue, random.pick(Self.channels(profile.kind)), culture.country, culture.language,
      random.pick(["application", "invite", "conference", "outreach", "referral", "marketplace"]),
      tags(profile, &random), CivilDate(daysSinceEpoch: profile.joined).description,
      profile.left.map { CivilDate(daysSinceEpoch: $0).description } ?? "", culture.timeZone,
      hasCompany ? company : "",
    ]
  }

  private static func channels(_ kind: SampleProfile.Kind) -> [String] {
    switch kind {
    case .creator: ["youtube", "instagram", "tiktok", "blog", "podcast", "newsletter"]
    case .agency: ["website", "events", "email", "ads"]
    case .b2bReferrer: ["linkedin", "events", "referral"]
    case .customerAdvocate: ["community", "word-of-mouth", "blog"]
    case .integration: ["marketplace", "docs"]
    }
  }

  private func tags(_ profile: SampleProfile, _ random: inout SeededRandom) -> String {
    var tags: [String] = []
    if profile.weight > 12_000 { tags.append("vip") }
    if random.chance(12) { tags.append("beta") }
    if random.chance(18) { tags.append("webinar-2026") }
    if random.chance(9) { tags.append("co-marketing") }
    return tags.joined(separator: ";")
  }

  /// What is wrong with each row that must be refused.
  private enum Mistake: CaseIterable {
    case address, joinedDay, otherContent, lineEndInName, missingName, country, tooFewColumns
  }

  private static let mistakes = Mistake.allCases

  private mutating func writeRefused(like cells: [String]) {
    var cells = cells
    let mistake = Self.mistakes[refused]
    refused += 1
    if mistake != .otherContent { cells[0] = "X-0\(refused)" }
    switch mistake {
    case .address: cells[3] = "someone@@mail..example"
    case .joinedDay: cells[10] = "2026-02-30"
    case .otherContent: cells[3] = "another.address@mail.example"
    case .lineEndInName: cells[1] = "Eve\r\nBcc: everyone@mail.example"
    case .missingName: cells[1] = ""
    case .country: cells[6] = "Germany"
    case .tooFewColumns: cells.removeLast(3)
    }
    writer.row(cells)
  }
}
