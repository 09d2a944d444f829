import Glibc
import Ledger
import Mail
import PartnerProgram

/// Works out where every partner of a ledger stands in a month, in one pass, and prints the seconds it took and what was
/// found: `SECONDS PARTNERS SALES NET ABOVE`, the last being those above the first tier.
///
/// `sweep-bench LEDGER METRIC WINDOW MONTH FROM`; `tierpost-bench --only sweep` runs it beside the sqlite3 shell.
@main
struct SweepBench {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count == 5, let metric = Metric(word: arguments[1]),
      let window = Window(word: arguments[2]), let month = Month(arguments[3]),
      let from = Int64(arguments[4]), let calendar = ProgramCalendar(timeZone: "America/New_York")
    else {
      print("usage: sweep-bench LEDGER METRIC WINDOW MONTH FROM")
      exit(64)
    }
    let currency = Currency(code: "USD", exponent: 2)
    var terms = LadderTerms(metric: metric)
    terms.window = window
    let tiers = [
      Tier(id: "first", name: "First", from: 0, rate: Rate(basisPoints: 2_000)),
      Tier(id: "second", name: "Second", from: from, rate: Rate(basisPoints: 2_500)),
    ]
    let ledger = try SQLiteLedger(path: arguments[0], bootID: "bench") { _ in [] }
    let start = now()
    var sweep = TierSweep(
      ladder: TierLadder(tiers: tiers, terms: terms, currency: currency), calendar: calendar,
      currency: currency, month: month, asOf: calendar.end(of: month))
    var partners = 0
    var above = 0
    var sales = 0
    var net: Int64 = 0
    try ledger.sweep(for: sweep) { joined, sheet in
      let result = try sweep.read(&sheet, joined: joined)
      partners += 1
      if result.reached > 0 { above += 1 }
      sales += result.sales
      net += result.net
    }
    print(now() - start, partners, sales, net, above)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
