/// The paths that a program reads of data whose names are known only when rendering, as a tree: what many paths begin
/// with is looked up once.
@usableFromInline
struct OpenPaths: Sendable {
  struct Node: Sendable {
    let name: String
    /// The register that gets the value, -1 for one whose fields alone are read.
    var register: Int32 = -1
    var children: [Int] = []
  }

  private(set) var nodes: [Node] = []
  private(set) var top: [Int] = []
  /// The register that gets all data as one object, -1 where none does.
  private(set) var whole: Int32 = -1

  var isEmpty: Bool { nodes.isEmpty && whole < 0 }

  mutating func add(_ path: [String], register: Int32) {
    var parent: Int?
    for name in path {
      let siblings = parent.map { nodes[$0].children } ?? top
      if let known = siblings.first(where: { nodes[$0].name == name }) {
        parent = known
        continue
      }
      nodes.append(Node(name: name))
      let new = nodes.count - 1
      if let parent { nodes[parent].children.append(new) } else { top.append(new) }
      parent = new
    }
    if let parent { nodes[parent].register = register } else { whole = register }
  }
}

extension Store {
  /// Sets the registers of all paths that `root` has; the others hold `missing` already.
  @usableFromInline
  mutating func bind(_ paths: OpenPaths, _ root: borrowing Value) {
    if hints.count != paths.nodes.count { hints = Array(repeating: 0, count: paths.nodes.count) }
    guard case .object(let object) = copy root else { return }
    bind(paths.top, paths.nodes, object)
    if paths.whole >= 0 { registers[Int(paths.whole)] = cell(.object(object)) }
  }

  private mutating func bind(_ children: [Int], _ nodes: [OpenPaths.Node], _ object: borrowing Value.Object) {
    lendEach(of: children) { child in
      let child = child.value
      guard let place = object.place(of: nodes[child].name, hint: hints[child]) else { return }
      // Records of one list mostly have their fields in the same places.
      hints[child] = place
      let register = nodes[child].register
      if register >= 0 { registers[Int(register)] = cell(object.values[place]) }
      if !nodes[child].children.isEmpty, case .object(let inner) = object.values[place] {
        bind(nodes[child].children, nodes, inner)
      }
    }
  }
}
