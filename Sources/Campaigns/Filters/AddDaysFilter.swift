internal import Liquid
internal import Mail
internal import PartnerProgram

/// `{{ period.end | add_days: 14 | date: "long" }}`: a day so many days later, or earlier where negative.
///
/// A moment keeps its time of day in the program's zone, over changes of the clock too.
enum AddDaysFilter: MailFilter {
  private static let wrong = "add_days takes a whole number of days, at most 36,500 either way"

  static func filter(for language: MailLanguage) -> Filter {
    Filter(
      name: "add_days", arguments: FilterSignature(positional: 1...1),
      check: { use in
        guard let days = use.positional.first ?? nil, number(days) == nil else { return nil }
        return FilterProblem(wrong, at: .positional(0))
      }
    ) { value, arguments, context throws(FilterError) in
      guard let days = number(arguments.first ?? .null) else { throw FilterError(wrong) }
      switch MailMoment(value, now: context.now, in: language.clock) {
      case .day(let day): return .day(Int32(clamping: day.daysSinceEpoch + days))
      case .point(let moment, let offset?):
        let later = Timestamp(seconds: moment.seconds + Int64(days) * 86_400)
        return .string(MailMoment.text(later, offset: offset))
      case .point(let moment, nil): return .date(language.clock.adding(days: days, to: moment).seconds)
      case nil: throw FilterError("add_days needs a day", help: MailMoment.help)
      }
    }
  }

  private static func number(_ value: Value) -> Int? {
    guard case .int(let days) = value, (-36_500...36_500).contains(days) else { return nil }
    return Int(days)
  }
}
