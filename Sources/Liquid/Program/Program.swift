/// A compiled template: immutable, and shared by any number of renderers.
///
/// ```swift
/// let source = TemplateSource(name: "hello.txt", text: "Hello {{ name }}!")
/// let program = try Environment(output: .text).compile(source)
/// ```
public struct Program<Root>: Sendable {
  @usableFromInline let code: Code
  @usableFromInline let bindings: [Binding]
  /// Binds data of which nothing was declared: the values at `paths`.
  @usableFromInline let open: (@Sendable (Lent<Root>, OpenPaths, inout Store) -> Void)?
  @usableFromInline let paths: OpenPaths

  @usableFromInline
  struct Binding: Sendable {
    @usableFromInline let slot: Int
    @usableFromInline let reader: Schema<Root>.Reader

    init(slot: Int, reader: Schema<Root>.Reader) {
      self.slot = slot
      self.reader = reader
    }
  }

  /// Every path of the data that the template or a partial of it reads, in the order of the first reading.
  public var variables: [VariableUse] { code.variables }

  /// What needs a look but is no mistake, such as values written with `raw`.
  public var notes: [TemplateError] { code.notes }
}

/// A path of the data and where a template reads it.
///
/// ```swift
/// let reads = program.variables.map { "\($0.path) line \($0.places[0].line)" }
/// ```
public struct VariableUse: Sendable, Hashable {
  /// A place of a file.
  public struct Place: Sendable, Hashable {
    /// Name of the file.
    public let file: String
    /// Line, counted from 1.
    public let line: Int
    /// Column in characters, counted from 1.
    public let column: Int
  }
  /// The path as written, such as `partner.name`.
  public let path: String
  /// Where it is read, in the order of the template.
  public let places: [Place]
}

extension Code {
  /// Places are told as lines and columns only when somebody asks.
  var variables: [VariableUse] {
    uses.map { use in
      VariableUse(
        path: use.path,
        places: use.places.map { place in
          let at = sources[Int(place.source)].error(.missing, Int(place.start), Int(place.end), "")
          return VariableUse.Place(file: at.file, line: at.line, column: at.column)
        })
    }
  }
}
