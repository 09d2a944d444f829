import Liquid

/// One case of a file.
struct ConformanceCase {
  /// What the case demands.
  enum Expectation {
    /// One of these outputs.
    case outputs([String])
    /// An output that matches this regular expression of Ruby.
    case pattern(String)
    /// An error, of compiling or of rendering; at this line if the case names one.
    case error(line: Int?)
    /// An output with errors in it that holds these texts, in order, except where one is the wording of an error.
    case fragments([String])
  }

  let name: String
  let template: String
  let data: Value
  let partials: [String: String]
  let expectation: Expectation
  let environment: Environment
  /// Why the case cannot be asked; nil if it can.
  var unknown: String?

  static func all(in bytes: [UInt8]) throws -> [ConformanceCase] {
    // No value of this engine has more than 38 digits; a case with a larger one fails.
    let file = try Value(json: bytes, beyond: "a number beyond 38 digits")
    guard case .array(let tests)? = file["tests"] else { throw NotCases() }
    return tests.map(ConformanceCase.init)
  }

  private static let known: Set<String> = [
    // golden-liquid
    "name", "template", "data", "templates", "result", "results", "invalid", "tags",
    // liquid-spec
    "environment", "filesystem", "error_mode", "mode", "expected", "expected_pattern", "errors",
    "render_errors", "inline", "resource_limits", "complexity", "hint", "features", "suite", "file",
    "message", "issue",
  ]

  init(_ test: Value) {
    name = test["name"]?.text ?? "without a name"
    template = test["template"]?.text ?? ""
    let isSpecification = test["data"] == nil && test["result"] == nil && test["invalid"] == nil
    data = test["data"] ?? test["environment"] ?? .null
    var partials: [String: String] = [:]
    if case .object(let files)? = test["templates"] ?? test["filesystem"] {
      for field in files.fields { partials[Self.partialName(field.name)] = field.value.text ?? "" }
    }
    self.partials = partials
    expectation = Self.expectation(test)
    var environment = Environment.reference(partialNames: partials.keys.sorted()) { [partials] name in
      partials[Self.partialName(name)].map { TemplateSource(name: name, text: $0) }
    }
    // Both suites are asked with the clock that liquid-spec fixes, 2024-01-01 00:01:58 UTC.
    environment.now = 1_704_067_318
    // In liquid-spec the data is the environment, which partials see as well.
    environment.dialect.partialsSeeData = isSpecification
    environment.dialect.strictGrammar = test["mode"]?.text == "strict2"
    self.environment = Self.limited(environment, test["resource_limits"])
    if case .object(let fields) = test {
      let strange = fields.names.filter { !Self.known.contains($0) }
      if !strange.isEmpty {
        unknown = "fields this program does not know: \(strange.joined(separator: ", "))"
      }
    }
    if case .error = expectation { return }
    if test["expected"] == nil, test["result"] == nil, test["results"] == nil, test["errors"] == nil,
      test["expected_pattern"] == nil
    {
      unknown = "the case names nothing that it expects"
    }
  }

  /// Names of partials are matched without their case, and `.liquid` may be left out.
  static func partialName(_ name: String) -> String {
    let lower = name.lowercased()
    return lower.hasSuffix(".liquid") ? String(lower.dropLast(7)) : lower
  }

  private static func expectation(_ test: Value) -> Expectation {
    if test["invalid"] == true { return .error(line: nil) }
    if let errors = test["errors"] {
      if case .object = errors {
        var line: Int?
        if case .int(let number)? = errors["line"] { line = Int(number) }
        if errors["parse_error"] != nil || errors["render_error"] != nil { return .error(line: line) }
        if let fragments = errors["output"]?.list { return .fragments(fragments.compactMap(\.text)) }
      }
      return .error(line: nil)
    }
    if let pattern = test["expected_pattern"]?.text { return .pattern(pattern) }
    if let results = test["results"]?.list, !results.isEmpty { return .outputs(results.compactMap(\.text)) }
    return .outputs([test["expected"]?.text ?? test["result"]?.text ?? ""])
  }

  private static func limited(_ environment: Environment, _ limits: Value?) -> Environment {
    var environment = environment
    func number(_ name: String) -> Int? {
      if case .int(let value)? = limits?[name] { Int(value) } else { nil }
    }
    if let bytes = number("render_length_limit") { environment.limits.outputBytes = bytes }
    if let nodes = number("render_score_limit") ?? number("cumulative_render_score_limit") {
      environment.limits.steps = nodes
    }
    if let bytes = number("assign_score_limit") ?? number("cumulative_assign_score_limit") {
      environment.limits.heldBytes = bytes
    }
    return environment
  }
}

/// The file holds no list of cases.
struct NotCases: Error, CustomStringConvertible {
  let description = "it has no list 'tests'"
}

extension Value {
  /// A field of an object; nil for anything else.
  subscript(name: String) -> Value? { if case .object(let object) = self { object[name] } else { nil } }
  /// The text, nil for anything else.
  var text: String? { if case .string(let text, _) = self { text } else { nil } }
  /// The elements of a list, none for anything else.
  var list: [Value] { if case .array(let elements) = self { elements } else { [] } }
}
