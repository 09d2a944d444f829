/// One template on its way to a program.
struct Compilation {
  let environment: Environment
  let source: TemplateSource
  let data: DataTable

  func program<Root>(_ schema: Schema<Root>) throws(TemplateErrors) -> Program<Root> {
    var generator = Generator(environment: environment, data: data, source: source)
    generator.run()
    let sources = generator.sources
    if !generator.mistakes.isEmpty {
      throw TemplateErrors(Self.told(generator.mistakes, sources, limit: environment.limits.reportedErrors))
    }
    let variables = generator.uses.map { use in
      VariableUse(
        path: use.path,
        places: use.places.map { place in
          let at = sources[Int(place.source)].error(.missing, Int(place.start), Int(place.end), "")
          return VariableUse.Place(file: at.file, line: at.line, column: at.column)
        })
    }
    let code = Code(
      builder: generator.builder, sources: sources, variables: variables,
      notes: Self.told(generator.notes, sources, limit: .max), environment: environment)
    let bindings = generator.slots.map {
      Program<Root>.Binding(slot: Int($0.register), read: schema.reader(for: $0.source))
    }
    return Program(code: code, bindings: bindings)
  }

  private static func told(_ mistakes: [Mistake], _ sources: [TemplateSource], limit: Int) -> [TemplateError] {
    mistakes.sorted { ($0.place.source, $0.place.start) < ($1.place.source, $1.place.start) }.prefix(limit).map {
      sources[Int($0.place.source)].error(
        $0.kind, Int($0.place.start), Int($0.place.end), $0.message, help: $0.help)
    }
  }
}
