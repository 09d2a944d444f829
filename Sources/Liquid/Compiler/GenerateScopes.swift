/// `self`, computed names, and names that a routine is handed: what only rendering can find.
extension Generator {
  /// Whether `self` means the variables at hand, and not one that is named so.
  var isScope: Bool {
    !frame.assigned.contains("self") && !frame.locals.contains { $0.name == "self" }
      && data.root.children["self"] == nil
  }

  /// `self.name`, `self["name"]`, `self[name]` or `self` alone.
  mutating func scope(_ path: Path) throws(Mistake) -> Known {
    if let variable = frame.variables["self"] {
      // A variable of this name may have been assigned by now, or not.
      let register = builder.register(name: "self")
      emit(Op(code: .coalesce, a: register, b: variable, c: scope(path.place)), path.rootPlace)
      return try lookups(path, from: 0, Known(register: register, maybeMissing: true))
    }
    guard let first = path.segments.first else { return Known(register: scope(path.place)) }
    var named = path
    named.segments.removeFirst()
    switch first {
    case .name(let name, let place): (named.root, named.rootPlace) = (name, place)
    case .index(.constant(.string(let bytes), let place), _) where !bytes.isEmpty:
      (named.root, named.rootPlace) = (String(decoding: bytes, as: UTF8.self), place)
    default: return try lookups(path, from: 0, Known(register: scope(path.place), maybeMissing: true))
    }
    return try self.path(named)
  }

  /// The register of a table of the names that can be seen here.
  mutating func scope(_ place: Place) -> Int32 {
    var scope = LateTables.Scope()
    func key(_ name: String, _ builder: inout CodeBuilder) -> Int32 {
      builder.constant(.string(Array(name.utf8)))
    }
    for (name, local) in frame.locals.reversed() {
      switch local {
      case .register(let register, _): scope.names.append((key(name, &builder), register))
      case .loop(let plan):
        let loop = builder.register(.loop(plan, isTable: builder.loops[Int(plan)].isTable))
        scope.names.append((key(name, &builder), loop))
      }
    }
    scope.localsFrom = scope.names.count
    scope.seesLocals = frame.isRoutine
    for (name, register) in frame.variables.sorted(by: { $0.key < $1.key }) {
      scope.names.append((key(name, &builder), register))
    }
    for (name, register) in frame.counters.sorted(by: { $0.key < $1.key }) {
      scope.names.append((key(name, &builder), register))
    }
    if frame.seesData {
      scope.root = slot(data.isOpen ? .open([]) : .whole, "self", place)
    } else {
      for name in environment.globals.sorted() where data.isOpen {
        scope.names.append((key(name, &builder), slot(.open([name]), name, place)))
      }
    }
    builder.late.scopes.append(scope)
    return builder.register(
      Cell(tag: .scope, length: UInt32(frame.number), bits: Int64(builder.late.scopes.count - 1)),
      name: "self")
  }

  /// In a routine a name may be one that was handed over, which hides variables and data.
  mutating func handedOver(_ path: Path) throws(Mistake) -> Known? {
    let name = path.root
    guard frame.isRoutine, !(frame.receivesVariables && frame.variables[name] != nil) else { return nil }
    let isVariable = frame.variables[name] != nil || frame.counters[name] != nil
    // What the host declares is taken to mean just that.
    if !data.isOpen, !isVariable, frame.seesData, data.root.children[name] != nil { return nil }
    let otherwise: Int32
    if isVariable || hostHas(name) {
      frame.isRoutine = false
      defer { frame.isRoutine = true }
      otherwise = try self.path(
        Path(root: name, rootPlace: path.rootPlace, segments: [], place: path.rootPlace)
      ).register
    } else {
      otherwise = builder.register(.missing, name: name)
    }
    let register = builder.register(name: name)
    let key = builder.constant(.string(Array(name.utf8)))
    emit(Op(code: .local, a: register, b: key, c: otherwise), path.rootPlace)
    return try lookups(path, from: 0, Known(register: register, maybeMissing: true))
  }
}
