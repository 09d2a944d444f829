import ArgumentParser

/// Makes a workspace.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a workspace: settings, segments and templates to start from.",
    discussion: """
      Writes into FOLDER, which is made where it is not there:

        tierpost.yaml  program, data, regions, tiers, campaigns and senders,
                       with comments that explain every key
        Segments/      one audience a file: active, dach, agencies-emea,
                       new-creators, rising
        Templates/     one folder a mail, one file a language; layout,
                       components and shared words beside them

      All of it is yours to edit. The sender is a folder of .eml files, so \
      nothing leaves the computer until you name a relay in tierpost.yaml. \
      Nothing is downloaded.

      With --preset the tiers are those of another kind of program; \
      `tierpost tiers rules` then writes its rules out.

      A file that is there already is never touched: init lists such files, \
      writes nothing and ends with 73. With --force it replaces them by the \
      originals; other files, and your data, stay as they are.

      EXAMPLES
        tierpost init my-program          a new workspace in my-program
        tierpost init                     a workspace in the present folder
        tierpost init --preset lifetime   tiers that count all time
        tierpost init --force my-program  the original files again; what you
                                          changed in them is lost

      EXIT CODES
        0   the workspace is made
        73  files are there already, or cannot be made
        74  the disk is full or fails
        77  no permission to write there
      """)

  @Argument(help: ArgumentHelp("Where to make the workspace.", valueName: "folder"), completion: .directory)
  var folder = "."

  @Option(help: ArgumentHelp("Begin with the tiers of a kind of program.", valueName: "name"))
  var preset: Preset?

  @Flag(help: "Replace starter files that are there already.")
  var force = false

  func validate() throws {
    if folder.isEmpty { throw ValidationError("the folder has no name") }
  }

  func run() async throws {
    let console = Console(isJSON: false)
    try await console.run {
      let workspace = StarterWorkspace(folder: folder, preset: preset)
      let taken = workspace.taken
      if !force, !taken.isEmpty { throw refusal(of: taken) }
      try write(workspace)
      console.say(report)
    }
  }

  private func write(_ workspace: StarterWorkspace) throws {
    do {
      try workspace.write(replacing: force)
    } catch {
      throw failure(error)
    }
  }

  private func refusal(of taken: [String]) -> Failure {
    let shown = taken.prefix(20).map { "\n  \($0)" }.joined()
    let more = taken.count > 20 ? "\n  and \(taken.count - 20) more" : ""
    let files = taken.count == 1 ? "a file is" : "\(taken.count) files are"
    return Failure(
      "\(files) there already, so nothing was written:\(shown)\(more)",
      help: "choose another folder, or --force to replace what is listed", code: Exit.cannotCreate)
  }

  private func failure(_ error: StarterWorkspace.WriteError) -> Failure {
    let code =
      switch error.reason {
      case .noPermission: Exit.noPermission
      case .diskFull, .other: Exit.inputOutput
      case .occupied, .notAFolder, .readOnly: Exit.cannotCreate
      }
    return Failure("cannot write \(error.path): \(error.reason.words)", code: code)
  }

  /// What was made and what to do next.
  private var report: String {
    let option = folder == "." ? "" : " -C \(Self.quoted(folder))"
    let segments = StarterFile.all.count { $0.path.hasPrefix("Segments/") }
    let templates = StarterFile.all.count { $0.path.hasPrefix("Templates/") }
    return """
      \(folder == "." ? "This folder" : folder) is a workspace: tierpost.yaml, \(segments) segments and \(templates) template files.
      Next, with sample data or your own files as tierpost.yaml names them:
        tierpost sample\(option)
        tierpost check\(option)
        tierpost plan monthly-status\(option)
      """
  }

  /// A path as a shell reads it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: Array("/._-+,@".utf8).contains(byte)
      }
    }
    if isPlain { return path }
    let parts = path.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }
}
