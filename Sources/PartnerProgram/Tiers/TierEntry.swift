internal import Settings

/// One entry of `ladder:` while it is read.
struct TierEntry {
  let tier: Tier
  /// For rules between the entries.
  let reader: MappingReader

  /// Reads one entry; nil where it has a mistake, which is then in the log.
  ///
  /// - Parameters:
  ///   - value: the entry.
  ///   - isFirst: whether it is the first one, which takes everyone and has no bound.
  ///   - metric: what bounds count; nil where that has a mistake of its own.
  ///   - currency: the program's; nil where that has a mistake of its own.
  init?(_ value: SettingsValue, isFirst: Bool, metric: Metric?, currency: Currency?) {
    guard let reader = value.mapping() else { return nil }
    let id = reader.required("id").flatMap(Self.id)
    let name = reader.required("name").flatMap(Self.words)
    let from = Self.bound(reader, isFirst: isFirst, metric: metric, currency: currency)
    let rate = reader.required("rate").flatMap(Self.rate)
    let bonus = reader.optional("bonus")
    let money = bonus.flatMap { Self.money($0, currency: currency, needsCode: true) }
    let unlocks = reader.optional("unlocks")
    let words = unlocks.map { Self.list($0) } ?? []
    let isWhole = reader.end(notAvailable: [
      "all", "any", "grace", "hold", "invitation_only", "keep", "lock", "metrics", "payout", "review",
      "score",
    ])
    guard isWhole, let id, let name, let from, let rate, let words, bonus == nil || money != nil else {
      return nil
    }
    if isFirst, money != nil {
      reader.fail(at: "bonus", "the first tier takes everyone and is never reached: it has no bonus")
      return nil
    }
    tier = Tier(id: id, name: name, from: from, rate: rate, bonus: money, unlocks: words)
    self.reader = reader
  }

  private static func bound(
    _ reader: MappingReader, isFirst: Bool, metric: Metric?, currency: Currency?
  ) -> Int64? {
    let value = reader.optional("from")
    if isFirst {
      guard let value else { return 0 }
      value.fail("the first tier takes everyone and has no 'from'", kind: .conflict)
      return nil
    }
    guard let value else {
      reader.fail(
        at: "id", "only the first tier has no 'from': this one needs its lower bound", kind: .missingKey)
      return nil
    }
    switch metric {
    case nil:
      return nil
    case .conversions:
      return value.integer(in: 1...Int64(Int32.max))
    case .netRevenue:
      guard let money = money(value, currency: currency, needsCode: false) else { return nil }
      guard money.minorUnits > 0 else {
        value.fail("the bound is 0, which the first tier has")
        return nil
      }
      return money.minorUnits
    }
  }

  private static func id(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    let isWord = text.utf8.allSatisfy {
      CellRules.isLetter($0) || CellRules.isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    guard isWord, (1...64).contains(text.utf8.count) else {
      value.fail("'\(text)' is not an id: letters, digits, '-' and '_'")
      return nil
    }
    return text
  }

  private static func words(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    if let problem = CellRules.problem(withName: ArraySlice(text.utf8)) {
      value.fail("not a text of one line: \(problem)")
      return nil
    }
    return text
  }

  private static func list(_ value: SettingsValue) -> [String]? {
    guard let values = value.list() else { return nil }
    let texts = values.compactMap(words)
    return texts.count == values.count ? texts : nil
  }

  /// `25%` or `22.5%`: at most two decimals, 0 to 100.
  private static func rate(_ value: SettingsValue) -> Rate? {
    guard let text = value.string() else { return nil }
    let hundredths = Currency(code: "%", exponent: 2)
    let number = text.hasSuffix("%") ? text.dropLast().trimmingSuffix(while: { $0 == " " }) : ""
    guard let amount = try? Money(decimal: String(number), currency: hundredths) else {
      value.fail(
        "'\(text)' is not a rate in percent with at most two decimals", help: "expected for example '25%'")
      return nil
    }
    guard amount.minorUnits <= 10_000 else {
      value.fail("\(text) is out of range, expected 0% to 100%")
      return nil
    }
    return Rate(basisPoints: amount.minorUnits)
  }

  /// `100 USD`, in the program's currency.
  private static func money(_ value: SettingsValue, currency: Currency?, needsCode: Bool) -> Money? {
    guard let text = value.string() else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard let currency else { return nil }
    guard words.count == 2 || (words.count == 1 && !needsCode) else {
      value.fail(
        "'\(text)' is not an amount with its currency", help: "expected for example '100 \(currency)'")
      return nil
    }
    if words.count == 2, words[1] != currency.code {
      value.fail(
        "'\(words[1])' is not the program's currency \(currency): a table of rates is not available yet",
        kind: CurrencyTable.exponent(of: String(words[1])) == nil ? .invalidValue : .notAvailable)
      return nil
    }
    do {
      return try Money(decimal: String(words[0]), currency: currency)
    } catch {
      value.fail("'\(text)' is not an amount: \(error)")
      return nil
    }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, condition(last) { text.removeLast() }
    return text
  }
}
