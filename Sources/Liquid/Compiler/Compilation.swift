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
    let code = Code(
      builder: generator.builder, sources: sources, uses: generator.uses,
      notes: Self.told(generator.notes, sources, limit: environment.limits.reportedErrors),
      environment: environment)
    var bindings: [Program<Root>.Binding] = []
    var paths = OpenPaths()
    for slot in generator.slots {
      if case .open(let path) = slot.source {
        paths.add(path, register: slot.register)
      } else {
        bindings.append(
          Program<Root>.Binding(slot: Int(slot.register), reader: schema.reader(for: slot.source)))
      }
    }
    return Program(
      code: code, bindings: bindings, open: paths.isEmpty ? nil : schema.openReader, paths: paths)
  }

  private static func told(_ mistakes: [Mistake], _ sources: [TemplateSource], limit: Int) -> [TemplateError]
  {
    // A partial that is put in twice has its mistakes only once.
    var seen: Set<Mistake> = []
    let distinct = mistakes.filter { seen.insert($0).inserted }
    return distinct.sorted { ($0.place.source, $0.place.start) < ($1.place.source, $1.place.start) }.prefix(
      limit
    )
    .map {
      sources[Int($0.place.source)].error(
        $0.kind, Int($0.place.start), Int($0.place.end), $0.message, help: $0.help)
    }
  }
}
