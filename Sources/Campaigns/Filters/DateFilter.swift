internal import Liquid
internal import Mail
internal import PartnerProgram

/// `{{ period.end | date: "long" }}`: a day or a moment as the recipient's language writes it.
///
/// A name of a style, `"time"`, or a strftime pattern; `zone:` for a moment, `language:` for another language.
enum DateFilter: MailFilter {
  private static let time = "time"
  private static let styles = DateStyle.allCases.map(\.rawValue) + [time]
  private static let help = "the styles are \(styles.joined(separator: ", "))"

  static func filter(for language: MailLanguage) -> Filter {
    Filter(
      name: "date", arguments: FilterSignature(positional: 0...1, named: ["zone", "language"]), check: check,
      emit: { value, arguments, context, output throws(FilterError) in
        // What nearly every mail writes: a day in a style of its own language.
        if case .day(let day) = value, arguments.named.isEmpty, let style = style(of: arguments) {
          return language.write(day: day, style, to: &output)
        }
        output.write(try words(value, arguments, context, language))
      },
      apply: { value, arguments, context throws(FilterError) in
        .string(try words(value, arguments, context, language))
      })
  }

  private static func style(of arguments: Arguments) -> DateStyle? {
    guard let first = arguments.first else { return .long }
    guard case .string(let name, _) = first else { return nil }
    return DateStyle(rawValue: name)
  }

  private static func words(
    _ value: Value, _ arguments: Arguments, _ context: FilterContext, _ language: MailLanguage
  ) throws(FilterError) -> String {
    guard let moment = MailMoment(value, now: context.now, in: language.clock) else {
      throw FilterError(
        "date needs a day", help: "use it on period.end, status.final_on or partner.joined")
    }
    guard case .string(let style, _) = arguments.first ?? "long" else {
      throw FilterError("date takes the name of a style", help: help)
    }
    let clock = try arguments["zone"].map { value throws(FilterError) in try ZoneArgument.clock(value) }
    let target = try arguments["language"].map { value throws(FilterError) in
      MailLanguage(tag: try tag(value), words: WordList(), clock: language.clock)
    }
    return try text(moment, style, clock, target ?? language)
  }

  private static func text(
    _ moment: MailMoment, _ style: String, _ clock: ZoneClock?, _ language: MailLanguage
  ) throws(FilterError) -> String {
    let local: Timestamp
    let offset: Int
    switch moment {
    case .day(let day):
      guard clock == nil else { throw FilterError("a day has no time zone", help: "leave out 'zone:'") }
      local = Timestamp(day)
      offset = 0
    case .point(let point, let own):
      // What is asked for, else what the text itself says, else the program's zone.
      offset = clock?.offset(at: point) ?? own ?? language.clock.offset(at: point)
      local = Timestamp(seconds: point.seconds + Int64(offset))
    }
    if style.utf8.contains(UInt8(ascii: "%")) {
      return DatePattern(style).text(
        seconds: local.seconds - Int64(offset), offset: offset, zone: zoneText(offset),
        names: language.dateNames)
    }
    if style == time {
      guard case .point = moment else {
        throw FilterError("a day has no time of day", help: "use it on mail.time or on a date with a time")
      }
      return language.time(minute: Int(local.secondOfDay / 60))
    }
    guard let known = DateStyle(rawValue: style) else {
      throw FilterError("date takes the name of a style", help: help)
    }
    return language.date(local.date, known)
  }

  /// `UTC`, `UTC+5:30`: names of zones are another word in every language.
  private static func zoneText(_ offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60
    let rest = minutes % 60 == 0 ? "" : ":\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    return "UTC\(offset < 0 ? "-" : "+")\(minutes / 60)\(rest)"
  }

  private static func tag(_ value: Value) throws(FilterError) -> LanguageTag {
    guard case .string(let name, _) = value, let tag = LanguageTag(name) else {
      throw FilterError("this is not a language", help: "write its code, such as 'de' or 'pt-BR'")
    }
    return tag
  }

  /// What the template writes out is looked at when it is compiled.
  private static func check(_ use: FilterUse) -> FilterProblem? {
    for (name, value) in use.named {
      guard let value else { continue }
      if name == "zone" {
        if let problem = ZoneArgument.problem(value, at: .named(name)) { return problem }
      } else if (try? tag(value)) == nil {
        return FilterProblem(
          "this is not a language", help: "write its code, such as 'de' or 'pt-BR'", at: .named(name))
      }
    }
    guard case .string(let style, _)?? = use.positional.first else { return nil }
    if style.utf8.contains(UInt8(ascii: "%")) {
      return DatePattern(style).unknownDirective.map {
        FilterProblem(
          "'\($0)' is no directive of strftime", help: "such as %d, %B and %Y; %% for a sign",
          at: .positional(0))
      }
    }
    if styles.contains(style) { return nil }
    return FilterProblem("unknown date style '\(style)'", help: help, at: .positional(0))
  }
}
