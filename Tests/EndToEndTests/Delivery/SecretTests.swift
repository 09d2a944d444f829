import Foundation
import TestSupport
import Testing

/// Where the secrets of a sending program can be seen: nowhere but where they were put.
@Suite(.timeLimit(.minutes(3))) struct SecretTests {
  @Test func `no secret stands in talk, ledger, mails, command lines or environments`() async throws {
    let password = "swordfish-0815-Xyzzy"
    let gate = Gate()
    let server = FaultyServer(
      FaultyServer.Script { command in
        if command.verb == "AUTH" { return .reply("235 2.7.0 welcome") }
        if command.verb == "MAIL" { gate.pass() }
        return nil
      }.offering("AUTH PLAIN LOGIN"))
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90),
      sender: DeliveryWorkspace.relay(port: server.port, connections: 2) + [
        "user: acme", "password_file: secret.txt", "plain_text: allow",
      ])
    try (password + "\n").write(toFile: workspace.folder + "/secret.txt", atomically: true, encoding: .utf8)
    let key = try String(contentsOfFile: workspace.folder + "/Data/keys/workspace.key", encoding: .utf8)
    let secrets = Self.forms(of: password) + [String(key.prefix(64)), String(key.prefix(64)).uppercased()]

    let run = try workspace.start(DeliveryWorkspace.sending())
    await gate.reached()
    // While it sends: the kernel's view of it and of everything it started.
    let seen = Self.processes(below: run.pid)
    gate.open()
    let end = try await run.end()
    #expect(end.code == 0, "\(end.errors)")
    #expect(server.heardVerbs.contains("AUTH"), "the password was used")
    var places: [String: Data] = ["talk": Data((end.output + end.errors).utf8)]
    places["processes"] = seen
    for command in [
      ["status"], ["status", "--json"], ["check"], ["plan", "monthly-status", "--as-of", "2026-11-01"],
    ] {
      let end = try await workspace.run(command)
      places["\(command)"] = Data((end.output + end.errors).utf8)
    }
    places["mails"] = server.record.stored.reduce(into: Data()) { $0 += $1.bytes }
    places["ledger"] = try workspace.ledgerBytes()
    #expect(!seen.isEmpty && places["ledger"]?.isEmpty == false && places["mails"]?.isEmpty == false)
    for (place, bytes) in places {
      for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "a secret in \(place)") }
    }
    // Files of the workspace other than the two that hold them.
    let names = try FileManager.default.subpathsOfDirectory(atPath: workspace.folder)
    let holders = names.filter { name in
      let bytes = FileManager.default.contents(atPath: "\(workspace.folder)/\(name)") ?? Data()
      return secrets.contains { bytes.range(of: Data($0.utf8)) != nil }
    }
    #expect(Set(holders) == ["secret.txt", "Data/keys/workspace.key"])
  }

  /// A secret as it is and as AUTH writes it.
  private static func forms(of secret: String) -> [String] {
    let plain = Data("\0acme\0\(secret)".utf8).base64EncodedString()
    return [secret, Data(secret.utf8).base64EncodedString(), plain]
  }

  /// Command line and environment of a process and of all it started.
  private static func processes(below root: pid_t) -> Data {
    let files = FileManager.default
    let ids = ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
    var parents: [Int32: Int32] = [:]
    for id in ids {
      let status =
        files.contents(atPath: "/proc/\(id)/status").map { String(decoding: $0, as: UTF8.self) } ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("PPid:") }
      parents[id] = line?.split(separator: "\t").last.flatMap { Int32($0) }
    }
    func isBelow(_ id: Int32) -> Bool {
      var present: Int32? = id
      while let id = present, id > 1 {
        if id == root { return true }
        present = parents[id]
      }
      return false
    }
    return ids.filter(isBelow).reduce(into: Data()) { all, id in
      for name in ["cmdline", "environ"] { all += files.contents(atPath: "/proc/\(id)/\(name)") ?? Data() }
    }
  }
}

extension FaultyServer.Script {
  /// The same script with a further EHLO keyword.
  func offering(_ keyword: String) -> FaultyServer.Script {
    var script = self
    script.keywords.append(keyword)
    return script
  }
}
