/// Turns the tree of a template into code: names become registers, conditions become jumps, partials are
/// put in where they are rendered, and every output knows the place of the HTML in which it stands.
struct Generator {
  let environment: Environment
  let data: DataTable
  var sources: [TemplateSource]
  var mistakes: [Mistake] = []
  var notes: [Mistake] = []
  var builder = CodeBuilder()
  var frame = Frame()
  /// nil where no render can come: after `break`, `continue` and `skip`.
  var html: HTMLContext? = HTMLContext()
  var slots: [(source: SlotSource, register: Int32)] = []
  var slotRegisters: [SlotSource: Int32] = [:]
  var uses: [(path: String, places: [Place])] = []
  var usePositions: [String: Int] = [:]
  /// Places of partials that are put in more than once count once.
  var usePlaces: Set<Place> = []
  /// Partials that were read, by name.
  var partials: [String: Loaded] = [:]
  /// Names of the partials that are being put in, outermost first.
  var chain: [String] = []
  /// Partials inside each other while code is made.
  var depth = 0
  var isFull = false
  /// Bodies of partials that are called instead of put in.
  var routines: [RoutineKey] = []
  var frameCount: Int32 = 0

  init(environment: Environment, data: DataTable, source: TemplateSource) {
    self.environment = environment
    self.data = data
    sources = [source]
  }

  mutating func run() {
    var parser = TemplateParser(source: sources[0], index: 0, environment: environment)
    let block = parser.parse()
    mistakes += parser.mistakes
    declareVariables(block)
    self.block(block)
    builder.patch(frame.exits)
    emit(Op(code: .end), Place(source: 0, start: 0, end: 0))
  }

  mutating func emit(_ op: Op, _ place: Place) {
    guard builder.ops.count < environment.limits.instructions else {
      if !isFull {
        mistakes.append(
          Mistake(.limit, place, "the limit 'instructions' of \(environment.limits.instructions) is reached"))
      }
      isFull = true
      return
    }
    builder.emit(op, place)
  }

  mutating func jump(_ op: Op, _ place: Place) -> Int {
    emit(op, place)
    return builder.ops.count - 1
  }

  mutating func mistake(_ mistake: Mistake) { mistakes.append(mistake) }

  /// Runs `body`, noting what is wrong and going on.
  mutating func attempt(_ body: (inout Generator) throws(Mistake) -> Void) {
    do throws(Mistake) { try body(&self) } catch { wrong(error) }
  }

  /// Notes a mistake, or where errors are written has rendering meet it here.
  mutating func wrong(_ mistake: Mistake) {
    guard environment.errors == .inline, mistake.kind != .unsafePlace else {
      mistakes.append(mistake)
      return
    }
    builder.late.faults.append(Fault(mistake.kind, mistake.message, help: mistake.help))
    emit(Op(code: .fail, a: Int32(builder.late.faults.count - 1)), mistake.place)
  }

  mutating func block(_ block: Block, dropsSpace: Bool = false) {
    for node in block.nodes where !isFull && mistakes.count < 4 * environment.limits.reportedErrors {
      self.node(node, dropsSpace: dropsSpace)
    }
  }

  /// A block that may not run: what it assigns is not certain afterwards.
  mutating func branch(_ block: Block, dropsSpace: Bool) {
    let assigned = frame.assigned
    self.block(block, dropsSpace: dropsSpace)
    frame.assigned = assigned
  }

  mutating func node(_ node: Node, dropsSpace: Bool) {
    let start = builder.ops.count
    generate(node, dropsSpace: dropsSpace)
    if environment.errors == .inline, builder.ops.count > start {
      builder.late.regions.append(
        LateTables.Region(range: start..<Int(builder.label()), isBlank: node.isBlank))
    }
  }

  private mutating func generate(_ node: Node, dropsSpace: Bool) {
    switch node {
    case .text(let place, _):
      if dropsSpace { return }
      let bytes = sources[Int(place.source)].bytes[Int(place.start)..<Int(place.end)]
      if environment.output == .html { followHTML(bytes, place) }
      builder.literal(bytes, place)
    case .output(let value): attempt { generator throws(Mistake) in try generator.output(value) }
    case .assign(let name, let value):
      attempt { generator throws(Mistake) in
        let register = try generator.filtered(value)
        let target = generator.frame.variables[name] ?? 0
        generator.emit(Op(code: .move, a: target, b: register), value.place)
        generator.frame.assigned.insert(name)
      }
    case .capture(let name, let body, let place): capture(name, body, place)
    case .conditional(let branches, let otherwise, let place): conditional(branches, otherwise, place)
    case .choice(let subject, let branches, let place): choice(subject, branches, place)
    case .loop(let loop): if loop.isTable { tableRows(loop) } else { self.loop(loop) }
    case .breakLoop(let place): interrupt(place, isBreak: true)
    case .continueLoop(let place): interrupt(place, isBreak: false)
    case .cycle(let group, let values, let key, let place): cycle(group, values, key, place)
    case .count(let name, let step, let place): count(name, step, place)
    case .ifChanged(let body, let place): ifChanged(body, place)
    case .partial(let partial): self.partial(partial)
    case .skip(let reason, let place):
      attempt { generator throws(Mistake) in
        let register = try generator.value(reason)
        generator.emit(Op(code: .skip, a: register), place)
      }
      html = nil
    case .group(let block): self.block(block, dropsSpace: dropsSpace)
    }
  }

  private mutating func followHTML(_ bytes: ArraySlice<UInt8>, _ place: Place) {
    html?.feed(bytes)
    guard html?.isCut == true else { return }
    html?.isCut = false
    mistake(
      Mistake(
        .unsafePlace, Place(source: place.source, start: Int(place.start), end: Int(place.start) + 1),
        "whether the comment ends here depends on the value before", help: "put a space after the value"))
  }
}
