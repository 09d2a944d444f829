import FoundationEssentials
import Glibc

/// A workspace in the scratch folder.
struct Workspace {
  let folder: URL

  /// Makes one with the repository's segments and templates, and made-up data.
  init(_ folder: URL, program: Program, partners: Int, activities: Int) throws {
    self.folder = folder
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["Segments", "Templates"] {
      try files.copyItem(
        at: program.repository.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    try settle(sender: "folder: Data/Outbox")
    _ = try program.run(
      ["sample", "--partners", "\(partners)", "--activity", "\(activities)", "--seed", "1"], in: self)
    for name in ["partners", "activity"] {
      let header = try Self.firstLine(of: data(name))
      try Data((header + "\n").utf8).write(to: folder.appendingPathComponent("Sample/no-\(name).csv"))
    }
  }

  /// Reads no more of the file: what the benchmark holds is counted for the programs that it starts.
  private static func firstLine(of file: URL) throws -> String {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let descriptor = open(file.path, O_RDONLY)
    defer { close(descriptor) }
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { throw BenchFailure("\(file.path) cannot be read") }
    return String(decoding: bytes[..<count].prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
  }

  func data(_ name: String) -> URL { folder.appendingPathComponent("Sample/\(name).csv") }

  /// Writes the settings: the sender, and which data files there are.
  func settle(sender: String, partners: String = "partners", activity: String = "activity") throws {
    let text = """
      program:
        name: Acme Partners
        currency: USD
        time_zone: America/New_York
        language: en
        postal_address: Acme Inc., 1 Main St, Springfield, IL 62701, USA
        website: https://partners.acme.example
        unsubscribe: {url: "https://partners.acme.example/u/", mail: unsubscribe@acme.example}
      data: {partners: Sample/\(partners).csv, activity: Sample/\(activity).csv}
      tiers:
        metric: conversions
        window: month
        basis: approved
        rate: whole_period
        refund_window: 30 days
        ladder:
          - {id: standard, name: Standard, rate: 20%}
          - {id: growth, name: Growth, from: 6, rate: 25%, bonus: 100 USD, unlocks: [Payouts within 7 days]}
          - {id: elite, name: Elite, from: 16, rate: 30%, bonus: 250 USD, unlocks: [A dedicated partner manager]}
      campaigns:
        monthly-status: {kind: status, template: tier-status, segment: active}
      senders:
        default:
          \(sender)
          from: Acme Partners <partners@acme.example>
          reply_to: Acme Partner Team <partner-team@acme.example>
          bounces: bounces@acme.example

      """
    try Data(text.utf8).write(to: folder.appendingPathComponent("tierpost.yaml"))
  }

  /// Puts what was brought in aside, so that every round begins with it.
  func keepImport() throws { try copy("Data", to: "Imported") }

  /// The ledger as it was after the import.
  func restoreImport() throws { try copy("Imported", to: "Data") }

  func forgetImport() { try? FileManager.default.removeItem(at: folder.appendingPathComponent("Data")) }

  private func copy(_ from: String, to: String) throws {
    let target = folder.appendingPathComponent(to)
    try? FileManager.default.removeItem(at: target)
    try FileManager.default.copyItem(at: folder.appendingPathComponent(from), to: target)
  }

  /// The mean size of the mails in the outbox, in bytes.
  func meanMailSize() throws -> Int {
    let outbox = folder.appendingPathComponent("Data/Outbox")
    var count = 0
    var sum = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: outbox.path) where name.hasSuffix(".eml")
    {
      var status = stat()
      guard stat(outbox.appendingPathComponent(name).path, &status) == 0 else { continue }
      sum += Int(status.st_size)
      count += 1
    }
    guard count > 0 else { throw BenchFailure("there is no mail in \(outbox.path)") }
    return sum / count
  }
}
