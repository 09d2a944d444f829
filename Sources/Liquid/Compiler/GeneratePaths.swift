/// Names and look-ups.
extension Generator {
  /// What is known of the value in a register.
  struct Known {
    var register: Int32
    var type = DataType.any
    /// It may be missing when rendering.
    var maybeMissing = false
  }

  mutating func path(_ path: Path) throws(Mistake) -> Known {
    if path.root.isEmpty { return try bracket(path) }
    if path.root == "self", isScope { return try scope(path) }
    if let local = frame.locals.last(where: { $0.name == path.root })?.local {
      switch local {
      case .register(let register, let type):
        return try lookups(path, from: 0, Known(register: register, type: type, maybeMissing: true))
      case .loop(let plan): return try loopPath(path, plan)
      }
    }
    if let late = try handedOver(path) { return late }
    let variable = frame.variables[path.root]
    let counter = frame.counters[path.root]
    if variable == nil, counter == nil { return try host(path) }
    if let variable, frame.assigned.contains(path.root) {
      return try lookups(path, from: 0, Known(register: variable, maybeMissing: true))
    }
    // A variable hides data of the same name once it is assigned.
    var known = Known(register: variable ?? counter ?? 0, maybeMissing: true)
    if let variable, let counter { known.register = coalesce(variable, counter, path) }
    if hostHas(path.root),
      let fallback = try? host(
        Path(root: path.root, rootPlace: path.rootPlace, segments: [], place: path.rootPlace))
    {
      known.register = coalesce(known.register, fallback.register, path)
    }
    return try lookups(path, from: 0, known)
  }

  private mutating func coalesce(_ first: Int32, _ second: Int32, _ path: Path) -> Int32 {
    let register = builder.register(name: path.root)
    emit(Op(code: .coalesce, a: register, b: first, c: second), path.rootPlace)
    return register
  }

  func hostHas(_ name: String) -> Bool {
    guard frame.seesData || environment.globals.contains(name) else { return false }
    return data.isOpen || data.root.children[name]?.leaf != nil || data.root.dynamic != nil
  }

  /// `['name']`: a name that cannot be written plainly.
  private mutating func bracket(_ path: Path) throws(Mistake) -> Known {
    guard case .index(.constant(.string(let bytes), let place), _) = path.segments[0] else {
      return try lookups(path, from: 0, Known(register: scope(path.place), maybeMissing: true))
    }
    var named = path
    named.root = String(decoding: bytes, as: UTF8.self)
    named.rootPlace = place
    named.segments.removeFirst()
    guard !named.root.isEmpty else { return Known(register: builder.constant(.null)) }
    return try self.path(named)
  }

  /// A path into the host's data.
  mutating func host(_ path: Path) throws(Mistake) -> Known {
    guard frame.seesData || environment.globals.contains(path.root) else {
      if environment.strictness == .strict, !data.isOpen {
        throw Mistake(
          .unknownVariable, path.rootPlace, "'\(path.root)' is not an argument of this partial",
          help: "hand it over: {% render 'name', \(path.root): \(path.root) %}")
      }
      let register = builder.register(.missing, name: path.root)
      return try lookups(path, from: 0, Known(register: register, maybeMissing: true))
    }
    return data.isOpen ? try open(path) : try declared(path)
  }

  private mutating func open(_ path: Path) throws(Mistake) -> Known {
    var names = [path.root]
    var used = 0
    for segment in path.segments {
      if case .name(let name, _) = segment, name != "size", name != "first", name != "last" {
        names.append(name)
      } else if case .index(.constant(.string(let bytes), _), _) = segment {
        names.append(String(decoding: bytes, as: UTF8.self))
      } else {
        break
      }
      used += 1
    }
    let register = slot(.open(names), names.joined(separator: "."), path.place)
    if !frame.variables.isEmpty, let help = Suggestion.help(for: path.root, among: frame.names) {
      builder.registerHelp[Int(register)] = help
    }
    return try lookups(path, from: used, Known(register: register, maybeMissing: true))
  }

  private mutating func declared(_ path: Path) throws(Mistake) -> Known {
    var node = data.root
    var written = ""
    var places = [(path.root, path.rootPlace)]
    for segment in path.segments {
      if case .name(let name, let place) = segment {
        places.append((name, place))
      } else if case .index(.constant(.string(let bytes), _), let place) = segment {
        places.append((String(decoding: bytes, as: UTF8.self), place))
      } else {
        break
      }
    }
    for (position, (name, place)) in places.enumerated() {
      let full = written.isEmpty ? name : written + "." + name
      if let child = node.children[name] {
        node = child
        written = full
        if let leaf = node.leaf, position + 1 == places.count || node.children[places[position + 1].0] == nil
        {
          let register = slot(.declared(leaf.reader), full, path.place)
          return try lookups(path, from: position, Known(register: register, type: leaf.type))
        }
      } else if let dynamic = node.dynamic, dynamic.known?.contains(name) ?? true {
        let register = slot(.dynamic(dynamic.reader, name), full, path.place)
        return try lookups(path, from: position, Known(register: register, maybeMissing: true))
      } else {
        let owner = written.isEmpty ? "there is no '\(name)'" : "'\(written)' has no '\(name)'"
        let others = written.isEmpty ? frame.names : []
        throw Mistake(
          .unknownVariable, place, owner, help: Suggestion.help(for: name, among: node.knownNames + others))
      }
    }
    let names = node.knownNames.prefix(6).map { written + "." + $0 }.joined(separator: ", ")
    throw Mistake(
      .unknownVariable, path.place, "'\(written)' is an object, not a value",
      help: "name one of its fields: \(names)")
  }

  mutating func slot(_ source: SlotSource, _ path: String, _ place: Place) -> Int32 {
    if let position = usePositions[path] {
      if usePlaces.insert(place).inserted { uses[position].places.append(place) }
    } else {
      usePositions[path] = uses.count
      usePlaces.insert(place)
      uses.append((path, [place]))
    }
    if let known = slotRegisters[source] { return known }
    let register = builder.register(.missing, name: path)
    slotRegisters[source] = register
    slots.append((source, register))
    return register
  }

  /// The segments of `path` from `first` on, looked up in what came before.
  mutating func lookups(_ path: Path, from first: Int, _ start: Known) throws(Mistake) -> Known {
    var known = start
    for segment in path.segments.dropFirst(first) {
      let key: Int32
      switch segment {
      case .name(let name, let place):
        try check(name, in: known.type, place)
        if case .record(let fields) = known.type, let field = fields.firstIndex(of: name) {
          let register = builder.register(name: text(path.place))
          emit(Op(code: .field, a: register, b: known.register, c: Int32(field)), path.place)
          known = Known(register: register)
          continue
        }
        key = builder.constant(.string(Array(name.utf8)))
      case .index(let index, _): key = try value(index)
      }
      let end = Place(source: path.place.source, start: Int(path.place.start), end: Int(segment.place.end))
      let register = builder.register(name: text(end))
      // Flag 1: written with a point, so `size`, `first` and `last` count where no field has that name.
      var flags: UInt8 = 0
      if case .name = segment { flags = 1 }
      emit(Op(code: .lookup, flags: flags, a: register, b: known.register, c: key), end)
      known = Known(register: register, maybeMissing: true)
    }
    return known
  }

  private func check(_ name: String, in type: DataType, _ place: Place) throws(Mistake) {
    switch type {
    case .record(let fields) where !fields.contains(name):
      throw Mistake(
        .unknownVariable, place, "this record has no '\(name)'",
        help: Suggestion.help(for: name, among: fields))
    case .number, .text:
      if name == "size" || type == .text && (name == "first" || name == "last") { return }
      throw Mistake(.unknownVariable, place, "this is a single value and has no '\(name)'")
    case .list, .records:
      if ["size", "first", "last"].contains(name) { return }
      throw Mistake(
        .unknownVariable, place, "a list has no '\(name)'",
        help: Suggestion.help(for: name, among: ["size", "first", "last"]))
    case .any, .record: return
    }
  }

  func text(_ place: Place) -> String {
    String(
      decoding: sources[Int(place.source)].bytes[Int(place.start)..<Int(place.end)].prefix(80), as: UTF8.self)
  }
}
