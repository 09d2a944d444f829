internal import Liquid

/// `{{ status.progress | bar: 12 }}`: a progress bar in characters, full only at 100 per cent.
enum BarFilter: MailFilter {
  private static let wrongCells = "bar takes a number of cells from 1 to 60"

  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(
      name: "bar", arguments: FilterSignature(positional: 0...1),
      check: { use in
        guard case .some(.some(let cells)) = use.positional.first else { return nil }
        if case .int(1...60) = cells { return nil }
        return FilterProblem(wrongCells, at: .positional(0))
      }
    ) {
      value, arguments, output throws(FilterError) in
      guard case .int(let percent) = value else { throw FilterError("bar needs a whole number of per cent") }
      guard case .int(let cells) = arguments.first ?? .int(12), (1...60).contains(cells) else {
        throw FilterError(wrongCells)
      }
      let filled = Int(max(0, min(100, percent)) * cells / 100)
      for cell in 0..<Int(cells) { output.write(cell < filled ? "█" : "░") }
    }
  }
}
