internal import Liquid

/// `{{ status.progress | bar: 12 }}`: a progress bar in characters, full only at 100 per cent.
enum BarFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter(name: "bar", arguments: FilterSignature(positional: 0...1)) {
      value, arguments, _ throws(FilterError) in
      guard case .int(let percent) = value else { throw FilterError("bar needs a whole number of per cent") }
      guard case .int(let cells) = arguments[0] ?? .int(12), (1...60).contains(cells) else {
        throw FilterError("bar takes a number of cells from 1 to 60")
      }
      let filled = Int(max(0, min(100, percent)) * cells / 100)
      return .string(
        String(repeating: "█", count: filled) + String(repeating: "░", count: Int(cells) - filled))
    }
  }
}
