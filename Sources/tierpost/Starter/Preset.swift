import ArgumentParser

/// Another start for `tiers:` of a new workspace: a file of the folder Presets.
struct Preset: ExpressibleByArgument {
  let file: StarterFile

  /// The name, such as `lifetime`.
  var name: String { Self.name(of: file) }

  init?(argument: String) {
    guard let file = StarterFile.presets.first(where: { Self.name(of: $0) == argument }) else { return nil }
    self.file = file
  }

  static var allValueStrings: [String] { StarterFile.presets.map(name) }

  private static func name(of file: StarterFile) -> String { String(file.path.dropLast(".yaml".count)) }

  /// A file of the starter workspace, made to fit: settings with the preset's tiers, segments with their ids.
  func fitted(_ starter: StarterFile) -> StarterFile {
    if starter.path == "tierpost.yaml" { return settings(from: starter) }
    return starter.path.hasPrefix("Segments/") ? segment(from: starter) : starter
  }

  /// The settings with the preset's `tiers:` in place of their own.
  ///
  /// The section reaches to the next rule of dashes, or to the end; what stands before it explains the keys and stays.
  private func settings(from original: StarterFile) -> StarterFile {
    var lines = original.lines
    guard let first = lines.firstIndex(of: "tiers:") else { return original }
    let end = lines[first...].firstIndex { $0.hasPrefix("# ---") } ?? lines.endIndex
    lines.replaceSubrange(first..<end, with: file.lines)
    return StarterFile(path: original.path, lines: lines)
  }

  /// The segment with the ids of the preset's second and third tier for those of the starter's own.
  private func segment(from original: StarterFile) -> StarterFile {
    let ids = file.lines.compactMap { $0.firstMatch(of: #/^ +- id: (.+)$/#).map { String($0.1) } }
    guard ids.count >= 3 else { return original }
    let lines = original.lines.map { line in
      line.replacing(#/tier: growth$/#, with: "tier: \(ids[1])").replacing(
        #/tier: elite$/#, with: "tier: \(ids[2])")
    }
    return StarterFile(path: original.path, lines: lines)
  }
}
