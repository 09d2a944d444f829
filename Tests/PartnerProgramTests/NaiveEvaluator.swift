import Mail

@testable import PartnerProgram

/// The rules once more, written another way: tables of everything and plain arithmetic instead of one pass.
///
/// Slow and plain, for comparison only.
struct NaiveEvaluator {
  let bounds: [Int64]
  let rates: [Int64]
  let countsMoney: Bool
  let countsPending: Bool
  /// Hours that the zone lies behind UTC; the zone of the comparison has no summer time.
  let hoursBehind: Int64

  struct Answer: Equatable {
    var place: Int
    var value: Int64
    var money: Int64
    var commission: Int64
    var excludedCounts: [String: Int]
    var lifetime: Int
    var isFirst: Bool
  }

  func answer(_ activities: [Activity], month: Month, before clock: Int64) -> Answer {
    let known = activities.filter { $0.occurred.seconds < clock }
    var lost: [String: Int64] = [:]
    var hit: Set<String> = []
    var byBank: Set<String> = []
    for item in known where item.kind == .refund || item.kind == .chargeback {
      guard item.status != .reversed, let sale = item.reference else { continue }
      lost[sale, default: 0] += item.amount?.minorUnits ?? 0
      hit.insert(sale)
      if item.kind == .chargeback { byBank.insert(sale) }
    }
    var standing: [String: [Int64]] = [:]
    var excluded: [String: Int] = [:]
    let wanted = month.description
    for item in known where item.kind == .sale {
      let key = monthKey(item.occurred.seconds)
      let gross = item.amount?.minorUnits ?? 0
      let gone = hit.contains(item.id) && (lost[item.id] ?? 0) >= gross
      let reason: String? =
        item.status == .reversed
        ? "reversed"
        : gone
          ? (byBank.contains(item.id) ? "chargedBack" : "refunded")
          : item.status == .pending && !countsPending ? "pending" : nil
      if let reason {
        if key == wanted { excluded[reason, default: 0] += 1 }
      } else {
        standing[key, default: []].append(gross - (lost[item.id] ?? 0))
      }
    }
    let present = standing[wanted] ?? []
    let value = measure(present)
    let place = bounds.lastIndex { $0 <= value } ?? 0
    let money = present.reduce(0, +)
    let best = standing.filter { $0.key < wanted }.map { measure($0.value) }.max() ?? 0
    // Half away from zero, by doubling.
    let commission = (2 * money * rates[place] + 10_000) / 20_000
    return Answer(
      place: place, value: value, money: money, commission: commission, excludedCounts: excluded,
      lifetime: standing.values.map(\.count).reduce(0, +), isFirst: best < bounds[place])
  }

  private func measure(_ sales: [Int64]) -> Int64 { countsMoney ? sales.reduce(0, +) : Int64(sales.count) }

  private func monthKey(_ seconds: Int64) -> String {
    var days = (seconds - hoursBehind * 3_600) / 86_400
    var year = 1970
    func length(_ year: Int) -> Int64 { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365 }
    while days >= length(year) {
      days -= length(year)
      year += 1
    }
    let months: [Int64] = [31, length(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var month = 0
    while days >= months[month] {
      days -= months[month]
      month += 1
    }
    return "\(year)-" + (month < 9 ? "0" : "") + "\(month + 1)"
  }
}
