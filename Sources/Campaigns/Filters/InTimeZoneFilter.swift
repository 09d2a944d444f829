internal import Liquid
internal import Mail
internal import PartnerProgram

/// `{{ mail.time | in_time_zone: partner.time_zone | date: "time" }}`: a moment on the clock of a place.
///
/// The result is text such as `2026-11-01T10:00:00+01:00`, which `date` and the others read.
enum InTimeZoneFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.words(
      name: "in_time_zone", arguments: FilterSignature(positional: 1...1),
      check: { ZoneArgument.problem($0.positional.first ?? nil, at: .positional(0)) }
    ) { value, arguments, context throws(FilterError) in
      let clock = try ZoneArgument.clock(arguments.first ?? .null)
      switch MailMoment(value, now: context.now, in: clock) {
      case .point(let moment, _): return MailMoment.text(moment, offset: clock.offset(at: moment))
      case .day:
        throw FilterError("a day has no time zone", help: "use it on mail.time or on a date with a time")
      case nil: throw FilterError("in_time_zone needs a date with a time", help: MailMoment.help)
      }
    }
  }
}
