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

  func money(_ money: Value.Money, whole: Bool = false) -> String {
    text {
      format.money(
        minorUnits: money.minorUnits, currency: money.currency, exponent: money.exponent,
        wholeIfPossible: whole, into: &$0)
    }
  }

  func number(_ number: Value.Decimal) -> String {
    text { format.number(mantissa: number.mantissa, scale: number.scale, into: &$0) }
  }

  func percent(_ number: Value.Decimal) -> String {
    text { format.percent(mantissa: number.mantissa, scale: number.scale, into: &$0) }
  }

  func date(_ days: Int32, _ style: DateStyle) -> String {
    text { format.date(CivilDate(daysSinceEpoch: Int(days)), style: style, into: &$0) }
  }

  private func text(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
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
    _ write: @escaping @Sendable (Value, Arguments, FilterContext) throws(FilterError) -> String
  ) -> Filter {
    Filter(
      name: name, arguments: arguments, check: check,
      emit: { value, arguments, context, output throws(FilterError) in
        output.write(try write(value, arguments, context))
      },
      apply: { value, arguments, context throws(FilterError) in .string(try write(value, arguments, context))
      })
  }
}
