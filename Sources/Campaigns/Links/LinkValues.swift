internal import Liquid
internal import Mail

extension Value {
  /// The value as a part of an address: text, a whole number, or a day as 2026-11-01; nil for the value nil.
  func linkText(_ filter: String, _ name: String) throws(FilterError) -> String? {
    switch self {
    case .null: return nil
    case .string(let text, _): return text
    case .int(let number): return String(number)
    case .day(let days): return CivilDate(daysSinceEpoch: Int(days)).description
    default: throw FilterError("\(filter): \(name) is a text, a whole number or a day")
    }
  }
}

extension LinkAddress {
  /// The address that a filter is used on.
  init(_ value: Value, filter: String) throws(FilterError) {
    guard case .string(let text, _) = value else {
      throw FilterError("\(filter) needs an address", help: LinkAddress.help)
    }
    try self.init(text)
  }

  /// What is wrong with an address that the template writes out.
  static func problem(_ use: FilterUse, _ filter: String) -> FilterProblem? {
    guard let input = use.input else { return nil }
    do throws(FilterError) {
      _ = try LinkAddress(input, filter: filter)
      return nil
    } catch {
      return FilterProblem(error.message, help: error.help, at: .input)
    }
  }
}
