/// One template on its way to a program.
struct Compilation {
  let environment: Environment
  let source: TemplateSource
  let data: DataTable

  func program<Root>(_ schema: Schema<Root>) throws(TemplateErrors) -> Program<Root> {
    throw TemplateErrors([source.error(.notAvailable, 0, 0, "compiling is not available yet")])
  }
}
