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

  /// The settings with the preset's `tiers:` in place of their own, and its campaigns.
  ///
  /// The section reaches to the next rule of dashes, or to the end; what stands before it explains the keys and stays.
  private func settings(from original: StarterFile) -> StarterFile {
    var lines = original.lines
    guard let first = lines.firstIndex(of: "tiers:") else { return original }
    let end = lines[first...].firstIndex { $0.hasPrefix("# ---") } ?? lines.endIndex
    lines.replaceSubrange(first..<end, with: parts.tiers)
    return StarterFile(path: original.path, lines: joined(campaignsOf: lines))
  }

  /// The preset's `tiers:`, and the campaigns that go with them; none where it has no `campaigns:`.
  private var parts: (tiers: [String], campaigns: [String]) {
    let lines = file.lines
    guard let start = lines.firstIndex(of: "campaigns:") else { return (lines, []) }
    // What stands right above explains them.
    let end = lines[..<start].lastIndex { !$0.hasPrefix("#") }.map { $0 + 1 } ?? start
    return (lines[..<end] + [""], lines[(start + 1)...].filter { !$0.isEmpty })
  }

  /// Settings with the preset's campaigns below their own.
  private func joined(campaignsOf lines: [String]) -> [String] {
    var lines = lines
    let added = parts.campaigns
    guard !added.isEmpty, let first = lines.firstIndex(of: "campaigns:") else { return lines }
    // What the preset has need not stand there as a suggestion too.
    if let proposal = lines.firstIndex(where: { $0.hasPrefix("  # With `movement:`") }) {
      let end = lines[proposal...].firstIndex { !$0.hasPrefix("  #") } ?? lines.endIndex
      lines.removeSubrange(proposal..<end)
    }
    let rule = lines[first...].firstIndex { $0.hasPrefix("# ---") } ?? lines.endIndex
    let last = lines[..<rule].lastIndex { $0.hasPrefix(" ") } ?? first
    lines.insert(contentsOf: added, at: last + 1)
    return lines
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
