/// Loops and what belongs to them.
extension Generator {
  mutating func loop(_ node: ForNode) {
    let isBlank = node.body.isBlank && node.otherwise?.isBlank ?? true
    var collection = Known(register: 0)
    var plan = LoopPlan(reversed: node.reversed, continues: node.continues, series: 0)
    attempt { generator throws(Mistake) in
      collection = try generator.known(node.collection)
      if let limit = node.limit { plan.limit = try generator.value(limit) }
      if let offset = node.offset { plan.offset = try generator.value(offset) }
    }
    let index = Int32(builder.loops.count)
    plan.series = frame.loopSeries[node.name] ?? index
    frame.loopSeries[node.name] = plan.series
    plan.parent = frame.loops.last { !builder.loops[Int($0.plan)].isTable }?.plan ?? -1
    builder.loops.append(plan)
    builder.loopNames.append(node.name)
    let before = html
    let start = jump(Op(code: .loopStart, a: collection.register, b: index), node.place)
    let item = builder.register(name: node.variable)
    let top = builder.label()
    let next = jump(Op(code: .loopNext, a: item, b: index), node.place)
    frame.loops.append(Frame.OpenLoop(plan: index, captures: frame.captures.count, html: before))
    frame.locals.append(("forloop", .loop(index)))
    frame.locals.append((node.variable, .register(item, element(of: collection.type))))
    branch(node.body, dropsSpace: isBlank)
    frame.locals.removeLast(2)
    let open = frame.loops.removeLast()
    for position in open.continues { builder.ops[position].c = top }
    emit(Op(code: .jump, c: top), node.place)
    meet(before, node.place, "a turn of this loop ends in another place of the HTML than it began")
    let after = html ?? before
    builder.patch(next)
    if let otherwise = node.otherwise {
      let end = jump(Op(code: .jump), node.place)
      builder.patch(start)
      html = before
      branch(otherwise, dropsSpace: isBlank)
      var joined = after
      var isFirst = false
      join(&joined, isFirst: &isFirst, node.place)
      html = joined
      builder.patch(end)
    } else {
      builder.patch(start)
      html = after
    }
    builder.patch(open.breaks)
  }

  func element(of type: DataType) -> DataType {
    switch type {
    case .records(let fields): .record(fields)
    case .list: .text
    default: .any
    }
  }

  /// The context here must be one that `other` can go on from.
  mutating func meet(_ other: HTMLContext?, _ place: Place, _ message: String) {
    guard let context = html, let other else { return }
    if let joined = HTMLContext.join(context, other) {
      html = joined
    } else {
      mistake(Mistake(.unsafePlace, place, message, help: "close inside what is opened inside"))
    }
  }

  mutating func interrupt(_ place: Place, isBreak: Bool) {
    if let loop = frame.loops.last {
      closeCaptures(downTo: loop.captures)
      if loop.captures == frame.captures.count {
        meet(loop.html, place, "the loop is left in another place of the HTML than it began")
      }
      let position = jump(Op(code: .jump), place)
      if isBreak {
        frame.loops[frame.loops.count - 1].breaks.append(position)
      } else {
        frame.loops[frame.loops.count - 1].continues.append(position)
      }
    } else if frame.goesBack {
      closeCaptures(downTo: 0)
      meet(frame.exitHTML, place, "the partial is left in another place of the HTML than it began")
      emit(Op(code: .goBack, flags: isBreak ? 1 : 2), place)
    } else {
      closeCaptures(downTo: 0)
      meet(frame.exitHTML, place, "the template is left in another place of the HTML than it began")
      frame.exits.append(jump(Op(code: .jump), place))
    }
    html = nil
  }

  /// Ends the captures that a jump leaves; they keep what was written so far.
  private mutating func closeCaptures(downTo count: Int) {
    for capture in frame.captures.dropFirst(count).reversed() {
      emit(Op(code: .captureEnd, flags: captureFlag, a: capture.register), capture.place)
    }
  }

  private var captureFlag: UInt8 { environment.output == .html ? 1 : 0 }

  mutating func loopPath(_ path: Path, _ plan: Int32) throws(Mistake) -> Known {
    var plan = plan
    for (position, segment) in path.segments.enumerated() {
      var name: String?
      if case .name(let text, _) = segment { name = text }
      if case .index(.constant(.string(let bytes), _), _) = segment {
        name = String(decoding: bytes, as: UTF8.self)
      }
      guard let name else {
        // Only rendering knows which fact is asked for.
        let isTable = builder.loops[Int(plan)].isTable
        let loop = builder.register(.loop(plan, isTable: isTable), name: path.root)
        return try lookups(path, from: position, Known(register: loop))
      }
      if name == "parentloop" {
        guard builder.loops[Int(plan)].parent >= 0 else { return Known(register: builder.constant(.null)) }
        plan = builder.loops[Int(plan)].parent
        continue
      }
      guard let field = LoopField(name: name, inTable: builder.loops[Int(plan)].isTable) else {
        if environment.strictness == .lenient { return Known(register: builder.constant(.null)) }
        throw Mistake(
          .unknownVariable, segment.place, "'\(path.root)' has no '\(name)'",
          help: Suggestion.help(
            for: name, among: LoopField.known(inTable: builder.loops[Int(plan)].isTable).map(\.name)))
      }
      let register = builder.register()
      emit(Op(code: .loopField, flags: field.rawValue, a: register, b: plan), path.place)
      return try lookups(path, from: position + 1, Known(register: register))
    }
    return Known(register: builder.register(.loop(plan, isTable: builder.loops[Int(plan)].isTable)))
  }

  mutating func capture(_ name: String, _ body: Block, _ place: Place) {
    let register = frame.variables[name] ?? 0
    let before = html
    html = HTMLContext()
    frame.captures.append((register, place))
    emit(Op(code: .captureStart), place)
    block(body)
    frame.captures.removeLast()
    emit(Op(code: .captureEnd, flags: captureFlag, a: register), place)
    frame.assigned.insert(name)
    if let end = html, end != HTMLContext() {
      mistake(
        Mistake(
          .unsafePlace, place, "what is captured ends inside a tag or attribute",
          help: "capture whole elements"))
    }
    // A capture that a jump left leaves the outer context unreachable as well.
    if html != nil { html = before }
  }

  mutating func ifChanged(_ body: Block, _ place: Place) {
    if frame.changed == nil {
      let register = builder.register(.unset)
      frame.changed = register
      frame.state.append(register)
    }
    let before = html
    let scratch = builder.register()
    frame.captures.append((scratch, place))
    emit(Op(code: .captureStart), place)
    block(body)
    frame.captures.removeLast()
    emit(Op(code: .captureEnd, flags: 1, a: scratch), place)
    emit(Op(code: .ifChanged, a: frame.changed ?? 0, b: scratch), place)
    meet(before, place, "what this tag holds ends in another place of the HTML than it began")
  }

  mutating func count(_ name: String, _ step: Int32, _ place: Place) {
    let register = frame.counters[name] ?? 0
    attempt { generator throws(Mistake) in
      // A counter begins at the number of that name in the data, if there is one.
      if generator.frame.seesData, generator.hostHas(name) {
        let start = Path(root: name, rootPlace: place, segments: [], place: place)
        let fallback = try generator.host(start).register
        generator.emit(Op(code: .coalesce, a: register, b: register, c: fallback), place)
      }
      let output = try generator.outputPlace(place)
      generator.emit(
        Op(code: .count, flags: step > 0 ? 1 : 0, a: register, b: Int32(output.rawValue), c: step), place)
    }
    html?.afterValue()
  }

  mutating func cycle(_ group: Expression?, _ values: [Expression], _ key: String, _ place: Place) {
    attempt { generator throws(Mistake) in
      // Named cycles share their state if their names turn out to be equal, the others if they list the same constants;
      // with variables among its values a cycle is one of its own, even if another reads the same.
      let constants = values.compactMap { generator.constant($0) }
      var name =
        constants.count == values.count ? "list:\(constants)" : "\(key)@\(place.source):\(place.start)"
      var nameRegister: Int32 = -1
      if let group {
        nameRegister = try generator.value(group, tolerant: true)
        name = "group:"
      }
      let state: Int32
      if let known = generator.frame.cycles[name] {
        state = known
      } else {
        state = generator.builder.register()
        generator.frame.cycles[name] = state
        generator.frame.state.append(state)
      }
      var registers: [Int32] = []
      for value in values { registers.append(try generator.value(value)) }
      // The values must lie side by side for the machine to pick one.
      let label = generator.builder.register()
      let first = generator.builder.register()
      for _ in registers.dropFirst() { _ = generator.builder.register() }
      // A name known only when rendering stands in front of them.
      if nameRegister >= 0 { generator.emit(Op(code: .move, a: label, b: nameRegister), place) }
      for (position, register) in registers.enumerated() {
        generator.emit(Op(code: .move, a: first + Int32(position), b: register), place)
      }
      let output = try generator.outputPlace(place)
      let picked = generator.builder.register()
      generator.emit(
        Op(code: .cycle, extra: UInt16(clamping: registers.count), a: state, b: first, c: picked), place)
      if nameRegister >= 0 { generator.builder.ops[generator.builder.ops.count - 1].flags = 1 }
      generator.emit(Op(code: .write, flags: output.rawValue, a: picked), place)
    }
    html?.afterValue()
  }
}
