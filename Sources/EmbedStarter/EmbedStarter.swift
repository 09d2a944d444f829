import Glibc

/// Writes the files of a workspace as Swift source: `EmbedStarter WORKSPACE OUTPUT`.
///
/// It is part of every clean build, so it does without Foundation.
@main
enum EmbedStarter {
  /// What belongs to a workspace besides its data.
  static let parts = ["Segments", "Templates", "tierpost.yaml"]

  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count == 3 else { throw FileProblem("usage: EmbedStarter WORKSPACE OUTPUT") }
      let workspace = WorkspaceFiles(root: arguments[1])
      let files = try parts.flatMap(workspace.files)
      let source = try StarterSource(files: files.map { ($0, try workspace.bytes(of: $0)) })
      try WorkspaceFiles.write(source.bytes, to: arguments[2])
    } catch {
      // Not fputs: C's stderr is a variable, which Swift 6 takes for shared state.
      let line = Array("error: \(error)\n".utf8)
      write(STDERR_FILENO, line, line.count)
      exit(1)
    }
  }
}
