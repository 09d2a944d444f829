/// The tree of a template, small on purpose: it lives only from parsing to code.
indirect enum Expression: Sendable {
  case constant(Constant, Place)
  case path(Path)
  case range(Expression, Expression, Place)
  /// True or false, in the dialect that has conditions as values.
  case condition(Condition, Place)

  var place: Place {
    switch self {
    case .constant(_, let place), .range(_, _, let place), .condition(_, let place): place
    case .path(let path): path.place
    }
  }
}

/// A value that is written out in a template.
enum Constant: Sendable, Hashable {
  case null
  case empty
  case blank
  case bool(Bool)
  case int(Int64)
  case decimal(Int64, Int)
  /// A number with more digits than a cell holds.
  case wide(Int128, Int)
  case string([UInt8])
}

/// A look-up such as `a.b[0]["c"]`.
struct Path: Sendable {
  enum Segment: Sendable {
    /// `.name`
    case name(String, Place)
    /// `[expression]`
    case index(Expression, Place)

    var place: Place {
      switch self {
      case .name(_, let place), .index(_, let place): place
      }
    }
  }
  /// The first name; for a bare bracket what stands in it.
  var root: String
  var rootPlace: Place
  var segments: [Segment]
  var place: Place
}

/// An expression and the filters after it.
struct Filtered: Sendable {
  var expression: Expression
  var filters: [FilterNode]
  var place: Place
}

struct FilterNode: Sendable {
  var name: String
  var place: Place
  var positional: [Expression]
  var named: [(name: String, place: Place, value: Expression)]
}

/// `left operator right`, or `left` alone.
struct Test: Sendable {
  var left: Expression
  var comparison: Comparison?
  var right: Expression?
  var place: Place
}

/// Tests joined by `and` and `or`, which bind alike and to the right.
struct Condition: Sendable {
  var tests: [Test]
  /// Between test i and i + 1: true for `and`.
  var joins: [Bool]
  /// `not` stands before the whole.
  var isNegated = false
}

/// What a tag holds.
struct Block: Sendable {
  var nodes: [Node] = []
  /// The body would print only white space, and so prints nothing.
  var isBlank: Bool { nodes.allSatisfy(\.isBlank) }
}

struct Branch: Sendable {
  var condition: Condition
  var isNegated: Bool
  var block: Block
  var place: Place
}

struct WhenBranch: Sendable {
  /// Empty for `else`.
  var values: [Expression]
  var block: Block
  var place: Place
  var isElse: Bool
}

struct ForNode: Sendable {
  var variable: String
  var collection: Expression
  var name: String
  var reversed: Bool
  var limit: Expression?
  var offset: Expression?
  var continues: Bool
  /// `tablerow` instead of `for`, and its `cols:`.
  var isTable = false
  var columns: Expression?
  var body: Block
  var otherwise: Block?
  var place: Place
}

struct PartialNode: Sendable {
  enum Binding: Sendable { case with, each }
  /// nil if `computed` gives the name.
  var name: String?
  var computed: Expression?
  var namePlace: Place
  var isInclude: Bool
  var binding: (kind: Binding, value: Expression)?
  var alias: String?
  var arguments: [(name: String, place: Place, value: Expression)]
  var place: Place
}

indirect enum Node: Sendable {
  /// Bytes of the source that are written as they are.
  case text(Place, isSpace: Bool)
  case output(Filtered)
  case assign(String, Filtered)
  case capture(String, Block, Place)
  case conditional([Branch], otherwise: Block?, Place)
  case choice(Expression, [WhenBranch], Place)
  case loop(ForNode)
  case breakLoop(Place)
  case continueLoop(Place)
  case cycle(group: Expression?, values: [Expression], key: String, Place)
  case count(String, by: Int32, Place)
  case ifChanged(Block, Place)
  case partial(PartialNode)
  case skip(Expression, Place)
  /// What a `liquid` tag holds.
  case group(Block)

  var isBlank: Bool {
    switch self {
    case .text(_, let isSpace): isSpace
    case .assign, .capture, .breakLoop, .continueLoop: true
    case .output, .cycle, .count, .partial, .skip: false
    case .ifChanged(let body, _): body.isBlank
    case .conditional(let branches, let otherwise, _):
      branches.allSatisfy(\.block.isBlank) && otherwise?.isBlank ?? true
    case .group(let block): block.isBlank
    case .choice(_, let branches, _): branches.allSatisfy(\.block.isBlank)
    case .loop(let loop) where loop.isTable: false
    case .loop(let loop): loop.body.isBlank && loop.otherwise?.isBlank ?? true
    }
  }
}
