/// How a render ended.
public enum RenderOutcome: Sendable, Hashable {
  /// Everything was written.
  case rendered
  /// The template decided that this one is not to be sent; nothing was written.
  case skipped(reason: String)
}

/// Runs programs.
///
/// One for each worker; its memory is reused from render to render.
///
/// ```swift
/// let renderer = Renderer()
/// var bytes: [UInt8] = []
/// for name in ["Ann", "Bob"] {
///   _ = try renderer.render(program, ["name": .string(name)], into: &bytes)
/// }
/// ```
public final class Renderer {
  private var machine = Machine()

  /// A renderer without memory yet.
  public init() {}

  /// Links that were written as `#` in the last render because their scheme is not allowed, and values left
  /// out of CSS, with their places.
  public private(set) var warnings: [TemplateError] = []

  /// The time that `'now'` means and filters see, in seconds since 1970-01-01T00:00:00Z; nil takes that of the
  /// environment.
  public var now: Int64?
  /// Errors that the last render wrote into its output, in the order they were met.
  ///
  /// Always empty unless ``Environment/errors`` is ``ErrorPolicy/inline``.
  public var errors: [TemplateError] { machine.errors }

  /// Renders `program` with the data of `root` and appends the result to `output`.
  ///
  /// - Throws: The error with template, place and path. `output` is then as it was before, as it is when the
  ///   outcome is ``RenderOutcome/skipped(reason:)``.
  @inlinable
  public func render<Root>(
    _ program: Program<Root>, _ root: Root, into output: inout [UInt8]
  ) throws(TemplateError) -> RenderOutcome {
    begin(program.code) { store in program.bind(root, &store) }
    return try run(program.code, into: &output)
  }

  /// Renders `program` with data that was bound to it before.
  ///
  /// - Throws: As ``render(_:_:into:)-(_,Root,_)`` does.
  @inlinable
  public func render<Root>(
    _ program: Program<Root>, _ data: BoundData<Root>, into output: inout [UInt8]
  ) throws(TemplateError) -> RenderOutcome {
    begin(program.code, data.slots)
    return try run(program.code, into: &output)
  }

  /// Makes ready for a render; `bind` puts the data into the slots.
  @usableFromInline
  func begin(_ code: Code, _ bind: (inout Store) -> Void) {
    machine.load(code, code.registers)
    bind(&machine.store)
  }

  @usableFromInline
  func begin(_ code: Code, _ data: BoundSlots) {
    precondition(code === data.code, "the data is bound to another program")
    machine.load(code, data.registers)
    machine.store.take(data)
  }

  @usableFromInline
  func run(_ code: Code, into output: inout [UInt8]) throws(TemplateError) -> RenderOutcome {
    if !warnings.isEmpty { warnings.removeAll() }
    machine.now = now ?? code.now
    do throws(Fault) {
      let outcome = try machine.run(code)
      if !machine.warnings.isEmpty { warnings = machine.warnings.map { code.error(of: $0) } }
      if case .rendered = outcome { output.append(machine.output, from: 0) }
      return outcome
    } catch {
      throw code.error(of: error)
    }
  }

  /// Renders to a string.
  public func render<Root>(_ program: Program<Root>, _ root: Root) throws(TemplateError) -> (
    outcome: RenderOutcome, text: String
  ) {
    var output: [UInt8] = []
    let outcome = try render(program, root, into: &output)
    return (outcome, String(decoding: output, as: UTF8.self))
  }
}

extension Code {
  func error(of fault: Fault) -> TemplateError {
    let place = places[min(fault.op, places.count - 1)]
    return sources[Int(place.source)].error(
      fault.kind, Int(place.start), Int(place.end), fault.message, help: fault.help)
  }
}
