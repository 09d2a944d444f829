import Glibc

/// Writes the files of a workspace, and other starts for its tiers, as Swift source:
/// `EmbedStarter WORKSPACE PRESETS OUTPUT`.
///
/// It is part of every clean build, so it does without Foundation.
@main
enum EmbedStarter {
  /// What belongs to a workspace besides its data.
  static let parts = ["Segments", "Templates", "tierpost.yaml"]

  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count == 4 else { throw FileProblem("usage: EmbedStarter WORKSPACE PRESETS OUTPUT") }
      let workspace = WorkspaceFiles(root: arguments[1])
      let presets = WorkspaceFiles(root: arguments[2])
      let source = StarterSource(
        files: try parts.flatMap(workspace.files).map { ($0, try workspace.bytes(of: $0)) },
        presets: try presets.files(at: ".").map { (String($0.dropFirst(2)), try presets.bytes(of: $0)) })
      try WorkspaceFiles.write(source.bytes, to: arguments[3])
    } catch {
      // Not fputs: C's stderr is a variable, which Swift 6 takes for shared state.
      let line = Array("error: \(error)\n".utf8)
      write(STDERR_FILENO, line, line.count)
      exit(1)
    }
  }
}
