internal import Pages

/// What stands above a mail: its header fields, and how large it is.
struct MailFacts {
  let mail: PreviewMail

  /// Gmail cuts HTML off at 102 KB and hides the rest, the way to unsubscribe among it, behind a link.
  private static let clipping = 102 * 1024
  /// From here on there is little left for longer names and words.
  private static let near = 90 * 1024

  var html: String {
    """
    <dl>
    <div><dt>From</dt><dd><bdi>\(PageText.escaped(mail.from))</bdi></dd></div>
    <div><dt>To</dt><dd><bdi>\(PageText.escaped(mail.partner.name))</bdi> \
    <span class="soft"><bdi>\(PageText.escaped(mail.partner.id))</bdi></span></dd></div>
    <div class="wide"><dt>Preheader</dt><dd lang="\(PageText.escaped(mail.language))" dir="\(mail.direction.rawValue)">\(preheader)</dd></div>
    <div><dt>Tier</dt><dd><bdi>\(PageText.escaped(mail.tier))</bdi></dd></div>
    <div><dt>Language</dt><dd>\(language)</dd></div>
    \(size)<div><dt>Message</dt><dd>\(PageText.kilobytes(mail.bytes))\(file)</dd></div>
    </dl>

    """
  }

  /// The display name of a From field, or the whole field where it has none.
  static func senderName(_ from: String) -> String {
    guard let bracket = from.lastIndex(of: "<") else { return from }
    let name = from[..<bracket].drop(while: { $0 == " " || $0 == "\"" })
    let end = name.lastIndex(where: { $0 != " " && $0 != "\"" })
    guard let end else { return from }
    return String(name[...end])
  }

  private var preheader: String {
    mail.preheader.isEmpty
      ? "<span class=\"near\">None: inboxes show the mail's first words instead.</span>"
      : PageText.escaped(mail.preheader)
  }

  private var language: String {
    let name = LanguageName.of(mail.language)
    let tag =
      name == mail.language ? "" : " <span class=\"soft\">\(PageText.escaped(mail.language))</span>"
    let rtl = mail.direction == .rightToLeft ? " <span class=\"badge\">RTL</span>" : ""
    return PageText.escaped(name) + tag + rtl
  }

  private var file: String {
    guard let name = mail.fileName else { return "" }
    return " <span class=\"soft file\"><bdi>\(PageText.escaped(name))</bdi></span>"
  }

  private var size: String {
    let bytes = mail.html.count
    let (level, verdict): (String, String) =
      switch bytes {
      case ...Self.near: ("ok", "of 102 KB Gmail shows")
      case ...Self.clipping: ("near", "near 102 KB, where Gmail cuts off")
      default: ("over", "over 102 KB: Gmail cuts off the rest")
      }
    // At least a hair of the bar, or a small mail looks like none.
    let share = max(1, min(100, bytes * 100 / Self.clipping))
    return """
      <div><dt>HTML part</dt><dd class="\(level)">\(PageText.kilobytes(bytes)) <span class="verdict">\(verdict)</span>\
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/>\
      <rect width="\(share)" height="4"/></svg></dd></div>

      """
  }
}
