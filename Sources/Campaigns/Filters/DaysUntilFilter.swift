internal import Liquid
internal import Mail
internal import PartnerProgram

/// `{{ status.final_on | days_until }}`: whole days from the mail's day to another; negative where it is over.
///
/// Days are the program's, or those of `zone:`.
enum DaysUntilFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter(
      name: "days_until", arguments: FilterSignature(named: ["zone"]),
      check: { use in
        for (name, value) in use.named {
          if let problem = ZoneArgument.problem(value, at: .named(name)) { return problem }
        }
        return nil
      }
    ) { value, arguments, context throws(FilterError) in
      let asked = try arguments["zone"].map { value throws(FilterError) in try ZoneArgument.clock(value) }
      let clock = asked ?? language.clock
      guard let moment = MailMoment(value, now: context.now, in: clock) else {
        throw FilterError("days_until needs a day", help: MailMoment.help)
      }
      guard let now = context.now else {
        throw FilterError("days_until needs the clock of a mail, and there is none here")
      }
      let today = clock.day(of: Timestamp(seconds: now))
      return .int(Int64(moment.day(in: clock).daysSinceEpoch - today.daysSinceEpoch))
    }
  }
}
