/// The tag `tablerow`: a loop that writes the rows and cells of a table.
extension Generator {
  mutating func tableRows(_ node: ForNode) {
    var plan = LoopPlan(series: Int32(builder.loops.count))
    var collection = Known(register: 0)
    attempt { generator throws(Mistake) in
      collection = try generator.known(node.collection)
      if let limit = node.limit { plan.limit = try generator.value(limit) }
      if let offset = node.offset { plan.offset = try generator.value(offset) }
      if let columns = node.columns { plan.columns = try generator.value(columns) }
    }
    plan.isTable = true
    let index = plan.series
    builder.loops.append(plan)
    builder.loopNames.append("")
    // Of nothing not even an empty row is written.
    let nothing = jump(Op(code: .jumpIfFalse, a: collection.register), node.place)
    // Its numbers are looked at before anything is written.
    let before = html
    emit(Op(code: .loopStart, a: collection.register, b: index, c: builder.here + 1), node.place)
    markup("<tr class=\"row1\">\n", node.place)
    let item = builder.register(name: node.variable)
    let top = builder.label()
    let next = jump(Op(code: .loopNext, a: item, b: index), node.place)
    markup("<td class=\"col", node.place)
    number(.col, index, node.place)
    markup("\">", node.place)
    frame.loops.append(Frame.OpenLoop(plan: index, captures: frame.captures.count, html: html))
    frame.locals.append(("tablerowloop", .loop(index)))
    frame.locals.append((node.variable, .register(item, element(of: collection.type))))
    branch(node.body, dropsSpace: false)
    frame.locals.removeLast(2)
    let open = frame.loops.removeLast()
    builder.patch(open.continues)
    markup("</td>", node.place)
    meet(before, node.place, "a cell of this table ends in another place of the HTML than it began")
    rowEnd(index, top, node.place)
    html = before
    if !open.breaks.isEmpty {
      builder.patch(open.breaks)
      markup("</td>", node.place)
    }
    builder.patch(next)
    html = before
    markup("</tr>\n", node.place)
    builder.patch(nothing)
  }

  /// After the last cell of a row, unless it is the very last, the next row begins.
  private mutating func rowEnd(_ index: Int32, _ top: Int32, _ place: Place) {
    let isLastColumn = field(.columnLast, index, place)
    emit(Op(code: .jumpIfFalse, a: isLastColumn, c: top), place)
    let isLast = field(.last, index, place)
    emit(Op(code: .jumpIfTrue, a: isLast, c: top), place)
    markup("</tr>\n<tr class=\"row", place)
    number(.nextRow, index, place)
    markup("\">", place)
    emit(Op(code: .jump, c: top), place)
  }

  private mutating func field(_ field: LoopField, _ index: Int32, _ place: Place) -> Int32 {
    let register = builder.register()
    emit(Op(code: .loopField, flags: field.rawValue, a: register, b: index), place)
    return register
  }

  private mutating func number(_ number: LoopField, _ index: Int32, _ place: Place) {
    let register = field(number, index, place)
    emit(Op(code: .write, flags: OutputPlace.plain.rawValue, a: register), place)
  }

  /// Writes markup of the engine's own.
  private mutating func markup(_ text: String, _ place: Place) {
    let cell = builder.cell(.string(Array(text.utf8)))
    if environment.output == .html { html?.feed(text.utf8) }
    emit(Op(code: .literal, b: Int32(cell.bits), c: Int32(cell.length)), place)
  }
}
