internal import Mail

/// Writes the rows of the sample's activity.csv.
struct SampleActivityFile {
  let program: SampleProgram
  var writer = CSVWriter(guardsFormulas: false)
  private var number = 0
  private var refused = 0

  init(program: SampleProgram) {
    self.program = program
    writer.row([
      "id", "partner", "kind", "status", "amount", "currency", "occurred", "customer", "reference",
      "commission",
    ])
  }

  /// One activity before it has a number.
  private struct Draft {
    var seconds: Int
    var kind = "sale"
    var status = "approved"
    /// Cents; nil for kinds without money.
    var cents: Int?
    var customer: Int
    /// The place of the sale taken back among the partner's drafts.
    var sale: Int?
  }

  /// Writes a partner's activities by time, and rows that must be refused where their turn has come.
  mutating func write(_ profile: SampleProfile, count: Int) {
    guard count > 0 else { return }
    var random = SeededRandom(seed: program.seed, stream: 3, index: profile.index)
    let drafts = drafts(profile, count: count, &random)
    let order = drafts.indices.sorted { (drafts[$0].seconds, $0) < (drafts[$1].seconds, $1) }
    var numbers = Array(repeating: 0, count: drafts.count)
    for place in order {
      number += 1
      numbers[place] = number
    }
    let partner = program.partnerID(profile.index)
    var lastSale: [String]?
    for place in order {
      let cells = cells(drafts[place], id: numbers[place], partner: partner, numbers: numbers)
      writer.row(cells)
      if drafts[place].kind == "sale" { lastSale = cells }
    }
    if let lastSale { writeRefusedInTurn(like: lastSale) }
  }

  private func drafts(_ profile: SampleProfile, count: Int, _ random: inout SeededRandom) -> [Draft] {
    var drafts: [Draft] = []
    drafts.reserveCapacity(count)
    let months = SampleMonths(profile)
    while drafts.count < count {
      let seconds = months.moment(&random)
      let customer = random.number(in: 1...999_999)
      if random.chance(7) {
        drafts.append(Draft(seconds: seconds, kind: "lead", customer: customer))
        continue
      }
      var sale = Draft(seconds: seconds, cents: Self.price(&random), customer: customer)
      let age = SampleProfile.lastDay + 1 - seconds / 86_400
      sale.status = Self.status(age: age, &random)
      drafts.append(sale)
      let isTakenBack = random.chance(7)
      let back = seconds + random.number(in: 2...24) * 86_400 + random.number(in: -7_200...7_200)
      if isTakenBack, sale.status != "reversed", drafts.count < count,
        back < (SampleProfile.lastDay + 1) * 86_400
      {
        drafts.append(Self.takeBack(of: sale, at: drafts.count - 1, seconds: back, &random))
      }
    }
    return drafts
  }

  /// Whole prices of plans, and now and then a bill with odd cents.
  private static func price(_ random: inout SeededRandom) -> Int {
    let plan = random.pick([
      1_900, 2_900, 2_900, 4_900, 4_900, 7_900, 9_900, 14_900, 19_900, 29_900, 49_900, 99_000,
    ])
    return random.chance(25) ? plan + random.number(in: 1...1_999) : plan
  }

  private static func status(age: Int, _ random: inout SeededRandom) -> String {
    if random.chance(2) { return "reversed" }
    if age <= 14 { return random.chance(35) ? "pending" : "approved" }
    if age <= 45 { return random.chance(4) ? "pending" : "approved" }
    return random.chance(92) ? "paid" : "approved"
  }

  private static func takeBack(of sale: Draft, at place: Int, seconds: Int, _ random: inout SeededRandom)
    -> Draft
  {
    let isChargeback = random.chance(15)
    let cents = sale.cents ?? 0
    let isPart = !isChargeback && random.chance(40)
    return Draft(
      seconds: seconds, kind: isChargeback ? "chargeback" : "refund", status: "approved",
      cents: isPart ? max(1, cents * random.number(in: 10...60) / 100) : cents, customer: sale.customer,
      sale: place)
  }

  private func cells(_ draft: Draft, id: Int, partner: String, numbers: [Int]) -> [String] {
    [
      activityID(id), partner, draft.kind, draft.status, draft.cents.map(Self.decimal) ?? "",
      draft.cents == nil ? "" : "USD", Timestamp(seconds: Int64(draft.seconds)).description,
      SampleText.padded(draft.customer, to: 6, after: "C-"),
      draft.sale.map { activityID(numbers[$0]) } ?? "", "",
    ]
  }

  private func activityID(_ number: Int) -> String {
    SampleText.padded(number, to: max(6, String(program.activities).count), after: "A-")
  }

  private static func decimal(_ cents: Int) -> String {
    Money(minorUnits: Int64(cents), currency: Currency(code: "USD", exponent: 2)).decimalText
  }

  /// What is wrong with each row that must be refused.
  private enum Mistake: CaseIterable {
    case unknownPartner, moment, decimals, otherContent, refundTooLarge, noReference, negative, status
  }

  private static let mistakes = Mistake.allCases
  private var sale: [String]?

  /// Writes the refused rows that no partner's turn has brought.
  mutating func writeLastRefused() {
    while let sale, refused < Self.mistakes.count { writeRefused(like: sale) }
  }

  private mutating func writeRefusedInTurn(like sale: [String]) {
    self.sale = sale
    guard refused < Self.mistakes.count,
      number >= (refused + 1) * program.activities / (Self.mistakes.count + 1)
    else { return }
    writeRefused(like: sale)
  }

  private mutating func writeRefused(like sale: [String]) {
    var cells = sale
    let mistake = Self.mistakes[refused]
    refused += 1
    if mistake != .otherContent { cells[0] = "X-0\(refused)" }
    switch mistake {
    case .unknownPartner: cells[1] = "P-unknown"
    case .moment: cells[6] = "31.10.2026 18:30"
    case .decimals: cells[4] = "49.995"
    case .otherContent: cells[4] = "1.00"
    case .refundTooLarge:
      (cells[2], cells[3], cells[8], cells[4]) = ("refund", "approved", sale[0], "5000.00")
    case .noReference: cells[2] = "refund"
    case .negative: cells[4] = "-19.00"
    case .status: cells[3] = "maybe"
    }
    writer.row(cells)
  }
}
