internal import Liquid
internal import Mail

/// A filter that mails have beside standard Liquid: one file in this folder, one line in `allMailFilters`.
protocol MailFilter: SendableMetatype {
  /// The filter for templates of one language.
  static func filter(for language: MailLanguage) -> Filter
}

/// Every filter of this folder.
let allMailFilters: [any MailFilter.Type] = [
  AmountFilter.self, BarFilter.self, DateFilter.self, MoneyFilter.self, NumberFilter.self, PercentFilter.self,
  WordsFilter.self,
]

/// How one language writes numbers and words.
struct MailLanguage: Sendable {
  let tag: LanguageTag
  let format: LocaleFormat
  let rules: PluralRules
  let words: WordList

  init(tag: LanguageTag, words: WordList) {
    self.tag = tag
    self.words = words
    format = .for(tag)
    rules = PluralRules(language: tag)
  }

  func write(_ money: Value.Money, whole: Bool = false, to output: inout FilterOutput) {
    output.write { bytes in
      format.money(
        minorUnits: money.minorUnits, currencyCode: money.currencyCode, exponent: money.exponent,
        wholeIfPossible: whole, into: &bytes)
    }
  }

  func write(_ number: Value.Decimal, to output: inout FilterOutput) {
    output.write { format.number(mantissa: number.mantissa, scale: number.scale, into: &$0) }
  }

  func write(percent number: Value.Decimal, to output: inout FilterOutput) {
    output.write { format.percent(mantissa: number.mantissa, scale: number.scale, into: &$0) }
  }

  func write(day days: Int32, _ style: DateStyle, to output: inout FilterOutput) {
    output.write { format.date(CivilDate(daysSinceEpoch: Int(days)), style: style, into: &$0) }
  }
}

extension Value {
  /// A whole number or one with decimals.
  var number: Decimal? {
    switch self {
    case .int(let value): Decimal(mantissa: value, scale: 0)
    case .decimal(let value): value
    default: nil
    }
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
}
