import Foundation
import TestSupport
import Testing

@testable import Mailroom

/// The real resolver against a name server on loopback.
@Suite(.timeLimit(.minutes(1))) struct SystemResolverTests {
  private func resolver(_ server: NameServer) throws -> SystemResolver {
    let address: SystemResolver.Server = try #require(SystemResolver.Server("127.0.0.1:\(server.port)"))
    return SystemResolver(server: address, patience: 1)
  }

  @Test func `records are read, through aliases and compressed names`() throws {
    let server = NameServer([
      "acme.example": [
        .text("v=spf1 -all"), .text("other"), .exchanger(20, "mx2.acme.example"),
        .compressedExchanger(10, label: "mx1"), .address(192, 0, 2, 1),
        .address(0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
      ],
      "s1._domainkey.acme.example": [.alias("s1.provider.example")],
      "s1.provider.example": [.text("v=DKIM1; p=abc")], "null.example": [.exchanger(0, "")],
    ])
    defer { server.stop() }
    let resolver = try resolver(server)
    #expect(try resolver.texts(of: "acme.example").sorted() == ["other", "v=spf1 -all"])
    #expect(
      try resolver.exchangers(of: "ACME.example") == [
        MailExchanger(preference: 10, host: "mx1.acme.example"),
        MailExchanger(preference: 20, host: "mx2.acme.example"),
      ])
    #expect(
      try resolver.addresses(of: "acme.example").map(\.description) == ["192.0.2.1", "2001:db8:0:0:0:0:0:1"])
    #expect(try resolver.texts(of: "s1._domainkey.acme.example") == ["v=DKIM1; p=abc"])
    #expect(try resolver.exchangers(of: "null.example") == [MailExchanger(preference: 0, host: "")])
  }

  @Test func `strings of a record are put together, and a long answer comes by TCP`() throws {
    let long = (0..<120).map { "part-\($0)-" }.joined()
    let server = NameServer([
      "long.example": [.text(long)], "one.example": [.text(String(repeating: "x", count: 300))],
    ])
    defer { server.stop() }
    #expect(try resolver(server).texts(of: "one.example") == [String(repeating: "x", count: 300)])
    #expect(server.tcpQuestions == 0)
    #expect(try resolver(server).texts(of: "long.example") == [long])
    #expect(server.tcpQuestions == 1)
  }

  @Test func `a name without records has none, and a failing server is an error`() throws {
    let server = NameServer(["there.example": [.address(192, 0, 2, 1)]], failing: ["broken.example"])
    defer { server.stop() }
    #expect(try resolver(server).texts(of: "gone.example").isEmpty)
    #expect(try resolver(server).texts(of: "there.example").isEmpty)
    #expect(throws: ResolverError(name: "broken.example")) {
      try resolver(server).texts(of: "broken.example")
    }
    #expect(try resolver(server).texts(of: "white space.example").isEmpty)
    #expect(try resolver(server).texts(of: String(repeating: "a.", count: 200)).isEmpty)
  }

  @Test(arguments: [
    "", "acme.example", "192.0.2.1:0", "192.0.2.1:70000", "192.0.2.1:x", "::1", "192.0.2.1:53:1",
  ])
  func `what is no server's address is refused`(text: String) { #expect(SystemResolver.Server(text) == nil) }

  @Test func `a broken answer is no answer and ends no program`() {
    var answer: [UInt8] = [
      0, 1, 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0x61, 0, 0, 16, 0, 1, 0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 1, 0, 3,
      2,
    ]
    answer += Array("ab".utf8)
    #expect(
      DNSMessage(answer).flatMap { message in message.records.first.flatMap { message.text($0) } } == "ab")
    for length in answer.indices { #expect(DNSMessage(Array(answer[..<length])) == nil || length < 12) }
    // A name that points at itself, and every single byte turned into others.
    for index in answer.indices {
      for value: UInt8 in [0, 1, 63, 64, 0xC0, 0xFF] {
        var broken = answer
        broken[index] = value
        guard let message = DNSMessage(broken) else { continue }
        for record in message.records {
          _ = (message.text(record), message.exchanger(record), message.address(record))
        }
      }
    }
  }
}
