/// The facts of `forloop`.
enum LoopField: UInt8, CaseIterable {
  case index, index0, rindex, rindex0, first, last, length, name

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
    }
  }

  init?(name: String) {
    guard let field = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = field
  }
}
