/// A filter that a host adds to the language.
///
/// ```swift
/// let badge = Filter(name: "badge") { value, _, context throws(FilterError) in
///   guard case .string(let text, _) = value else { throw FilterError("badge needs a text") }
///   return .string("<b>" + context.escape(text) + "</b>", safe: true)
/// }
/// ```
public struct Filter: Sendable {
  /// The name templates use.
  public let name: String
  let signature: FilterSignature
  let isConstant: Bool
  let check: (@Sendable (FilterUse) -> FilterProblem?)?
  let apply: @Sendable (Value, Arguments, FilterContext) throws(FilterError) -> Value
  let emit: (@Sendable (Value, Arguments, FilterContext, inout FilterOutput) throws(FilterError) -> Void)?

  /// Declares a filter.
  ///
  /// - Parameters:
  ///   - name: The name templates use.
  ///   - arguments: How many and which arguments it takes; anything else is an error of compiling.
  ///   - isConstant: Whether what is written for literals depends on them alone; then `emit` writes it once, while
  ///     the template is compiled.
  ///   - check: Looks at what is written in the template while it is compiled.
  ///   - emit: Writes the result straight into the output; used when the filter ends an output's chain. The
  ///     text it writes is escaped by the place in which it stands unless it is written as safe.
  ///   - apply: Turns the input into the result.
  public init(
    name: String, arguments: FilterSignature = .none, isConstant: Bool = false,
    check: (@Sendable (FilterUse) -> FilterProblem?)? = nil,
    emit: (@Sendable (Value, Arguments, FilterContext, inout FilterOutput) throws(FilterError) -> Void)? =
      nil,
    apply: @escaping @Sendable (Value, Arguments, FilterContext) throws(FilterError) -> Value
  ) {
    self.name = name
    signature = arguments
    self.isConstant = isConstant
    self.check = check
    self.emit = emit
    self.apply = apply
  }
}

/// Which arguments a filter takes.
///
/// ```swift
/// name: "minutes", arguments: FilterSignature(positional: 0...1, named: ["unit"]),
/// ```
public struct FilterSignature: Sendable, Hashable {
  /// Least and greatest number of positional arguments.
  public let positional: ClosedRange<Int>
  /// Names it knows.
  public let named: [String]
  /// Whether it also takes names it does not know.
  public let takesAnyName: Bool

  /// A filter with these arguments.
  public init(positional: ClosedRange<Int> = 0...0, named: [String] = [], takesAnyName: Bool = false) {
    self.positional = positional
    self.named = named
    self.takesAnyName = takesAnyName
  }

  /// No arguments at all.
  public static let none = FilterSignature()
}

/// A filter as it is written in a template, seen while compiling.
public struct FilterUse: Sendable {
  /// The input, if it is written out in the template; nil if only rendering will know it.
  public let input: Value?
  /// The positional arguments, each nil if only rendering will know it.
  public let positional: [Value?]
  /// The named arguments in order, each value nil if only rendering will know it.
  public let named: [(name: String, value: Value?)]
}

/// What a filter finds wrong with its use.
public struct FilterProblem: Sendable {
  /// Where the caret goes.
  public enum Culprit: Sendable, Hashable {
    /// Under the value the filter is used on.
    case input
    /// Under the filter's name.
    case filter
    /// Under a positional argument, counted from 0.
    case positional(Int)
    /// Under the argument of this name.
    case named(String)
  }
  /// What is wrong.
  public let message: String
  /// What to write instead, if known.
  public let help: String?
  /// Where the caret goes.
  public let culprit: Culprit

  /// A mistake at `culprit`.
  public init(_ message: String, help: String? = nil, at culprit: Culprit = .filter) {
    self.message = message
    self.help = help
    self.culprit = culprit
  }
}

/// Why a filter could not give a result while rendering.
///
/// Must not contain personal data.
public struct FilterError: Error, Sendable, Hashable {
  /// What is wrong.
  public let message: String
  /// What to write instead, if known.
  public let help: String?

  /// An error with its help.
  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// The arguments of one call.
public struct Arguments: Sendable {
  /// The positional arguments.
  public internal(set) var positional: [Value]
  /// The named arguments, in order.
  public internal(set) var named: [(name: String, value: Value)]

  /// Arguments for calling a filter.
  public init(positional: [Value] = [], named: [(name: String, value: Value)] = []) {
    self.positional = positional
    self.named = named
  }

  /// The positional argument at `position`, counted from 0; nil if it is not there.
  public subscript(position: Int) -> Value? {
    guard positional.indices.contains(position) else { return Optional<Value>.none }
    return positional[position]
  }

  /// The argument of this name; nil if it is not there.
  public subscript(name: String) -> Value? {
    var position = named.count - 1
    while position >= 0 {
      if named[position].name == name { return named[position].value }
      position -= 1
    }
    return Optional<Value>.none
  }
}
