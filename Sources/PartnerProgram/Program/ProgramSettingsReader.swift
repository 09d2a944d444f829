package import Settings
internal import Mail

extension ProgramSettings {
  /// Reads `program:`, `data:` and `tiers:` of tierpost.yaml; nil where one of them has a mistake, which is then in the log.
  ///
  /// - Parameter top: the file's own mapping; its other keys are left for others to ask for.
  package init?(_ top: MappingReader) {
    let program = top.required("program")?.mapping()
    let data = top.required("data")?.mapping()
    let tiers = top.required("tiers")?.mapping()

    let name = program?.required("name").flatMap(Self.line)
    let currency = program?.required("currency").flatMap(Self.currency)
    let zone = program?.required("time_zone").flatMap(Self.timeZone)
    let language = program?.optional("language")
    let tag = language.map(Self.language) ?? "en"
    let address = program?.required("postal_address").flatMap(Self.text)
    let website = program?.optional("website")
    let url = website.flatMap(Self.webAddress)
    let unsubscribe = program?.optional("unsubscribe")
    let ways = unsubscribe.flatMap(Self.unsubscribe)
    let stated = program?.optional("margin")
    let margin = stated.flatMap(MoneyReader.rate)
    let table = program?.optional("exchange_rates")
    let rates = table.flatMap { RateReader.rates($0, currency: currency, zone: zone) }
    let isWhole = program?.end() ?? false

    let files = data.flatMap(Self.dataFiles)
    // Without the currency the bounds and bonuses cannot be read, but all else can.
    let ladders = tiers.flatMap { TiersReader($0, currency: currency, rates: rates) }

    guard isWhole, let name, let currency, let zone, let tag, let address, let files, let ladders,
      website == nil || url != nil, unsubscribe == nil || ways != nil, stated == nil || margin != nil,
      table == nil || rates != nil
    else { return nil }
    self.init(
      name: name, currency: currency, timeZone: zone, language: tag, postalAddress: address, website: url,
      unsubscribe: ways, data: files, ladder: ladders.ladder, segmentLadders: ladders.segmentLadders)
    self.margin = margin
    exchangeRates = rates
  }

  /// A text of one line, such as a name.
  private static func line(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    if let problem = CellRules.problem(withName: ArraySlice(text.utf8)) {
      value.fail("not a name: \(problem)")
      return nil
    }
    return text
  }

  private static func text(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    if let problem = CellRules.problem(with: ArraySlice(text.utf8), lines: true) {
      value.fail("not a plain text: \(problem)")
      return nil
    }
    return text
  }

  private static func currency(_ value: SettingsValue) -> Currency? {
    guard let code = value.string() else { return nil }
    if let currency = Currency(code: code) { return currency }
    let upper = code.uppercased()
    value.fail(
      "'\(code)' is not an ISO 4217 currency",
      help: Currency(code: upper) != nil ? "did you mean '\(upper)'?" : "expected for example 'USD'")
    return nil
  }

  private static func timeZone(_ value: SettingsValue) -> String? {
    guard let name = value.string() else { return nil }
    if ProgramCalendar.isKnown(name) { return name }
    value.fail(
      "'\(name)' is not an IANA time zone",
      help: ProgramCalendar.suggestion(for: name) ?? "expected for example 'Europe/Berlin'")
    return nil
  }

  private static func language(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    if let tag = CellRules.language(ArraySlice(text.utf8)) { return tag }
    value.fail("'\(text)' is not a language tag (BCP 47)", help: "expected for example 'en' or 'pt-BR'")
    return nil
  }

  private static func webAddress(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    let bytes = text.utf8.dropFirst("https://".utf8.count)
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x3c && $0 != 0x3e }
    let host = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard text.hasPrefix("https://"), isPlain, !host.isEmpty, !host.contains(UInt8(ascii: "@")) else {
      value.fail(
        "'\(text)' is not an absolute https URL", help: "expected for example 'https://partners.example/'")
      return nil
    }
    return text
  }

  private static func unsubscribe(_ value: SettingsValue) -> Unsubscribe? {
    guard let reader = value.mapping() else { return nil }
    let url = reader.optional("url")
    let mail = reader.optional("mail")
    let isWhole = reader.end()
    if url == nil, mail == nil {
      value.fail("neither 'url' nor 'mail' is given", kind: .missingKey)
      return nil
    }
    let address = url.flatMap(webAddress)
    let mailbox = mail.flatMap(emailAddress)
    guard isWhole, url == nil || address != nil, mail == nil || mailbox != nil else { return nil }
    return Unsubscribe(url: address, mail: mailbox)
  }

  private static func emailAddress(_ value: SettingsValue) -> EmailAddress? {
    guard let text = value.string() else { return nil }
    do {
      return try EmailAddress(text)
    } catch {
      value.fail("\(error)")
      return nil
    }
  }

  private static func dataFiles(_ reader: MappingReader) -> DataFiles? {
    let partners = reader.required("partners").flatMap(paths)
    let activity = reader.required("activity").flatMap(paths)
    var isFiles = true
    for (name, key, _) in reader.remaining() where ["sql", "query", "http", "url", "postgres"].contains(name)
    {
      _ = reader.optional(name)
      key.fail("data from '\(name)' is not available yet, only files", kind: .notAvailable)
      isFiles = false
    }
    guard reader.end(), isFiles, let partners, let activity else { return nil }
    return DataFiles(partners: partners, activity: activity)
  }

  private static func paths(_ value: SettingsValue) -> [String]? {
    guard let values = value.oneOrMore() else { return nil }
    let paths = values.compactMap(path)
    if values.isEmpty { value.fail("the list is empty", kind: .missingKey) }
    for (place, path) in paths.enumerated() where paths.count == values.count {
      if paths[..<place].contains(path) {
        values[place].fail("'\(path)' stands twice in the list", kind: .conflict)
        return nil
      }
    }
    return paths.isEmpty || paths.count < values.count ? nil : paths
  }

  private static func path(_ value: SettingsValue) -> String? {
    guard let path = value.string() else { return nil }
    if let end = path.firstRange(of: "://") {
      value.fail(
        "data from '\(path[..<end.lowerBound])' is not available yet, only files", kind: .notAvailable)
      return nil
    }
    guard DataFormat(path: path) != nil else {
      value.fail("'\(path)' is neither a .csv nor a .jsonl file")
      return nil
    }
    return path
  }
}
