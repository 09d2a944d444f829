import Mail
import PartnerProgram

/// Random partners and segments over a small world, the same for the same seed (SplitMix64).
struct RandomProgram: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// What a segment may ask for, by key; in lists, no two of them are equal.
  static let values: [(key: String, values: [String])] = [
    ("type", ["creator", "agency", "B2B", "Zürich"]), ("channel", ["blog", "youtube"]),
    ("source", ["ads", "internal", "fair"]), ("tags", ["beta", "vip", "old"]),
    ("tier", ["standard", "growth", "elite"]), ("region", NaiveSegment.regions.keys.sorted()),
    ("language", ["de", "de-AT", "zh-Hant", "*", "en"]), ("status", ["active", "left"]),
    ("joined", ["0", "30", "400"]), ("company_size", ["small", "medium"]),
  ]

  mutating func recipient(around day: CivilDate) -> Recipient {
    let types = ["creator", "Creator", "AGENCY", "b2b", "zu\u{308}rich", "ZÜRICH", nil]
    let tier = pick(["standard", "growth", "elite"])
    var partner = Fixtures.recipient().partner
    partner.type = pick(types)
    partner.channel = pick(["blog", "YouTube", nil])
    partner.source = pick(["ads", "Internal", "fair", nil])
    partner.tags = ["beta", "VIP", "old", "new"].filter { _ in Bool.random(using: &self) }
    partner.country = pick(["DE", "AT", "CH", "FR", "HR", "BG", "US", "GB", nil])
    partner.language = pick(["de", "de-AT", "DE-CH", "den", "zh-Hant-TW", "zh", "en-GB", nil])
    partner.joined = CivilDate(daysSinceEpoch: day.daysSinceEpoch - pick([-1, 0, 1, 30, 31, 400, 401]))
    partner.left = pick([nil, nil, -1, 0, 1]).map { CivilDate(daysSinceEpoch: day.daysSinceEpoch + $0) }
    partner.fields["company_size"] = pick(["small", "MEDIUM", "large", nil])
    let recipient = Fixtures.recipient(tier: tier)
    return Recipient(
      partner: partner, status: recipient.status, previous: recipient.previous, reachedFirstTime: false,
      lifetimeSales: 0)
  }

  mutating func segment(depth: Int = 2) -> NaiveSegment {
    var segment = NaiveSegment()
    let keys = Self.values.shuffled(using: &self).prefix(Int.random(in: 1...2, using: &self))
    for (key, values) in keys {
      let count = key == "joined" ? 1 : Int.random(in: 1...min(3, values.count), using: &self)
      segment.keys.append((key, Array(values.shuffled(using: &self).prefix(count))))
    }
    guard depth > 0 else { return segment }
    if pick([true, false]) {
      segment.any = (0...pick([0, 1, 2])).map { _ in self.segment(depth: depth - 1) }
    }
    if pick([true, false]) {
      segment.except = (0...pick([0, 1])).map { _ in self.segment(depth: depth - 1) }
    }
    if pick([true, false, false]), !segment.any.isEmpty { segment.keys = [] }
    return segment
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }
}
