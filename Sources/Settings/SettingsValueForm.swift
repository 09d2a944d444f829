internal import Yams

extension SettingsValue {
  /// What a value is, for those who take any kind.
  package enum Form: Sendable, Equatable {
    case mapping, list
    /// A scalar without quotes, which may stand for a number or a truth value.
    case word(String)
    /// A scalar in quotes or as a block: a text whatever it says.
    case text(String)
  }

  package var form: Form {
    if node.mapping != nil { return .mapping }
    guard let scalar = node.scalar else { return .list }
    return scalar.style == .plain ? .word(scalar.string) : .text(scalar.string)
  }
}
