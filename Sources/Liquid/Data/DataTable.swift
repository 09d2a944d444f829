/// What the compiler knows of the host's data, without its Swift types.
@usableFromInline
struct DataTable: Sendable {
  struct Leaf: Sendable {
    let type: DataType
    let reader: Int
  }

  struct Dynamic: Sendable {
    let known: Set<String>?
    let reader: Int
  }

  struct Node: Sendable {
    var children: [String: Node] = [:]
    var leaf: Leaf?
    var dynamic: Dynamic?
    /// The names below this node in the order they were declared.
    var order: [String] = []
  }

  var root = Node()
  /// Nothing is declared and every path may exist.
  var isOpen = false

  mutating func declare(_ path: String, _ type: DataType, reader: Int) {
    root.update(path.split(separator: ".").map(String.init)) { $0.leaf = Leaf(type: type, reader: reader) }
  }

  mutating func declareDynamic(_ path: String, known: Set<String>?, reader: Int) {
    root.update(path.split(separator: ".").map(String.init)) {
      $0.dynamic = Dynamic(known: known, reader: reader)
    }
  }

  /// The declared names of a record and their accessors.
  var recordFields: [(name: String, reader: Int)] {
    root.order.compactMap { name in root.children[name]?.leaf.map { (name, $0.reader) } }
  }
}

extension DataTable.Node {
  mutating func update(_ path: [String], _ change: (inout Self) -> Void) {
    guard let name = path.first else { return change(&self) }
    if children[name] == nil {
      order.append(name)
      children[name] = DataTable.Node()
    }
    children[name]?.update(Array(path.dropFirst()), change)
  }

  /// The names one can write after this node.
  var knownNames: [String] { order + (dynamic?.known?.sorted() ?? []) }
}

/// What is known of a declared value.
@usableFromInline
enum DataType: Sendable, Hashable {
  case any
  case text
  case number
  case list
  /// A list of records with these fields.
  case records([String])
  /// One of them.
  case record([String])
}

/// Where a slot gets its value from.
enum SlotSource: Sendable, Hashable {
  case declared(Int)
  case dynamic(Int, String)
  case open([String])
  /// All that is declared, as one object.
  case whole
}
