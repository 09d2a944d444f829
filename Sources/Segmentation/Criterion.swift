package import Mail
package import PartnerProgram
package import Settings

/// One condition over a partner: a key of a segment file with its value.
///
/// A new criterion is a file in `Criteria/` and a line in `allCriteria`.
package protocol Criterion: Sendable {
  /// The key that selects the criterion; nil for the one that takes every key no other takes.
  static var key: String? { get }

  /// Reads and checks the value of a key; reports what is wrong with it and returns nil.
  init?(key: String, value: SettingsValue, context: SegmentContext)

  /// The key as written in the file.
  var key: String { get }

  /// Whether the partner meets the criterion on this day of the program; a partner without the value does
  /// not.
  func holds(for recipient: Recipient, on day: CivilDate) -> Bool

  /// The criterion in words: `type is creator or agency`.
  var words: String { get }

  /// The partner's own value in words; nil where the partner has none.
  func found(in recipient: Recipient) -> String?

  /// What the criterion accepts, one entry a value in comparable form; contradictions are found by them.
  var accepted: Set<String> { get }

  /// Whether a partner has at most one value of this sort: criteria with nothing in common then exclude each
  /// other.
  static var isSingleValued: Bool { get }

  /// Whether everyone who meets this criterion also meets one of the same key that accepts `values`.
  func isCovered(by values: Set<String>) -> Bool
}

extension Criterion {
  package static var isSingleValued: Bool { true }

  package func isCovered(by values: Set<String>) -> Bool {
    !accepted.isEmpty && accepted.isSubset(of: values)
  }
}

/// The criteria a segment file can use, one file each in `Criteria/`.
package let allCriteria: [any Criterion.Type] = [
  ChannelCriterion.self,
  FieldCriterion.self,
  JoinedCriterion.self,
  LanguageCriterion.self,
  RegionCriterion.self,
  SourceCriterion.self,
  StatusCriterion.self,
  TagsCriterion.self,
  TierCriterion.self,
  TypeCriterion.self,
]
