import Foundation
import PackagePlugin

/// Has the starter workspace written into the program at build time.
///
/// The inputs are the repository's own settings, segments and templates. Folders are inputs too, because
/// their time changes with every file that comes or goes, and a plugin is not asked again for that alone.
@main
struct EmbedStarterPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "StarterFiles.swift")
    let presets = root.appending(path: "Sources/tierpost/Starter/Presets")
    let inputs = ["tierpost.yaml", "Segments", "Templates"].map { root.appending(path: $0) } + [presets]
    return [
      .buildCommand(
        displayName: "Embedding the starter workspace",
        executable: try context.tool(named: "EmbedStarter").url,
        arguments: [root, presets, output].map { $0.path(percentEncoded: false) },
        inputFiles: inputs + inputs.flatMap(everything), outputFiles: [output])
    ]
  }

  /// All that is below a folder, folders included; nothing for a file.
  private func everything(below folder: URL) -> [URL] {
    let walk = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    return (walk?.compactMap { $0 as? URL } ?? []).sorted { $0.path < $1.path }
  }
}
