package import PartnerProgram
package import Segmentation
package import Settings

/// What `leaderboard:` and `spotlight:` say, with the segment that the board is for.
package struct RecognitionRules: Sendable {
  package var settings: RecognitionSettings
  /// nil where everyone is ranked.
  package var segment: Segment?

  package init(settings: RecognitionSettings, segment: Segment? = nil) {
    self.settings = settings
    self.segment = segment
  }
}

extension Workspace {
  /// The rules of recognition, with what they name looked up.
  ///
  /// - Parameters:
  ///   - fields: the partner fields that the program's data has, nil where none was brought in yet.
  ///   - name: another segment than that of `leaderboard:`; nil for that.
  /// - Returns: the rules, with the segment read.
  /// - Throws: every mistake of the segment; an attribute that no partner has.
  package func recognition(
    fields: Set<String>?, segment name: String? = nil
  ) throws(Problems) -> RecognitionRules {
    var rules = RecognitionRules(settings: recognition)
    if let name = name ?? recognition.leaderboard?.segment {
      rules.segment = try segment(name, fields: fields)
    }
    if let within = recognition.leaderboard?.within, let fields,
      !PartnerAttribute.standard.contains(within.name), !fields.contains(within.name)
    {
      let known = PartnerAttribute.standard + fields.sorted()
      throw Problems([
        Problem(
          .invalidValue, in: SourceText(name: "tierpost.yaml", text: ""), line: 0, column: 0,
          "leaderboard: no partner has a field '\(within.name)' to be ranked within",
          help: Suggestion.help(for: within.name, among: known)
            ?? "a named region is a segment's: segment: NAME instead of within:")
      ])
    }
    return rules
  }
}
