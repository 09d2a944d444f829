/// English names of languages, for people who choose mails by language.
enum LanguageName {
  /// `German`, `Portuguese (Brazil)`, `Chinese (Traditional)`; the tag itself where the language has no name here.
  static func of(_ tag: String) -> String {
    let parts = tag.split(whereSeparator: { $0 == "-" || $0 == "_" })
    guard let first = parts.first, let name = languages[first.lowercased()] else { return tag }
    var details: [String] = []
    for part in parts.dropFirst() {
      // A single letter opens an extension (RFC 5646, section 2.2.6), which says nothing to a reader.
      guard part.count > 1 else { break }
      if part.count == 4, let script = scripts[part.lowercased()] {
        details.append(script)
      } else if part.count == 2 || part.count == 3 {
        details.append(regions[part.uppercased()] ?? part.uppercased())
      }
    }
    return details.isEmpty ? name : "\(name) (\(details.joined(separator: ", ")))"
  }

  private static let languages = table(
    """
    af Afrikaans|am Amharic|ar Arabic|az Azerbaijani|be Belarusian|bg Bulgarian|bn Bangla|bs Bosnian|ca Catalan
    cs Czech|cy Welsh|da Danish|de German|el Greek|en English|es Spanish|et Estonian|eu Basque|fa Persian
    fi Finnish|fil Filipino|fr French|ga Irish|gl Galician|gu Gujarati|ha Hausa|he Hebrew|hi Hindi|hr Croatian
    hu Hungarian|hy Armenian|id Indonesian|ig Igbo|is Icelandic|it Italian|ja Japanese|ka Georgian|kk Kazakh
    km Khmer|kn Kannada|ko Korean|ky Kyrgyz|lb Luxembourgish|lo Lao|lt Lithuanian|lv Latvian|mk Macedonian
    ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|nb Norwegian Bokmål|ne Nepali|nl Dutch
    nn Norwegian Nynorsk|no Norwegian|pa Punjabi|pl Polish|ps Pashto|pt Portuguese|ro Romanian|ru Russian
    si Sinhala|sk Slovak|sl Slovenian|so Somali|sq Albanian|sr Serbian|sv Swedish|sw Swahili|ta Tamil|te Telugu
    th Thai|tl Tagalog|tr Turkish|uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|yo Yoruba|zh Chinese|zu Zulu
    """)

  private static let scripts = table("arab Arabic|cyrl Cyrillic|hans Simplified|hant Traditional|latn Latin")

  private static let regions = table(
    """
    419 Latin America|AE United Arab Emirates|AR Argentina|AT Austria|AU Australia|BE Belgium|BR Brazil
    CA Canada|CH Switzerland|CL Chile|CN China|CO Colombia|CZ Czechia|DE Germany|DK Denmark|EG Egypt|ES Spain
    FI Finland|FR France|GB United Kingdom|GR Greece|HK Hong Kong|ID Indonesia|IE Ireland|IL Israel|IN India
    IT Italy|JP Japan|KR South Korea|LU Luxembourg|MA Morocco|MX Mexico|MY Malaysia|NG Nigeria|NL Netherlands
    NO Norway|NZ New Zealand|PE Peru|PH Philippines|PL Poland|PT Portugal|SA Saudi Arabia|SE Sweden
    SG Singapore|TH Thailand|TR Türkiye|TW Taiwan|US United States|VN Vietnam|ZA South Africa
    """)

  private static func table(_ text: String) -> [String: String] {
    var names: [String: String] = [:]
    for entry in text.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      guard let space = entry.firstIndex(of: " ") else { continue }
      names[String(entry[..<space])] = String(entry[entry.index(after: space)...])
    }
    return names
  }
}
