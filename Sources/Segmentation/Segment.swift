package import Mail
package import PartnerProgram
package import Settings

/// A named condition over partners: whom one campaign reaches.
package struct Segment: Sendable {
  /// The file's name without folder and extension: how campaigns and commands name the segment.
  package let id: String
  /// The name for people; the id where the file gives none.
  package let name: String
  package let description: String?
  let group: SegmentGroup

  /// Reads a segment file.
  ///
  /// - Throws: every mistake of the file, with its place.
  package static func load(source: SourceText, context: SegmentContext) throws(Problems) -> Segment {
    try SegmentFile.read(source, context: context)
  }

  /// Whether the segment reaches the partner on the run's day, which is one of the program's time zone.
  package func matches(_ recipient: Recipient, on day: CivilDate) -> Bool {
    group.holds(for: recipient, on: day)
  }

  /// Every condition of the file in its order, with the partner's own value and whether it holds.
  ///
  /// The partner is reached where all the findings hold.
  package func why(_ recipient: Recipient, on day: CivilDate) -> [Finding] {
    group.findings(for: recipient, on: day)
  }
}
