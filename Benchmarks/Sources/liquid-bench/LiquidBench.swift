import ArgumentParser
import Glibc
import Liquid

@main
struct LiquidBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liquid-bench",
    abstract: "Renders a Liquid template once for each record of a JSON array and says what it took.",
    discussion: """
      One thread. The template is compiled and the data held as values of the engine before the clock starts; the names
      at the top of a record are the variables. Prints one JSON line: engine, version, n, bytes, cpu_s, wall_s,
      rss_loaded_kb, rss_peak_kb.

      With --schema the records of the status workload are Swift structs whose properties are bound to the template
      inside the clock; with --bound they are bound before it, and only rendering is measured.
      """)

  enum Escaping: String, CaseIterable, ExpressibleByArgument {
    case html, off

    var output: OutputKind { self == .html ? .html : .unescaped }
  }

  @Argument(help: ArgumentHelp("The template.", valueName: "TEMPLATE"), completion: .file())
  var template: String
  @Argument(help: ArgumentHelp("An array of objects.", valueName: "DATA.json"), completion: .file())
  var data: String
  @Option(help: "How values are escaped.")
  var escape = Escaping.html
  @Flag(help: "Bind Swift structs of the status workload inside the clock.")
  var schema = false
  @Flag(help: "Bind the slots of the template before the clock starts.")
  var bound = false
  @Flag(help: "Compile the template again and again instead of rendering it.")
  var compile = false
  @Option(help: "How often the array is gone through.")
  var passes = 1
  @Option(help: ArgumentHelp("Write mails to this file, each ended by a form feed.", valueName: "file"))
  var dump: String?
  @Option(help: "How many mails are written with --dump.")
  var count = 50

  func validate() throws {
    guard passes > 0, count > 0 else { throw ValidationError("--passes and --count begin at 1") }
  }

  func run() throws {
    let source = TemplateSource(
      name: template, text: String(decoding: try File.read(template), as: UTF8.self))
    var environment = Environment(
      filters: .standard.adding([.money]), strictness: .lenient, output: escape.output)
    environment.limits.outputBytes = 64 << 20
    let records = try records()
    if compile {
      try run(CompileWork(environment: environment, source: source))
    } else if schema || bound {
      let program = try environment.compile(source, schema: StatusRecord.schema)
      let typed = try records.map { try StatusRecord($0) }
      if bound {
        try run(BoundWork(program: program, records: typed.map { program.bind($0) }))
      } else {
        try run(RenderWork(program: program, records: typed, name: "schema"))
      }
    } else {
      try run(RenderWork(program: try environment.compile(source), records: records, name: "values"))
    }
  }

  private func records() throws -> [Value] {
    guard case .array(let records) = try Value(json: try File.read(data)), !records.isEmpty else {
      throw ValidationError("\(data) is not an array of objects")
    }
    return records
  }

  private func run(_ work: some Work) throws {
    if let dump {
      var bytes: [UInt8] = []
      for position in 0..<min(count, work.count) {
        try work.perform(position, into: &bytes)
        bytes.append(0x0C)
      }
      return try File.write(bytes, to: dump)
    }
    print(try Measurement.line(of: work, passes: passes))
  }
}
