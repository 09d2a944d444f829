/// The facts of `forloop` and `tablerowloop`.
enum LoopField: UInt8, CaseIterable {
  case index, index0, rindex, rindex0, first, last, length, name
  case col, col0, columnFirst, columnLast, row
  /// Not for templates: the number of the row after this one.
  case nextRow

  /// What templates may ask of a loop.
  static func known(inTable: Bool) -> [LoopField] {
    allCases.filter { $0 != .nextRow && (inTable ? $0 != .name : $0.rawValue <= LoopField.name.rawValue) }
  }

  var name: String {
    switch self {
    case .index: "index"
    case .index0: "index0"
    case .rindex: "rindex"
    case .rindex0: "rindex0"
    case .first: "first"
    case .last: "last"
    case .length: "length"
    case .name: "name"
    case .col: "col"
    case .col0: "col0"
    case .columnFirst: "col_first"
    case .columnLast: "col_last"
    case .row: "row"
    case .nextRow: ""
    }
  }

  init?(name: String, inTable: Bool) {
    guard let field = Self.known(inTable: inTable).first(where: { $0.name == name }) else { return nil }
    self = field
  }
}
