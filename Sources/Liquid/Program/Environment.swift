/// What templates are compiled against: filters, partials, dialect, limits, strictness, output kind.
///
/// ```swift
/// var environment = Environment(output: .text)
/// environment.partials = { name in
///   name == "greeting" ? TemplateSource(name: "greeting.txt", text: "Hello {{ name }}!") : nil
/// }
/// environment.partialNames = ["greeting"]
/// let program = try environment.compile(
///   TemplateSource(name: "page.txt", text: "{% render 'greeting', name: name %}"))
/// ```
public struct Environment: Sendable {
  /// The filters templates may use.
  public var filters: FilterRegistry
  /// Finds a partial by its name.
  ///
  /// Called while compiling only, never while rendering.
  public var partials: @Sendable (String) -> TemplateSource?
  /// Names that `partials` knows: for "did you mean", and for `include` with a computed name, which can only be one
  /// of them; otherwise may stay empty.
  public var partialNames: [String] = []
  /// Top names that a partial sees besides its arguments, when it does not see all data.
  public var globals: Set<String> = []
  /// Additions to standard Liquid.
  public var dialect: Dialect
  /// Budgets, all finite.
  public var limits: Limits
  /// What a missing path does.
  public var strictness: Strictness
  /// What the output is and so how values are escaped.
  public var output: OutputKind
  /// What happens to errors that only rendering meets.
  public var errors: ErrorPolicy = .thrown
  /// The time `'now' | date` means, in seconds since 1970-01-01T00:00:00Z; nil refuses it.
  public var now: Int64?

  /// An environment with the standard filters, no partials and the given choices.
  public init(
    filters: FilterRegistry = .standard, dialect: Dialect = .standard, limits: Limits = Limits(),
    strictness: Strictness = .strict, output: OutputKind = .html, now: Int64? = nil,
    partials: @escaping @Sendable (String) -> TemplateSource? = { _ in nil }
  ) {
    self.filters = filters
    self.dialect = dialect
    self.limits = limits
    self.strictness = strictness
    self.output = output
    self.now = now
    self.partials = partials
  }

  /// An environment that behaves as Shopify/liquid does: nothing is escaped, nothing is missed, and errors are written
  /// into the output.
  public static func reference(
    partialNames: [String] = [], partials: @escaping @Sendable (String) -> TemplateSource? = { _ in nil }
  ) -> Environment {
    var environment = Environment(strictness: .lenient, output: .unescaped, partials: partials)
    environment.partialNames = partialNames
    environment.errors = .inline
    environment.limits.partialDepth = 100
    return environment
  }

  /// Compiles a template whose data is declared by `schema`.
  public func compile<Root>(
    _ source: TemplateSource, schema: Schema<Root>
  ) throws(TemplateErrors) -> Program<Root> {
    try Compilation(environment: self, source: source, data: schema.table).program(schema)
  }

  /// Compiles a template whose data is a ``Value`` (an object of the top names) known only when rendering.
  public func compile(_ source: TemplateSource) throws(TemplateErrors) -> Program<Value> {
    try compile(source, schema: Schema<Value>.dynamicData)
  }
}

/// Additions to standard Liquid, all off in standard Liquid.
///
/// ```swift
/// let environment = Environment(dialect: .mail, output: .text)
/// let program = try environment.compile(
///   TemplateSource(name: "t", text: "{% if sales == 0 %}{% skip 'no sales' %}{% endif %}{{ sales }} sales"))
/// ```
public struct Dialect: Sendable, Hashable {
  /// A partial reads the data of the template that renders it, not only its arguments.
  public var partialsSeeData = false
  /// `{% skip "reason" %}` ends the render with the outcome ``RenderOutcome/skipped(reason:)``.
  public var skipTag = false
  /// `{% html_only %}` and `{% text_only %}` hold what only HTML has, and what everything else has.
  public var formTags = false
  /// Refuses what Liquid's strict2 grammar refuses although its meaning is clear: `['a name']` and `[name]` for
  /// `self['a name']` and `self[name]`, and numbers as names of variables.
  public var strictGrammar = false
  /// `not`, parentheses around conditions, and conditions as values in `assign`, `echo` and outputs.
  public var logic = false

  /// Standard Liquid.
  public static let standard = Dialect()
  /// Standard Liquid with what mail templates use.
  public static let mail = Dialect(partialsSeeData: true, skipTag: true, formTags: true)
}

/// Budgets of one template; each error names the limit that was reached.
///
/// ```swift
/// var limits = Limits()
/// limits.steps = 1_000
/// let environment = Environment(limits: limits)
/// ```
public struct Limits: Sendable, Hashable {
  /// Bytes of a template or partial.
  public var sourceBytes = 1 << 20
  /// Blocks and brackets inside each other.
  public var nesting = 100
  /// Partials inside each other.
  public var partialDepth = 50
  /// Instructions of a compiled template, partials included.
  public var instructions = 200_000
  /// Loop turns, outputs and filter calls of one render.
  public var steps = 2_000_000
  /// Bytes one render may write.
  public var outputBytes = 8 << 20
  /// Bytes of text that one render may hold (captures and filter results).
  public var heldBytes = 16 << 20
  /// Elements of an array or range.
  public var arrayLength = 100_000
  /// Mistakes reported for one template.
  public var reportedErrors = 50

  /// The default budgets.
  public init() {}
}

/// What reading a path does that the data does not have.
///
/// ```swift
/// let environment = Environment(strictness: .lenient)
/// let program = try environment.compile(TemplateSource(name: "hello", text: "Hello {{ nobody }}"))
/// ```
public enum Strictness: Sendable, Hashable {
  /// It is an error, unless `default`, a condition or a comparison with nil, blank or empty expects it.
  case strict
  /// It is nil.
  case lenient
}

/// What happens to an error that rendering meets.
public enum ErrorPolicy: Sendable, Hashable {
  /// It ends the render, and what can be known when compiling is an error of compiling.
  case thrown
  /// Its text is written where the output or tag stands, and rendering goes on after it, as Shopify/liquid does.
  /// Budgets that are used up end the render all the same.
  case inline
}

/// What the output of a template is.
///
/// ```swift
/// let source = TemplateSource(name: "query", text: "{{ word }}")
/// let program = try Environment(output: .url).compile(source)
/// let query = try Renderer().render(program, ["word": "a & b"]).text
/// ```
public enum OutputKind: Sendable, Hashable {
  /// HTML: values are escaped by the place in which they stand.
  case html
  /// Plain text: values are written as they are.
  case text
  /// The value of a mail header: line ends and control characters become spaces.
  case header
  /// A part of a URL: everything but unreserved characters is percent-encoded.
  case url
  /// Everything is written as it is; for conformance with engines that do not escape.
  case unescaped
}
