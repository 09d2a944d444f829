/// Partials, which are put in where they are rendered: names and HTML contexts are those of that place.
///
/// One that renders itself, or whose name is computed, is called instead: see GenerateRoutines.swift.
extension Generator {
  /// What was read of a partial.
  enum Loaded {
    case body(block: Block, source: Int32)
    /// There is none, or it is wrong.
    case wrong(Mistake)
  }

  /// Reads a partial, once; nil if there is none or it is wrong.
  mutating func load(_ name: String) -> (block: Block, source: Int32)? {
    if let known = partials[name] {
      if case .body(let block, let source) = known { return (block, source) }
      return nil
    }
    guard let source = environment.partials(name) else { return nil }
    let index = Int32(sources.count)
    sources.append(source)
    var parser = TemplateParser(source: source, index: index, environment: environment)
    let block = parser.parse()
    if environment.errors == .inline, let first = parser.mistakes.first {
      // Of such a partial nothing is rendered but its error.
      partials[name] = .wrong(first)
      return nil
    }
    mistakes += parser.mistakes
    partials[name] = .body(block: block, source: index)
    return (block, index)
  }

  mutating func partial(_ node: PartialNode) {
    attempt { generator throws(Mistake) in
      if node.isInclude, generator.frame.isIsolated {
        throw Mistake(
          .syntax, node.place, "'include' is not allowed inside a partial that 'render' runs",
          help: "use 'render' and hand over what it needs")
      }
      guard let name = node.name else { return try generator.computed(node) }
      let body = try generator.body(name, node.namePlace)
      try generator.checkDepth(node)
      try generator.run(node, name, body)
    }
  }

  mutating func body(_ name: String, _ place: Place) throws(Mistake) -> Block {
    if let loaded = load(name) { return loaded.block }
    if case .wrong(let mistake)? = partials[name] { throw mistake }
    throw Mistake(
      .unknownPartial, place, "there is no partial '\(name)'",
      help: Suggestion.help(for: name, among: environment.partialNames))
  }

  private func checkDepth(_ node: PartialNode) throws(Mistake) {
    guard depth < environment.limits.partialDepth else {
      throw Mistake(
        .limit, node.namePlace, "the limit 'partialDepth' of \(environment.limits.partialDepth) is reached")
    }
  }

  typealias Locals = [(name: String, local: Frame.Local)]

  /// Evaluates what is handed over and runs the partial once, or once for each element.
  private mutating func run(_ node: PartialNode, _ name: String, _ body: Block) throws(Mistake) {
    let locals = try arguments(node)
    let alias = node.alias ?? Self.variable(of: name)
    guard let bound = try bound(node, name) else { return put(node, name, body, locals) }
    if node.isInclude || node.binding?.kind == .each {
      each(node, name, body, locals, alias, bound)
    } else {
      put(node, name, body, covering(locals, alias, bound, node))
    }
  }

  /// The variable that a partial's value gets by itself: the last part of the partial's name.
  static func variable(of name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }

  mutating func arguments(_ node: PartialNode) throws(Mistake) -> Locals {
    var locals: Locals = []
    let count = frame.locals.count
    defer { frame.locals.removeLast(frame.locals.count - count) }
    for argument in node.arguments {
      // A missing value may be handed on: the partial decides whether that matters.
      let known = try known(argument.value, tolerant: true)
      locals.append((argument.name, .register(known.register, known.type)))
      // In the scope that `include` shares an argument can be read by those after it.
      if node.isInclude { frame.locals.append((argument.name, .register(known.register, known.type))) }
    }
    return locals
  }

  /// What a partial is handed under the name of one of its variables is the first value of that variable.
  mutating func receive(_ locals: Locals, _ place: Place) {
    for (name, local) in locals {
      if let variable = frame.variables[name], case .register(let register, _) = local {
        emit(Op(code: .move, a: variable, b: register), place)
        frame.assigned.insert(name)
      } else {
        frame.locals.append((name, local))
      }
    }
  }

  /// What `with` or `for` names hides an argument of the same name, unless it is nil.
  private mutating func covering(_ locals: Locals, _ alias: String, _ bound: Known, _ node: PartialNode)
    -> Locals
  {
    guard !node.isInclude, case .register(let argument, _)? = locals.last(where: { $0.name == alias })?.local
    else { return locals + [(alias, .register(bound.register, bound.type))] }
    let register = builder.register(name: alias)
    emit(Op(code: .coalesce, flags: 1, a: register, b: bound.register, c: argument), node.place)
    return locals + [(alias, .register(register, .any))]
  }

  /// What `with` or `for` names; of an `include` without them the variable that has the name of the partial.
  mutating func bound(_ node: PartialNode, _ name: String?) throws(Mistake) -> Known? {
    if let binding = node.binding { return try known(binding.value, tolerant: binding.kind == .with) }
    guard node.isInclude, let name, isKnown(name) else { return nil }
    return try path(Path(root: name, rootPlace: node.namePlace, segments: [], place: node.namePlace))
  }

  private func isKnown(_ name: String) -> Bool {
    frame.locals.contains { $0.name == name } || frame.variables[name] != nil
      || environment.strictness == .lenient && data.isOpen && frame.seesData
  }

  /// The partial once for each element; in a `render` with a `forloop` of its own.
  private mutating func each(
    _ node: PartialNode, _ name: String, _ body: Block, _ locals: Locals, _ alias: String, _ collection: Known
  ) {
    elements(node, name, collection) { generator, item, loop in
      let element = Known(register: item, type: generator.element(of: collection.type))
      var inner = generator.covering(locals, alias, element, node)
      if !node.isInclude { inner.append(("forloop", .loop(loop))) }
      let before = generator.html
      let assigned = generator.frame.assigned
      generator.put(node, name, body, inner)
      generator.frame.assigned = assigned
      if let before, let after = generator.html, HTMLContext.join(before, after) == nil {
        generator.mistake(
          Mistake(.unsafePlace, node.place, "the partial ends in another place of the HTML than it began"))
      }
    }
  }

  /// A loop around what `body` makes: over the elements of a list, or once with what is none.
  mutating func elements(
    _ node: PartialNode, _ name: String, _ collection: Known,
    _ body: (inout Generator, _ item: Int32, _ loop: Int32) -> Void
  ) {
    let index = Int32(builder.loops.count)
    builder.loops.append(LoopPlan(series: index))
    builder.loopNames.append(name)
    // Flag 1: what is not a list is one element; 2: a range or an object is none either.
    let start = jump(
      Op(code: .loopStart, flags: node.isInclude ? 2 : 1, a: collection.register, b: index), node.place)
    let item = builder.register(name: name)
    let top = builder.label()
    let next = jump(Op(code: .loopNext, a: item, b: index), node.place)
    body(&self, item, index)
    emit(Op(code: .jump, c: top), node.place)
    builder.patch([start, next])
  }

  /// Puts a partial in, or calls it if it is being put in already.
  private mutating func put(_ node: PartialNode, _ name: String, _ body: Block, _ locals: Locals) {
    guard !chain.contains(name) else {
      return call(routine(name, body, isIsolated: !node.isInclude, node.place), node, locals)
    }
    chain.append(name)
    depth += 1
    defer {
      chain.removeLast()
      depth -= 1
    }
    if node.isInclude {
      let count = frame.locals.count
      frame.locals += locals
      block(body)
      frame.locals.removeLast(frame.locals.count - count)
      return
    }
    isolated(node.place) { generator in
      generator.receive(locals, node.place)
      generator.block(body)
    } declaring: {
      body
    }
  }

  /// Makes code that sees nothing of the frame it stands in, and begins anew each time.
  mutating func isolated(
    _ place: Place, _ make: (inout Generator) -> Void, declaring body: () -> Block
  ) {
    let outer = frame
    frameCount += 1
    frame = Frame()
    frame.number = frameCount
    frame.isIsolated = true
    frame.seesData = environment.dialect.partialsSeeData && outer.seesData
    frame.exitHTML = html
    declareVariables(body())
    let clear = jump(Op(code: .clear, a: Int32(builder.loops.count)), place)
    make(&self)
    // Its variables, counters and cycles are registers of its own.
    let own = Array(frame.variables.values) + Array(frame.counters.values) + Array(frame.cycles.values)
    builder.cleared.append(own + (frame.changed.map { [$0] } ?? []))
    if !isFull {
      builder.ops[clear].b = Int32(builder.cleared.count - 1)
      builder.ops[clear].c = Int32(builder.loops.count)
    }
    builder.patch(frame.exits)
    if !frame.exits.isEmpty {
      // It may have been left where it began.
      if html == nil { html = frame.exitHTML }
      meet(frame.exitHTML, place, "the partial ends in another place of the HTML than 'break' leaves it")
    }
    frame = outer
  }
}
