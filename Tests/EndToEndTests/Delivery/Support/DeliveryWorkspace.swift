import Foundation
import Glibc
import Testing

/// A copy of the repository's workspace, with a sender of the test's, gone with its last reference.
final class DeliveryWorkspace: Sendable {
  static let asOf = "2026-11-01T09:00:00Z"

  let folder: String

  /// How much is in the workspace.
  enum Size: Hashable, Sendable {
    /// The repository's sample.
    case whole
    /// A made-up program of so many partners.
    case partners(Int)
  }

  /// A workspace whose data is brought in, with the same key for every test: links in mails are the same then.
  ///
  /// `sender` are lines of YAML below `default:`, without their indent; From is added. It is made in `place`, by default a
  /// temporary folder.
  init(_ size: Size = .whole, sender: [String], at place: String? = nil) async throws {
    let base = try await Prepared.shared.folder(for: size)
    let name = "tierpost-delivery-\(UUID().uuidString)"
    folder = place ?? NSTemporaryDirectory() + name
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["Segments", "Templates", "Sample", "Data"] {
      try files.copyItem(atPath: "\(base)/\(name)", toPath: "\(folder)/\(name)")
    }
    try Self.write(sender: sender, to: folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A sender for a server on loopback.
  static func relay(port: Int, connections: Int = 10) -> [String] {
    ["smtp: smtp://127.0.0.1:\(port)", "connections: \(connections)"]
  }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> TierpostRun {
    try TierpostRun(arguments, in: folder, environment: environment)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> TierpostRun.End {
    try await start(arguments, environment: environment).end()
  }

  /// The arguments that send a campaign's mails of October 2026.
  static func sending(_ campaign: String = "monthly-status", _ options: String...) -> [String] {
    let edition = campaign == "onboarding" ? [] : ["--edition", "2026-10"]
    return ["send", campaign] + edition + ["--as-of", asOf, "--yes"] + options
  }

  func send(_ campaign: String = "monthly-status") async throws -> TierpostRun.End {
    try await run(Self.sending(campaign))
  }

  /// What `tierpost status --json` says of all editions together.
  func status() async throws -> DeliveryStatus {
    DeliveryStatus(try await run(["status", "--json"]))
  }

  /// The text of every file of the ledger.
  func ledgerBytes() throws -> Data {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/Data")
    return names.filter { $0.hasPrefix("ledger") }.reduce(into: Data()) { all, name in
      all += FileManager.default.contents(atPath: "\(folder)/Data/\(name)") ?? Data()
    }
  }

  static func write(sender: [String], to folder: String) throws {
    let settings = try String(contentsOfFile: TestWorkspace.repository + "/tierpost.yaml", encoding: .utf8)
    let end = try #require(settings.range(of: "\nsenders:\n")).upperBound
    let lines = sender + ["from: Acme Partners <partners@acme.example>", "bounces: bounces@acme.example"]
    try (settings[..<end] + "  default:\n" + lines.map { "    \($0)\n" }.joined())
      .write(toFile: folder + "/tierpost.yaml", atomically: true, encoding: .utf8)
  }
}

/// Workspaces with their data brought in, made once and copied by each test.
private actor Prepared {
  static let shared = Prepared()
  private var folders: [DeliveryWorkspace.Size: Task<String, any Error>] = [:]

  func folder(for size: DeliveryWorkspace.Size) async throws -> String {
    if let found = folders[size] { return try await found.value }
    let making = Task { try await Self.make(size) }
    folders[size] = making
    return try await making.value
  }

  private static let root = NSTemporaryDirectory() + "tierpost-prepared-\(getpid())"
  /// Removes them when the tests are over.
  private static let cleaning: Void = {
    atexit {
      try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "tierpost-prepared-\(getpid())")
    }
  }()

  private static func make(_ size: DeliveryWorkspace.Size) async throws -> String {
    _ = cleaning
    let folder = "\(root)/\(UUID().uuidString)"
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/Data/keys", withIntermediateDirectories: true)
    for name in ["Segments", "Templates", "Sample"] {
      try files.copyItem(atPath: "\(TestWorkspace.repository)/\(name)", toPath: "\(folder)/\(name)")
    }
    try DeliveryWorkspace.write(sender: ["folder: Data/Outbox"], to: folder)
    let key = String(repeating: "5eed", count: 16) + "\n"
    try key.write(toFile: folder + "/Data/keys/workspace.key", atomically: true, encoding: .utf8)
    var steps = [["import"]]
    if case .partners(let count) = size {
      steps.insert(["sample", "--partners", "\(count)", "--activity", "\(count * 4)", "--seed", "3"], at: 0)
    }
    for step in steps {
      let end = try await TierpostRun(step, in: folder).end()
      try #require(end.code == 0, "\(step): \(end.errors)")
    }
    return folder
  }
}
