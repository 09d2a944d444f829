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

  /// Renders `program` with the data of `root` and appends the result to `output`.
  ///
  /// - Throws: The error with template, place and path. `output` is then as it was before, as it is when the
  ///   outcome is ``RenderOutcome/skipped(reason:)``.
  public func render<Root>(
    _ program: Program<Root>, _ root: Root, into output: inout [UInt8]
  ) throws(TemplateError) -> RenderOutcome {
    if !warnings.isEmpty { warnings.removeAll() }
    machine.load(program.code)
    machine.now = now ?? program.code.now
    for binding in program.bindings {
      machine.store.registers[binding.slot] = binding.reader.read(root, &machine.store)
    }
    let length = output.count
    swap(&machine.output, &output)
    defer { swap(&machine.output, &output) }
    do throws(Fault) {
      let outcome = try machine.run(program.code, from: length)
      if case .skipped = outcome { machine.output.removeLast(machine.output.count - length) }
      if !machine.warnings.isEmpty { warnings = machine.warnings.map { program.code.error(of: $0) } }
      return outcome
    } catch {
      machine.output.removeLast(machine.output.count - length)
      throw program.code.error(of: error)
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
