import FoundationEssentials
import Glibc

/// DKIM signatures against `openssl speed`: on one core by the processor's time, on all by the clock, as it counts itself.
struct SigningRate {
  let laboratory: Laboratory
  /// Beside the program, in its folder.
  let bench: String

  private static let bodyBytes = 6_144
  private static let kinds = [("rsa", "rsa2048", "+F2:"), ("ed25519", "ed25519", "+F6:")]

  func figures() throws -> [Figure] {
    guard access(bench, X_OK) == 0 else {
      throw BenchFailure("\(bench) is not there: swift build -c release --product signing-bench")
    }
    let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    return try Set([1, cores]).sorted().flatMap { workers in
      try Self.kinds.flatMap { try figures($0.0, $0.1, mark: $0.2, workers: workers) }
    }
  }

  private func figures(_ kind: String, _ name: String, mark: String, workers: Int) throws -> [Figure] {
    var small: [Double] = []
    var whole: [Double] = []
    var openssl: [Double] = []
    var hash: [Double] = []
    for round in 1...laboratory.rounds {
      laboratory.say("DKIM \(kind), \(workers) at once, round \(round) of \(laboratory.rounds)")
      let empty = try sign(kind, workers: workers, bytes: 0)
      small.append(workers == 1 ? empty.cpu : empty.clock)
      openssl.append(try speed([name], mark: mark, workers: workers))
      let full = try sign(kind, workers: workers, bytes: Self.bodyBytes)
      whole.append(workers == 1 ? full.cpu : full.clock)
      hash.append(try speed(["-bytes", "8192", "-evp", "sha256"], mark: "+F:", workers: workers))
    }
    // What openssl alone would need: the signature, and the hash of body and header.
    let bytes = Double(Self.bodyBytes + 1_300)
    let ideal = Double(workers) / (Double(workers) / openssl.median + bytes * Double(workers) / hash.median)
    let place = workers == 1 ? "one core" : "\(workers) cores"
    return [
      Figure(
        figure: "DKIM \(kind), a mail without text on \(place), by openssl speed's signatures/s",
        ratio: small.median / openssl.median, aim: 0.9, isCeiling: false,
        raw: ["tierpost": small.median, "openssl speed": openssl.median]),
      Figure(
        figure: "DKIM \(kind), a mail of 6 KB on \(place), by openssl speed's signature and SHA-256",
        ratio: whole.median / ideal, aim: 0.9, isCeiling: false,
        raw: [
          "tierpost": whole.median, "openssl speed": ideal,
          "by the signature alone": whole.median / openssl.median,
        ]),
    ]
  }

  /// Signatures a second by the processor's time and by the clock.
  private func sign(_ kind: String, workers: Int, bytes: Int) throws -> (cpu: Double, clock: Double) {
    let run = try ChildProcess(bench, [kind, "2", "\(workers)", "\(bytes)"], in: laboratory.scratch)
    _ = try run.finish()
    let numbers = try run.outputText().split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
    guard numbers.count == 2 else { throw BenchFailure("signing-bench printed no figures") }
    return (numbers[0], numbers[1])
  }

  /// The first figure behind the name on the line that starts with `mark`.
  private func speed(_ what: [String], mark: String, workers: Int) throws -> Double {
    let several = workers > 1 ? ["-multi", "\(workers)"] : []
    let run = try ChildProcess(
      try Tool.openssl.path(), ["speed", "-mr", "-seconds", "2"] + several + what, in: laboratory.scratch)
    _ = try run.finish()
    let line = try run.outputText().split(separator: "\n").last { $0.hasPrefix(mark) }
    // `+F2:2:2048:4689.7:77672.0`, `+F6:0:253:Ed25519:43818.1:15650.7`, `+F:25:sha256:1960559570.15`
    guard let line, let rate = line.split(separator: ":").dropFirst(3).compactMap({ Double($0) }).first else {
      throw BenchFailure("openssl speed printed no figure for \(what.joined(separator: " "))")
    }
    return rate
  }
}
