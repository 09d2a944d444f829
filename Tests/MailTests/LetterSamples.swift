@testable import Mail

/// One letter and the file that holds its bytes.
struct LetterSample: CustomStringConvertible, Sendable {
  var name: String
  var message: Message
  var description: String { name }

  static func message(
    to: Mailbox? = nil, subject: String, text: String, html: String?, language: String, number: Int
  ) throws -> Message {
    var message = Message(
      from: Mailbox(name: "Acme Partners", address: try EmailAddress("partners@acme.example")),
      to: try to ?? Mailbox(name: "Ada Lovelace", address: EmailAddress("ada@partner.example")),
      subject: subject, text: text, html: html, language: language,
      date: Timestamp(CivilDate(year: 2026, month: 11, day: 1), hour: 9),
      messageID: try MessageID(token: "0123456789abcdef0123456789abcd\(10 + number)", domain: "acme.example"))
    message.replyTo = Mailbox(address: try EmailAddress("help@acme.example"))
    message.listID = Message.ListID(name: "Acme Partners: status", id: "status.partners.acme.example")
    message.unsubscribe = Message.Unsubscribe(
      url: "https://acme.example/u/AQEGUC0xMDAxBnN0YXR1c6dS4nGo0fC3Zb1k8Jq2Wg",
      mailto: "mailto:leave@acme.example")
    message.feedbackID = "status-2026-10:status:acme-partners"
    return message
  }

  static func all() throws -> [LetterSample] {
    [
      LetterSample(name: "latin", message: try latin()),
      LetterSample(name: "german", message: try german()),
      LetterSample(name: "japanese", message: try japanese()),
      LetterSample(name: "arabic", message: try arabic()),
      LetterSample(name: "emoji", message: try emoji()),
      LetterSample(name: "long-line", message: try longLine()),
      LetterSample(name: "comma-name", message: try commaName()),
      LetterSample(name: "text-only", message: try textOnly()),
    ]
  }

  private static func latin() throws -> Message {
    try message(
      subject: "Your October: 12 conversions",
      text:
        "Hello Ada,\n\nOctober brought you 12 conversions. 4 more and you reach Elite.\n\nAcme Partners\n",
      html: "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<body>\n<h1>Hello Ada</h1>\n"
        + "<p style=\"color:#222\">October brought you <b>12 conversions</b>. 4 more and you reach Elite.</p>\n"
        + "</body>\n</html>\n",
      language: "en", number: 1)
  }

  private static func german() throws -> Message {
    try message(
      to: Mailbox(name: "Jörg Müller", address: EmailAddress("joerg@münchen.example")),
      subject: "Glückwunsch, Jörg: Sie sind jetzt Elite",
      text:
        "Guten Tag, Jörg Müller,\r\n\r\nIhre Prämie für Oktober beträgt 1.234,50 €.\r\n.versteckter Punkt\r\n"
        + "From here on\r\nZeile mit Leerzeichen am Ende \r\nGrüße\r\n",
      html:
        "<p>Ihre Prämie für <b>Oktober</b> beträgt <a href=\"https://acme.example/?a=1&amp;b=2\">1.234,50 €</a>.</p>",
      language: "de", number: 2)
  }

  private static func japanese() throws -> Message {
    try message(
      to: Mailbox(name: "株式会社アクメ・パートナーズ", address: EmailAddress("ada@例え.テスト")),
      subject: "十月の成果：コンバージョン十二件、エリートまであと四件です。次の特典と今月の目標についてのご案内をお送りします",
      text: "こんにちは、アダさん。\n\n十月は十二件のコンバージョンがありました。\n",
      html: "<html lang=\"ja\"><body><p>十月は<b>十二件</b>のコンバージョンがありました。</p></body></html>\n",
      language: "ja", number: 3)
  }

  private static func arabic() throws -> Message {
    try message(
      to: Mailbox(name: "آدا لوفلايس", address: EmailAddress("ada@مثال.إختبار")),
      subject: "مرحبا \u{2068}Ada\u{2069}، تهانينا على ١٢ عملية تحويل في شهر أكتوبر",
      text: "مرحبا آدا،\n\nحققتِ ١٢ عملية تحويل في أكتوبر.\n",
      html:
        "<html lang=\"ar\" dir=\"rtl\"><body dir=\"rtl\"><p>حققتِ ١٢ عملية تحويل في أكتوبر.</p></body></html>\n",
      language: "ar", number: 4)
  }

  /// Flags, families, skin tones and combining marks, at every distance from the end of an encoded-word.
  private static func emoji() throws -> Message {
    try message(
      to: Mailbox(name: "👩‍👩‍👧‍👦 Family & Co", address: EmailAddress("ada@partner.example")),
      subject: "a👨‍👩‍👧‍👦b🏴󠁧󠁢󠁥󠁮󠁧󠁿c👍🏽d🇩🇪e\u{301}🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉 n\u{303}ow 👩🏿‍🚀",
      text: "🎉 Elite! 🎉\n" + String(repeating: "a", count: 70) + "👩🏿‍🚀👩🏿‍🚀\n",
      html: "<p>" + String(repeating: "x", count: 69) + "🎉</p>\n", language: "en-GB", number: 5)
  }

  private static func longLine() throws -> Message {
    let words = Array(repeating: "one long line that never ends =", count: 60).joined(separator: " ")
    return try message(
      subject: Array(repeating: "long", count: 40).joined(separator: " "), text: words,
      html: "<p>" + words.split(separator: " ").joined() + "</p>", language: "en", number: 6)
  }

  private static func commaName() throws -> Message {
    var message = try message(
      to: Mailbox(name: "=?utf-8?Q?Fake?=", address: EmailAddress("\"a@b\"@partner.example")),
      subject: "Re=?x?= is no encoded-word", text: "--=_ looks like a boundary\n", html: "<p>.</p>\n",
      language: "en",
      number: 7)
    message.from.name = "Müller, \"Jörg\" (Acme)"
    message.replyTo?.name = "Lovelace, Ada \"The Countess\" \\ Inc."
    message.extraHeaders = [Message.Header(name: "X-Campaign", value: "status, édition 2026-10")]
    return message
  }

  private static func textOnly() throws -> Message {
    var message = try message(
      subject: "A receipt", text: "Paid: 100.00 USD\n", html: nil, language: "en", number: 8)
    message.to.name = nil
    message.isBulk = false
    message.listID = nil
    message.unsubscribe = nil
    message.feedbackID = nil
    return message
  }
}
