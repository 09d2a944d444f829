import ArgumentParser
import Foundation
import PartnerProgram

struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Writes made-up partners and activity that look like a real program.",
    discussion: """
      Writes partners.csv and activity.csv into the folder Sample of the workspace. The same numbers give the same bytes. \
      About a dozen rows are wrong on purpose, to show how import refuses them. All addresses end in .example.

      Examples:
        tierpost sample
        tierpost sample --partners 1000000 --activity 10000000 --seed 1 --folder /tmp/large
      """)

  @OptionGroup var options: WorkspaceOptions
  @Option(help: "Partners to make.")
  var partners = 500
  @Option(help: "Activities to make.")
  var activity = 9_000
  @Option(help: "Where chance begins.")
  var seed: UInt64 = 7
  @Option(help: ArgumentHelp("Write into this folder.", valueName: "folder"), completion: .directory)
  var folder: String?

  func validate() throws {
    guard partners > 0, activity >= 0 else {
      throw ValidationError("--partners must be at least 1, --activity at least 0")
    }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let folder = folder ?? "\(options.workspace)/Sample"
      let program = SampleProgram(partners: partners, activities: activity, seed: seed)
      try write("\(folder)/partners.csv", in: folder) { sink in try program.writePartners(to: sink) }
      try write("\(folder)/activity.csv", in: folder) { sink in try program.writeActivity(to: sink) }
      console.say("\(folder)/partners.csv and \(folder)/activity.csv written.")
    }
  }

  /// Writes beside the file and renames, so that a full disk leaves the old file.
  private func write(
    _ path: String, in folder: String, _ body: ((Span<UInt8>) throws -> Void) throws -> Void
  ) throws {
    let part = path + ".part"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure("the folder \(folder) cannot be made", code: Exit.cannotCreate)
    }
    guard FileManager.default.createFile(atPath: part, contents: nil),
      let file = FileHandle(forWritingAtPath: part)
    else { throw Failure("the file \(part) cannot be written", code: Exit.cannotCreate) }
    do {
      var buffer = Data()
      try body { span in
        for index in span.indices { buffer.append(span[index]) }
        if buffer.count > 1 << 20 {
          try file.write(contentsOf: buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
      try file.write(contentsOf: buffer)
      try file.close()
      guard rename(part, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw Failure("the file \(path) cannot be written: the disk may be full", code: Exit.inputOutput)
    }
  }
}
