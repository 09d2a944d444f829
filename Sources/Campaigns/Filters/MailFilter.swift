internal import Liquid
internal import Mail
internal import PartnerProgram

/// A filter that mails have beside standard Liquid: one file in this folder, one line in `allMailFilters`.
protocol MailFilter: SendableMetatype {
  /// The filter for templates of one language.
  static func filter(for language: MailLanguage) -> Filter
}

/// Every filter of this folder.
let allMailFilters: [any MailFilter.Type] = [
  AddDaysFilter.self, AmountFilter.self, BarFilter.self, DateFilter.self, DaysUntilFilter.self,
  InTimeZoneFilter.self, LinkFilter.self, MoneyFilter.self, NumberFilter.self, OrdinalFilter.self,
  PercentFilter.self, PluralizeFilter.self, UTMFilter.self, WordsFilter.self,
]

/// How one language writes numbers, days and words, and whose days they are.
///
/// A class, because every filter has it at hand and a struct of this size would be copied at each use.
final class MailLanguage: Sendable {
  let tag: LanguageTag
  let format: LocaleFormat
  let rules: PluralRules
  let words: WordList
  let ordinals: OrdinalFormat
  /// For strftime patterns.
  let dateNames: DateNames
  /// The program's time zone.
  let clock: ZoneClock

  init(tag: LanguageTag, words: WordList, clock: ZoneClock = .utc) {
    self.tag = tag
    self.words = words
    self.clock = clock
    format = .for(tag)
    rules = PluralRules(language: tag)
    ordinals = OrdinalFormat(language: tag, rules: rules)
    dateNames = format.dateNames
  }

  func write(_ money: Value.Money, whole: Bool = false, to output: inout FilterOutput) {
    output.write { bytes in
      format.money(
        minorUnits: money.minorUnits, currencyCode: money.currencyCode, exponent: money.exponent,
        wholeIfPossible: whole, into: &bytes)
    }
  }

  /// `decimals`: at least so many, where the number has been rounded to them.
  func write(_ number: Value.Decimal, decimals: Int = 0, to output: inout FilterOutput) {
    output.write {
      format.number(
        mantissa: number.mantissa, scale: number.scale, minimumFraction: decimals, into: &$0)
    }
  }

  func write(percent number: Value.Decimal, decimals: Int = 0, to output: inout FilterOutput) {
    output.write {
      format.percent(
        mantissa: number.mantissa, scale: number.scale, minimumFraction: decimals, into: &$0)
    }
  }

  func write(day days: Int32, _ style: DateStyle, to output: inout FilterOutput) {
    output.write { format.date(CivilDate(daysSinceEpoch: Int(days)), style: style, into: &$0) }
  }

  /// A whole number as text.
  func number(_ number: Int64) -> String {
    text { format.number(mantissa: number, scale: 0, minimumFraction: 0, into: &$0) }
  }

  func date(_ day: CivilDate, _ style: DateStyle) -> String {
    text { format.date(day, style: style, into: &$0) }
  }

  /// The time of day, from minutes since midnight.
  func time(minute: Int) -> String { text { format.time(minute: minute, into: &$0) } }

  private func text(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Arguments {
  /// The first positional argument; nil where there is none, which is not the value nil.
  var first: Value? { positional.first }
}

extension Filter {
  /// A filter that writes text, which is escaped where it stands.
  static func text(
    name: String, arguments: FilterSignature = .none, check: (@Sendable (FilterUse) -> FilterProblem?)? = nil,
    _ write: @escaping @Sendable (Value, Arguments, inout FilterOutput) throws(FilterError) -> Void
  ) -> Filter {
    Filter(
      name: name, arguments: arguments, isConstant: true, check: check,
      emit: { value, arguments, _, output throws(FilterError) in try write(value, arguments, &output) },
      apply: { value, arguments, _ throws(FilterError) in
        .string(
          try FilterOutput.text(isHTML: false) { output throws(FilterError) in
            try write(value, arguments, &output)
          })
      })
  }

  /// The same for one that builds its text first, or looks at the clock.
  static func words(
    name: String, arguments: FilterSignature = .none, check: (@Sendable (FilterUse) -> FilterProblem?)? = nil,
    _ make: @escaping @Sendable (Value, Arguments, FilterContext) throws(FilterError) -> String
  ) -> Filter {
    Filter(
      name: name, arguments: arguments, check: check,
      emit: { value, arguments, context, output throws(FilterError) in
        output.write(try make(value, arguments, context))
      },
      apply: { value, arguments, context throws(FilterError) in .string(try make(value, arguments, context)) }
    )
  }
}
