/// A template put together from literal text and from Liquid that stands in a file.
struct TemplatePieces: Equatable {
  enum Piece: Equatable {
    case literal(String)
    /// Liquid, copied from these bytes of the file.
    case liquid(Range<Int>)
  }

  private(set) var list: [Piece] = []

  mutating func append(_ literal: String) {
    guard !literal.isEmpty else { return }
    if case .literal(let last)? = list.last {
      list[list.count - 1] = .literal(last + literal)
    } else {
      list.append(.literal(literal))
    }
  }

  mutating func append(liquid range: Range<Int>) { list.append(.liquid(range)) }
}
