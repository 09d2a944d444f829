import Liquid

/// Compiles and renders in one go.
func render(
  _ template: String, _ data: Value = .object(Value.Object()), in environment: Environment = Environment(),
  name: String = "template.liquid"
) throws -> String {
  let program = try environment.compile(TemplateSource(name: name, text: template))
  return try Renderer().render(program, data).text
}

/// The errors of compiling or rendering; empty if there are none.
func errors(
  _ template: String, _ data: Value = .object(Value.Object()), in environment: Environment = Environment()
) -> [TemplateError] {
  do {
    _ = try render(template, data, in: environment)
    return []
  } catch let error as TemplateErrors {
    return error.errors
  } catch let error as TemplateError {
    return [error]
  } catch {
    return []
  }
}

/// An environment that behaves as engines that neither escape nor insist.
func conforming(
  _ partials: [String: String] = [:], seesData: Bool = false, isStrict: Bool = false
) -> Environment {
  var environment = Environment.reference(partialNames: partials.keys.sorted()) { name in
    (partials[name] ?? partials[name + ".liquid"]).map { TemplateSource(name: name, text: $0) }
  }
  environment.now = 1_704_067_318
  environment.dialect.partialsSeeData = seesData
  environment.dialect.strictGrammar = isStrict
  return environment
}
