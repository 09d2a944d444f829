/// Partials, which are put in where they are rendered: names and HTML contexts are those of that place.
extension Generator {
  func hasPartial(_ name: String) -> Bool { partials[name] != nil }

  /// Reads a partial, once.
  mutating func load(_ node: PartialNode) -> (block: Block, source: Int32)? {
    if let known = partials[node.name] { return known }
    guard let source = environment.partials(node.name) else {
      mistake(
        Mistake(
          .unknownPartial, node.namePlace, "there is no partial '\(node.name)'",
          help: Suggestion.help(for: node.name, among: environment.partialNames)))
      partials[node.name] = .some(nil)
      return nil
    }
    let index = Int32(sources.count)
    sources.append(source)
    var parser = TemplateParser(source: source, index: index, environment: environment)
    let block = parser.parse()
    mistakes += parser.mistakes
    partials[node.name] = .some((block, index))
    return (block, index)
  }

  mutating func partial(_ node: PartialNode) {
    if chain.contains(node.name) {
      mistake(
        Mistake(
          .limit, node.namePlace, "the partial '\(node.name)' renders itself",
          help: (chain + [node.name]).joined(separator: " -> ")))
      return
    }
    guard chain.count < environment.limits.partialDepth else {
      mistake(
        Mistake(
          .limit, node.namePlace, "the limit 'partialDepth' of \(environment.limits.partialDepth) is reached")
      )
      return
    }
    guard let loaded = load(node) else { return }
    attempt { generator throws(Mistake) in
      var locals: [(name: String, local: Frame.Local)] = []
      for argument in node.arguments {
        // A missing value may be handed on: the partial decides whether that matters.
        let known = try generator.known(argument.value, tolerant: true)
        locals.append((argument.name, .register(known.register, known.type)))
      }
      let name = node.alias ?? node.name.split(separator: "/").last.map(String.init) ?? node.name
      guard let binding = node.binding else {
        generator.inline(node, loaded.block, locals)
        return
      }
      let bound = try generator.known(binding.value, tolerant: binding.kind == .with)
      if binding.kind == .with {
        generator.inline(node, loaded.block, locals + [(name, .register(bound.register, bound.type))])
      } else {
        generator.each(node, loaded.block, locals, name, bound)
      }
    }
  }

  /// `for` in a render: the partial once for each element, with its own `forloop`.
  private mutating func each(
    _ node: PartialNode, _ body: Block, _ locals: [(name: String, local: Frame.Local)], _ name: String,
    _ collection: Known
  ) {
    let index = Int32(builder.loops.count)
    builder.loops.append(LoopPlan(series: index))
    builder.loopNames.append(node.name)
    // Flag 1: what is not a list is one element.
    let start = jump(Op(code: .loopStart, flags: 1, a: collection.register, b: index), node.place)
    let item = builder.register(name: name)
    let top = builder.label()
    let next = jump(Op(code: .loopNext, a: item, b: index), node.place)
    var inner = locals + [(name, Frame.Local.register(item, elementType(collection.type)))]
    if !node.isInclude { inner.append(("forloop", .loop(index))) }
    let before = html
    let assigned = frame.assigned
    inline(node, body, inner)
    frame.assigned = assigned
    if let before, let after = html, HTMLContext.join(before, after) == nil {
      mistake(
        Mistake(.unsafePlace, node.place, "the partial ends in another place of the HTML than it began"))
    }
    emit(Op(code: .jump, c: top), node.place)
    builder.patch([start, next])
  }

  private func elementType(_ type: DataType) -> DataType {
    if case .records(let fields) = type { return .record(fields) }
    return .any
  }

  private mutating func inline(
    _ node: PartialNode, _ body: Block, _ locals: [(name: String, local: Frame.Local)]
  ) {
    chain.append(node.name)
    defer { chain.removeLast() }
    if node.isInclude {
      let count = frame.locals.count
      frame.locals += locals
      block(body)
      frame.locals.removeLast(frame.locals.count - count)
      return
    }
    let outer = frame
    frame = Frame()
    frame.seesData = environment.dialect.partialsSeeData && outer.seesData
    frame.exitHTML = html
    let first = builder.registers.count
    declareVariables(body)
    let clear = jump(Op(code: .clear, a: Int32(first)), node.place)
    frame.locals = locals
    block(body)
    // A partial begins anew each time: its variables, counters and cycles are registers made since `first`.
    let own = Array(frame.variables.values) + Array(frame.counters.values) + Array(frame.cycles.values)
    builder.cleared.append(own + (frame.changed.map { [$0] } ?? []))
    if !isFull { builder.ops[clear].b = Int32(builder.cleared.count - 1) }
    builder.patch(frame.exits)
    if !frame.exits.isEmpty {
      // It may have been left where it began.
      if html == nil { html = frame.exitHTML }
      meet(frame.exitHTML, node.place, "the partial ends in another place of the HTML than 'break' leaves it")
    }
    frame = outer
  }
}
