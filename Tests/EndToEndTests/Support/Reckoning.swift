import Foundation

/// The sample program worked out a second time, from its files by plain arithmetic: nothing of the product is used.
struct Reckoning {
  /// A partner as the file has it, without the rows that import must refuse.
  struct Partner {
    let id: String
    let name: String
    let email: String
    let type: String
    let language: String
    let joined: String
    let left: String
    var sales: [Sale] = []
  }

  struct Sale {
    let id: String
    /// Cents.
    let amount: Int
    let status: String
    /// The program's calendar month, such as 2026-10.
    let month: String
    var takenBack = 0

    /// Approved or paid, and not taken back in full.
    var counts: Bool { (status == "approved" || status == "paid") && (takenBack == 0 || takenBack < amount) }
  }

  /// A partner's month.
  struct Standing: Equatable {
    let conversions: Int
    /// Cents, less what was taken back.
    let revenue: Int
    /// Cents.
    let commission: Int
    let tier: Tier
  }

  enum Tier: String, CaseIterable, Comparable {
    case standard = "Standard"
    case growth = "Growth"
    case elite = "Elite"

    /// Conversions.
    var from: Int { [.standard: 0, .growth: 6, .elite: 16][self] ?? 0 }
    /// Percent.
    var rate: Int { [.standard: 20, .growth: 25, .elite: 30][self] ?? 0 }
    /// Dollars.
    var bonus: Int? { [.growth: 100, .elite: 250][self] }

    static func < (one: Tier, other: Tier) -> Bool { one.from < other.from }
  }

  private(set) var partners: [String: Partner] = [:]
  /// The present day of the program.
  let today: String

  /// - Parameters:
  ///   - folder: where `partners.csv` and `activity.csv` are.
  ///   - moment: the clock, RFC 3339; what occurred at it or later is not known.
  /// - Throws: where a file cannot be read.
  init(folder: String, asOf moment: String) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try TimeZone(identifier: "America/New_York").orFail("New York")
    let clock = try Date(moment, strategy: .iso8601)
    func month(_ date: Date) -> String {
      let parts = calendar.dateComponents([.year, .month], from: date)
      return String(format: "%04d-%02d", parts.year ?? 0, parts.month ?? 0)
    }
    today = month(clock) + String(format: "-%02d", calendar.component(.day, from: clock))

    for row in SimpleCSV.rows(try String(contentsOfFile: "\(folder)/partners.csv", encoding: .utf8)) {
      guard row.isComplete, Self.isPartner(row), partners[row["id"]] == nil else { continue }
      partners[row["id"]] = Partner(
        id: row["id"], name: row["name"], email: row["email"], type: row["type"], language: row["language"],
        joined: row["joined"], left: row["left"])
    }

    var seen: Set<String> = []
    var takeBacks: [(row: SimpleCSV.Row, date: Date)] = []
    var sales: [String: (sale: Sale, partner: String, date: Date)] = [:]
    for row in SimpleCSV.rows(try String(contentsOfFile: "\(folder)/activity.csv", encoding: .utf8)) {
      guard partners[row["partner"]] != nil, !seen.contains(row["id"]),
        ["pending", "approved", "paid", "reversed"].contains(row["status"]),
        let date = try? Date(row["occurred"], strategy: .iso8601)
      else { continue }
      if row["kind"] == "refund" || row["kind"] == "chargeback" {
        takeBacks.append((row, date))
      } else if row["kind"] == "sale", let amount = Self.cents(row["amount"]) {
        let sale = Sale(id: row["id"], amount: amount, status: row["status"], month: month(date))
        sales[row["id"]] = (sale, row["partner"], date)
      } else if row["kind"] == "sale" {
        continue
      }
      seen.insert(row["id"])
    }
    // In the order of the file: one that would take back more than there is left is refused, as are its likes.
    for (row, date) in takeBacks {
      guard let amount = Self.cents(row["amount"]), let found = sales[row["reference"]],
        found.sale.takenBack + amount <= found.sale.amount, found.partner == row["partner"],
        date >= found.date
      else { continue }
      if date < clock, row["status"] != "reversed" { sales[row["reference"]]?.sale.takenBack += amount }
    }
    for (sale, partner, date) in sales.values where date < clock { partners[partner]?.sales.append(sale) }
  }

  /// Where a partner stood in a month.
  func standing(of partner: Partner, in month: String) -> Standing {
    let counted = partner.sales.filter { $0.month == month && $0.counts }
    let tier = Self.tier(of: counted.count)
    let revenue = counted.reduce(0) { $0 + $1.amount - $1.takenBack }
    // Half a cent goes up.
    let commission = (revenue * tier.rate + 50) / 100
    return Standing(conversions: counted.count, revenue: revenue, commission: commission, tier: tier)
  }

  /// The bonus in dollars for a tier that the partner stands in for the first time.
  func bonus(of partner: Partner, in month: String) -> Int? {
    let tier = standing(of: partner, in: month).tier
    let earlier = Set(partner.sales.map(\.month)).filter { $0 < month }
    return earlier.contains { standing(of: partner, in: $0).tier >= tier } ? nil : tier.bonus
  }

  func isActive(_ partner: Partner) -> Bool { partner.left.isEmpty || partner.left > today }

  /// The template's language for a partner.
  static func language(of partner: Partner) -> String {
    ["ar", "de", "en", "es", "fr", "it", "ja", "pt-BR"].contains(partner.language) ? partner.language : "en"
  }

  /// Days from joining to today.
  func days(since partner: Partner) throws -> Int {
    let from = try Date("\(partner.joined)T00:00:00Z", strategy: .iso8601)
    let to = try Date("\(today)T00:00:00Z", strategy: .iso8601)
    return Int(to.timeIntervalSince(from)) / 86_400
  }

  private static func tier(of conversions: Int) -> Tier {
    Tier.allCases.last { conversions >= $0.from } ?? .standard
  }

  private static func isPartner(_ row: SimpleCSV.Row) -> Bool {
    !row["id"].isEmpty && !row["name"].isEmpty && !row["name"].contains { $0.isNewline }
      && row["email"].wholeMatch(of: /[a-z0-9.+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)+/) != nil
      && row["country"].wholeMatch(of: /[A-Z]{2}|/) != nil && isDay(row["joined"])
  }

  private static func isDay(_ text: String) -> Bool {
    guard text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil,
      let date = try? Date("\(text)T00:00:00Z", strategy: .iso8601)
    else { return false }
    // 30 February would have become a day of March.
    return date.ISO8601Format().hasPrefix(text)
  }

  /// `12.34`; nil for anything else.
  static func cents(_ text: String) -> Int? {
    guard let match = text.wholeMatch(of: /(\d+)(?:\.(\d\d?))?/), let whole = Int(match.1) else { return nil }
    let rest = String(match.2 ?? "")
    return whole * 100 + (Int(rest + String(repeating: "0", count: 2 - rest.count)) ?? 0)
  }
}

extension Optional {
  /// The value, or a failure of the test that says what is missing.
  func orFail(_ what: String) throws -> Wrapped {
    guard let self else { throw TierpostProcess.Failure(description: "missing: \(what)") }
    return self
  }
}
