internal import Liquid

/// The number of decimals that `number` and `percent` are given.
enum DecimalsArgument {
  static let signature = FilterSignature(positional: 0...1)

  private static func wrong(_ filter: String) -> String { "\(filter) takes a number of decimals from 0 to 9" }

  /// What is wrong with what the template writes out.
  static func problem(_ use: FilterUse, _ filter: String) -> FilterProblem? {
    guard case .some(.some(let decimals)) = use.positional.first else { return nil }
    if case .int(0...9) = decimals { return nil }
    return FilterProblem(wrong(filter), at: .positional(0))
  }

  /// The number rounded as asked, and how many decimals it keeps; as it is where nothing is asked.
  static func apply(
    _ arguments: Arguments, to number: Value.Decimal, _ filter: String
  ) throws(FilterError) -> (number: Value.Decimal, decimals: Int) {
    guard let argument = arguments.first else { return (number, 0) }
    guard case .int(let decimals) = argument, (0...9).contains(decimals) else {
      throw FilterError(wrong(filter))
    }
    guard let rounded = number.rounded(to: Int(decimals)) else {
      throw FilterError("\(filter): the number has too many digits for \(decimals) decimals")
    }
    return (rounded, Int(decimals))
  }
}
