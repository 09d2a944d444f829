import FoundationEssentials
import Glibc

/// The transport alone, without a word to a ledger: against smtp-source at a server that is near, and by itself at one that
/// is far or slow.
struct LaneRate {
  let laboratory: Laboratory
  /// The program that sends with the lane, and serves with delays.
  let program: String
  let messages: Int

  private static let size = 6_144
  private static let sessions = 10

  func figures() throws -> [Figure] {
    var ours = Rates()
    var theirs = Rates()
    for round in 1...laboratory.rounds {
      laboratory.say("lane, round \(round) of \(laboratory.rounds)")
      ours.add(try lane(), count: messages)
      theirs.add(try source(), count: messages)
    }
    let raw = [
      "lane": ours.wall.median, "smtp-source": theirs.wall.median, "lane µs CPU": 1e6 / ours.cpu.median,
      "smtp-source µs CPU": 1e6 / theirs.cpu.median,
    ]
    return [
      Figure(
        figure: "lane alone, messages/s by smtp-source's", ratio: ours.wall.median / theirs.wall.median,
        aim: 2,
        isCeiling: false, raw: raw),
      Figure(
        figure: "lane alone, CPU by smtp-source's", ratio: theirs.cpu.median / ours.cpu.median, aim: 0.5,
        isCeiling: true, raw: raw),
      Figure(
        figure: "lane alone, µs CPU a message", ratio: 1e6 / ours.cpu.median, aim: 15, isCeiling: true,
        raw: [:]),
      try delayed("round trip of 20 ms, 50 connections, messages/s", reply: 20, accept: 0, aim: 1_700),
      try delayed("20 ms to accept, 50 connections, messages/s", reply: 0, accept: 20, aim: 2_000),
    ]
  }

  /// The lane counts the replies that accept: the server does nothing but answer.
  private func lane() throws -> ChildProcess.Usage {
    let sink = try Sink(in: laboratory.scratch, counting: false)
    let sent = Result { try send(to: Int(sink.port), connections: Self.sessions) }
    _ = try sink.stop()
    return try sent.get()
  }

  private func source() throws -> ChildProcess.Usage {
    let sink = try Sink(in: laboratory.scratch, counting: false)
    let source = try ChildProcess(
      try Tool.source.path(),
      [
        "-d", "-s", "\(Self.sessions)", "-m", "\(messages)", "-l", "\(Self.size)", "-f",
        "bounce@acme.example", "-t",
        "p1@partner.example", "127.0.0.1:\(sink.port)",
      ], in: laboratory.scratch)
    // It ends with an error where a message is not taken.
    let sent = Result { try source.finish() }
    _ = try sink.stop()
    return try sent.get()
  }

  /// Sends with the lane; every message must be accepted.
  private func send(to port: Int, connections: Int) throws -> ChildProcess.Usage {
    let sender = try ChildProcess(
      program, ["send", "\(port)", "\(messages)", "\(connections)", "\(Self.size)"], in: laboratory.scratch)
    let usage = try sender.finish()
    let accepted = try sender.outputText().split(separator: "\n").last.map(String.init) ?? "none"
    guard accepted == "\(messages)" else {
      throw BenchFailure("of \(messages) messages \(accepted) were accepted")
    }
    return usage
  }

  private func delayed(_ name: String, reply: Int, accept: Int, aim: Double) throws -> Figure {
    var rates = Rates()
    for round in 1...laboratory.rounds {
      laboratory.say("\(name), round \(round) of \(laboratory.rounds)")
      let folder = laboratory.scratch.appendingPathComponent("delaying-\(reply)-\(accept)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let sink = try ChildProcess(program, ["sink", "\(reply)", "\(accept)"], in: folder)
      let port = try firstNumber(of: sink)
      let sent = Result { try send(to: port, connections: 50) }
      sink.stop()
      _ = try sink.finish()
      let taken = try sink.outputText().split(separator: "\n").last.map(String.init)
      rates.add(try sent.get(), count: messages)
      guard taken == "\(messages)" else { throw BenchFailure("the server counts \(taken ?? "nothing")") }
    }
    return Figure(
      figure: name, ratio: rates.wall.median, aim: aim, isCeiling: false,
      raw: ["µs CPU": 1e6 / rates.cpu.median])
  }

  private func firstNumber(of process: ChildProcess) throws -> Int {
    for _ in 0..<500 {
      if let line = try? process.outputText().split(separator: "\n").first, let port = Int(line) {
        return port
      }
      usleep(10_000)
    }
    process.stop()
    throw BenchFailure("the delaying server did not say its port")
  }
}
