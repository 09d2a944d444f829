internal import Pages

/// `index.html`: the list of mails on the left, the page of the chosen one on the right.
///
/// Choosing is a link to a fragment: each mail's page sits in an object that is shown while it is the target, so
/// a mail has an address that can be passed on, and going back works.
struct PreviewIndex {
  let program: String
  let asOf: String
  let entries: [Entry]

  /// One mail and its place in the preview.
  struct Entry {
    let mail: PreviewMail
    /// `001`, the stem of its files.
    let number: String
    let position: Int

    var mailPath: String { "mails/\(number).html" }
    var pagePath: String { "pages/\(number).html" }
    var anchor: String { "m\(number)" }
  }

  /// The longest subject and names in the list, in bytes, so that hundreds of mails make a small page.
  private static let longest = (subject: 120, name: 60)

  /// The mails numbered from 001, those of one campaign and edition together.
  static func entries(of mails: [PreviewMail]) -> [Entry] {
    var order: [[String]] = []
    var groups: [[String]: [PreviewMail]] = [:]
    for mail in mails {
      let key = [mail.campaign, mail.edition]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(mail)
    }
    return order.flatMap { groups[$0] ?? [] }.enumerated().map { index, mail in
      let digits = String(index + 1)
      let number = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
      return Entry(mail: mail, number: number, position: index + 1)
    }
  }

  var html: String {
    let filters = [
      PreviewFilter(
        label: "Language", every: "All languages", letter: "l", values: entries.map(\.mail.language)
      ) {
        LanguageName.of($0)
      },
      PreviewFilter(label: "Tier", every: "All tiers", letter: "t", values: entries.map(\.mail.tier)) { $0 },
    ]
    let style = IndexStyle.text + IndexStyle.current(entries.map(\.anchor)) + filters.map(\.style).joined()
    return PageHead.html(
      title: "Mail preview: \(program)", style: style, embeds: ["frame-src", "object-src"]) + """
        <body>
        <nav id="all" aria-label="Mails">
        <header>
        <p class="program"><bdi>\(PageText.escaped(program))</bdi></p>
        <h1>Mail preview</h1>
        <p class="facts">\(summary)</p>
        \(filters.map(\.html).joined())</header>
        \(list(filters))</nav>
        <main>
        \(objects)</main>
        </body>
        </html>

        """
  }

  private var summary: String {
    let campaigns = Set(entries.map(\.mail.campaign)).count
    let languages = Set(entries.map(\.mail.language)).count
    let counts = [
      PageText.count(entries.count, "mail"), PageText.count(campaigns, "campaign"),
      PageText.count(languages, "language"),
    ]
    return counts.joined(separator: ", ") + ".<br> As of <bdi>\(PageText.escaped(asOf))</bdi>"
  }

  private func list(_ filters: [PreviewFilter]) -> String {
    var html = ""
    var start = 0
    while start < entries.count {
      let first = entries[start].mail
      let end =
        entries[start...].firstIndex {
          $0.mail.campaign != first.campaign || $0.mail.edition != first.edition
        }
        ?? entries.count
      let group = start..<end
      html += """
        <section class="\(classes(group, filters))">
        <h2><small>\(group.count)</small><bdi>\(short(first.campaign))</bdi> <span><bdi>\(short(first.edition))</bdi></span></h2>
        <ul>
        \(group.map { item(entries[$0], classes($0..<$0 + 1, filters)) }.joined())</ul>
        </section>

        """
      start = end
    }
    return html
  }

  private func item(_ entry: Entry, _ classes: String) -> String {
    let mail = entry.mail
    let subject = PageText.escaped(PageText.clipped(mail.subject, to: Self.longest.subject))
    let attributes = "lang=\"\(PageText.escaped(mail.language))\" dir=\"\(mail.direction.rawValue)\""
    let rtl = mail.direction == .rightToLeft ? "<i>RTL</i>" : ""
    return """
      <li class="\(classes)"><a href="#\(entry.anchor)"><b \(attributes)>\(subject)</b>\
      <span><bdi>\(short(mail.partner.name))</bdi></span>\
      <span><em><bdi>\(short(mail.tier))</bdi></em> <em>\(short(LanguageName.of(mail.language)))</em>\(rtl)</span></a></li>

      """
  }

  private func classes(_ range: Range<Int>, _ filters: [PreviewFilter]) -> String {
    filters.flatMap { $0.classes(range) }.joined(separator: " ")
  }

  private func short(_ text: String) -> String {
    PageText.escaped(PageText.clipped(text, to: Self.longest.name))
  }

  /// The pages of all mails, of which the style shows one: the first, which comes last, until one before it is
  /// the target.
  ///
  /// An object that is not shown is not loaded; hidden frames all are when the page comes from a disk.
  private var objects: String {
    guard let first = entries.first else { return "<p class=\"none\">There is no mail to show.</p>\n" }
    return entries.dropFirst().map { object($0) }.joined() + object(first, attributes: " class=\"first\"")
  }

  private func object(_ entry: Entry, attributes: String = "") -> String {
    """
    <object id="\(entry.anchor)" data="\(entry.pagePath)" type="text/html" \
    aria-label="Mail \(entry.position)"\(attributes)></object>

    """
  }
}
