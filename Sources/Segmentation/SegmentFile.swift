internal import Settings

/// Reads a segment file: name, description and the conditions.
enum SegmentFile {
  private static let everyone = "write 'status: active' to reach everyone in the program"

  static func read(_ source: SourceText, context: SegmentContext) throws(Problems) -> Segment {
    let log = ProblemLog()
    let document = try SettingsDocument(source, log: log)
    let id = Self.id(of: source.name)
    guard let root = document.root else {
      throw Problems([
        Problem(.missingKey, in: source, line: 0, column: 0, "the segment has no condition", help: everyone)
      ])
    }
    let reader = root.mapping()
    let name = reader?.optional("name")?.string()
    let description = reader?.optional("description")?.string()
    // A file that lost its last condition must not reach the whole program.
    if let reader, reader.remaining().isEmpty {
      root.fail("the segment has no condition", kind: .missingKey, help: everyone)
    }
    let group = reader.flatMap { GroupReader(context: context).read($0, outer: []) } ?? SegmentGroup()
    try log.throwIfAny()
    return Segment(id: id, name: name ?? id, description: description, group: group)
  }

  /// `Segments/new-creators.yaml` is the segment `new-creators`.
  private static func id(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where file.hasSuffix(ending) {
      return String(file.dropLast(ending.count))
    }
    return file
  }
}
