internal import Liquid

/// `{{ period.end | date: "long" }}`: a day as the recipient's language writes it.
enum DateFilter: MailFilter {
  private static let styles = DateStyle.allCases.map(\.rawValue).joined(separator: ", ")

  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(
      name: "date", arguments: FilterSignature(positional: 0...1),
      check: { use in
        guard case .string(let name, _)?? = use.positional.first, DateStyle(rawValue: name) == nil else {
          return nil
        }
        return FilterProblem(
          "unknown date style '\(name)'",
          help: "the styles are \(styles)",
          at: .positional(0))
      }
    ) { value, arguments, output throws(FilterError) in
      guard case .day(let day) = value else {
        throw FilterError("date needs a day", help: "use it on period.end, status.final_on or partner.joined")
      }
      guard case .string(let name, _) = arguments.first ?? "long", let style = DateStyle(rawValue: name)
      else {
        throw FilterError("date takes the name of a style", help: "the styles are \(styles)")
      }
      language.write(day: day, style, to: &output)
    }
  }
}
