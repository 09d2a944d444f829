import Foundation
import Testing

@testable import Sending

@Suite struct PaceFileTests {
  private let now: Int64 = 1_800_000_000_000_000
  private let limits = PaceLimits(perSecond: 2, perHour: 100)

  private func open(_ path: String) throws(PaceError) -> Pace {
    try Pace(limits, domains: DomainPace { 0.5 }, file: path, now: now)
  }

  @Test func `two processes do not count in one file`() throws {
    let folder = try TemporaryFolder()
    let first = try open(folder.path("upstream"))
    #expect { try open(folder.path("upstream")) } throws: { ($0 as? PaceError)?.kind == .inUse }
    #expect(first.admit(DomainKey("a"), at: now) == .go)
  }

  @Test func `a transport that is closed has given its files back`() async throws {
    let folder = try TemporaryFolder()
    let domains = try DomainPace(
      DomainLimits(others: PaceLimits(perHour: 5)), file: folder.path("domains"), now: now
    ) { 0.5 }
    let paces = try ["a", "b"].map { name in
      try Pace(limits, domains: domains, file: folder.path(name), now: now)
    }
    let transport = SMTPTransport(
      upstream: try .test(port: 1), pace: paces[0], clock: WallClock(now)
    ) { 0.5 }
    await transport.close()
    #expect(try open(folder.path("a")).admit(DomainKey("a"), at: now) == .go)
    // The other one still counts there.
    #expect(throws: PaceError.self) {
      try DomainPace(DomainLimits(), file: folder.path("domains"), now: now) { 0.5 }
    }
    paces[1].close()
    paces[1].close()
    _ = try DomainPace(DomainLimits(), file: folder.path("domains"), now: now) { 0.5 }
  }

  @Test func `a damaged file is refused and not counted from zero`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("upstream")
    do { #expect(try open(path).admit(DomainKey("a"), at: now) == .go) }
    let whole = try Data(contentsOf: URL(filePath: path))
    for index in [3, 520, 540, 600] {
      var bytes = whole
      bytes[index] ^= 0x40
      try bytes.write(to: URL(filePath: path))
      #expect { try open(path) } throws: { ($0 as? PaceError)?.kind == .damaged }
    }
    try whole.dropLast(100).write(to: URL(filePath: path))
    #expect { try open(path) } throws: { ($0 as? PaceError)?.kind == .damaged }
    try whole.write(to: URL(filePath: path))
    #expect(try open(path).admit(DomainKey("a"), at: now) != .go, "the message before is counted")
  }

  @Test func `a folder that is not there is an error with its cause`() throws {
    #expect { try open("/nowhere/upstream") } throws: { "\($0)".contains("No such file or directory") }
  }

  @Test func `no domain stands in the file by its name`() throws {
    let folder = try TemporaryFolder()
    let domains = DomainLimits(others: PaceLimits(perMinute: 5))
    do {
      let pace = try DomainPace(domains, file: folder.path("domains"), now: now) { 0.5 }
      pace.go(DomainKey("partner.example"), at: now)
    }
    let data = try Data(contentsOf: URL(filePath: folder.path("domains")))
    #expect(data.range(of: Data("partner".utf8)) == nil)
    #expect(data.contains { $0 != 0 })
  }
}
