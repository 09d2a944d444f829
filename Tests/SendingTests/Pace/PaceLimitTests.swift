import Foundation
import Testing

@testable import Sending

/// A folder that is gone with the test.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: "pace-\(UUID().uuidString)")
  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }
  func path(_ name: String) -> String { url.appending(path: name).path }
}

/// SplitMix64: the same numbers in every run.
struct Numbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// The most events that any stretch of `window` microseconds holds, counted without any of the code under test.
func mostWithin(_ window: Int64, _ times: [Int64]) -> Int {
  var most = 0
  var first = 0
  for (index, time) in times.enumerated() {
    while times[first] <= time - window { first += 1 }
    most = max(most, index - first + 1)
  }
  return most
}

private let second: Int64 = 1_000_000
private let start: Int64 = 1_800_000_000_000_000

@Suite struct PaceLimitTests {
  private func pace(_ limits: PaceLimits, _ domains: DomainLimits, in folder: TemporaryFolder, now: Int64)
    throws
    -> Pace
  {
    let domainFile = domains.isEmpty ? nil : folder.path("domains")
    let shared = try DomainPace(domains, file: domainFile, now: now) { 0.5 }
    return try Pace(limits, domains: shared, file: limits.isEmpty ? nil : folder.path("upstream"), now: now)
  }

  /// Sends in virtual time with retries and restarts, some of them in the middle of a transaction.
  private func run(
    _ count: Int, _ limits: PaceLimits, domains: DomainLimits = DomainLimits(),
    names: [String] = ["a.example"], restarts: Int = 400,
    seed: UInt64
  ) throws -> [String: [Int64]] {
    let folder = try TemporaryFolder()
    var numbers = Numbers(state: seed)
    var now = start
    var sent: [String: [Int64]] = [:]
    var pace = try pace(limits, domains, in: folder, now: now)
    var total = 0
    while total < count {
      let name = names.randomElement(using: &numbers) ?? ""
      let key = DomainKey(name)
      switch pace.begin(key, at: now) {
      case .upstreamWaits(let until), .domainWaits(let until):
        // Sometimes it asks too early, sometimes late.
        now = Int.random(in: 0..<4, using: &numbers) == 0 ? now + (until - now) / 2 + 1 : until
      case .go:
        // The server takes up to 0.3 s for the envelope.
        now += Int64.random(in: 0..<300_000, using: &numbers)
        switch Int.random(in: 0..<40, using: &numbers) {
        case 0: pace.giveBack(key)  // refused
        case 1 where Int.random(in: 0..<400, using: &numbers) < restarts:
          // kill -9 in the middle: what is not in the file is gone.
          pace = try restarted(&pace, limits, domains, folder, now)
        default:
          while case .upstreamWaits(let until) = pace.admit(key, at: now, begun: true) { now = until }
          sent[name, default: []].append(now)
          total += 1
          if Int.random(in: 0..<count, using: &numbers) < restarts {
            pace = try restarted(&pace, limits, domains, folder, now)
          }
        }
      }
    }
    return sent
  }

  private func restarted(
    _ old: inout Pace, _ limits: PaceLimits, _ domains: DomainLimits, _ folder: TemporaryFolder, _ now: Int64
  ) throws -> Pace {
    // The old one gives its lock up by going.
    old = Pace { 0.5 }
    return try pace(limits, domains, in: folder, now: now)
  }

  @Test(arguments: [1, 2, 7, 100])
  func `no second holds one more than its limit, over ten thousand sends and restarts`(limit: Int) throws {
    let sent = try run(10_000, PaceLimits(perSecond: limit), seed: 1)
    let times = sent.values.flatMap(\.self).sorted()
    #expect(times.count == 10_000)
    #expect(mostWithin(second, times) <= limit)
    #expect(mostWithin(second, times) >= min(limit, 2), "and it is used")
  }

  @Test func `no minute, hour and day holds one more than its limit`() throws {
    let limits = PaceLimits(perMinute: 20, perHour: 600, perDay: 3_000)
    let times = try run(10_000, limits, seed: 2).values.flatMap(\.self).sorted()
    #expect(mostWithin(60 * second, times) <= 20)
    #expect(mostWithin(3_600 * second, times) <= 600)
    #expect(mostWithin(86_400 * second, times) <= 3_000)
    // And they are used: a limit that closes for good would hold as well.
    #expect(mostWithin(60 * second, times) >= 19)
    #expect(mostWithin(3_600 * second, times) >= 590)
    #expect(mostWithin(86_400 * second, times) >= 2_990)
    let days = Double((times.last ?? 0) - start) / Double(86_400 * second)
    #expect(days < 4, "10,000 at 3,000 a day")
  }

  @Test func `each domain has its own limits, and all together those of the upstream`() throws {
    let domains = DomainLimits(
      named: ["gmail.example": PaceLimits(perSecond: 2), "big.example": PaceLimits(perHour: 500)],
      others: PaceLimits(perMinute: 100))
    let names = ["gmail.example", "big.example", "a.example", "b.example"]
    let sent = try run(
      10_000, PaceLimits(perSecond: 10), domains: domains, names: names, restarts: 40, seed: 3)
    #expect(mostWithin(second, sent["gmail.example"] ?? []) == 2)
    #expect(mostWithin(3_600 * second, sent["big.example"] ?? []) <= 500)
    #expect(mostWithin(60 * second, sent["a.example"] ?? []) <= 100)
    #expect(mostWithin(60 * second, sent["b.example"] ?? []) <= 100)
    #expect(mostWithin(second, sent.values.flatMap(\.self).sorted()) <= 10)
  }

  @Test func `more domains than are told apart keep to their limits all the same`() throws {
    let names = (0..<6_000).map { "d\($0).example" }
    let domains = DomainLimits(others: PaceLimits(perSecond: 1))
    let sent = try run(12_000, PaceLimits(), domains: domains, names: names, restarts: 5, seed: 4)
    #expect(sent.values.allSatisfy { mostWithin(second, $0) == 1 })
  }

  @Test func `a clock that was set back closes a limit for no longer than its own length`() throws {
    let folder = try TemporaryFolder()
    let limits = PaceLimits(perSecond: 1, perDay: 5)
    var pace = try pace(limits, DomainLimits(), in: folder, now: start)
    let key = DomainKey("a.example")
    for step in 0..<5 { #expect(pace.admit(key, at: start + Int64(step) * 2 * second) == .go) }
    let back = start - 400 * 86_400 * second
    pace = try restarted(&pace, limits, DomainLimits(), folder, back)
    guard case .upstreamWaits(let until) = pace.admit(key, at: back) else {
      Issue.record("five of five a day were gone")
      return
    }
    #expect(until - back <= 88_300 * second)
    #expect(pace.admit(key, at: until) == .go)
  }

  @Test func `one message costs microseconds`() throws {
    let folder = try TemporaryFolder()
    let limits = PaceLimits(perSecond: 1_000_000, perHour: 1_000_000_000, perDay: 1_000_000_000)
    let domains = DomainLimits(others: PaceLimits(perSecond: 1_000_000, perHour: 1_000_000_000))
    let pace = try pace(limits, domains, in: folder, now: start)
    let key = DomainKey("a.example")
    let elapsed = ContinuousClock().measure {
      for step in 0..<2_000 {
        _ = pace.begin(key, at: start + Int64(step) * 10)
        _ = pace.admit(key, at: start + Int64(step) * 10, begun: true)
      }
    }
    print("pace: \(elapsed / 2_000) a message, debug build, two files")
    #expect(elapsed / 2_000 < .microseconds(1_000))
  }
}
