internal import Pages

/// `pages/NNN.html`: one mail with its facts, at desktop and at phone width, and its text part.
struct MailPage {
  let entry: PreviewIndex.Entry
  /// All mails of the preview.
  let count: Int
  let previous: PreviewIndex.Entry?
  let next: PreviewIndex.Entry?

  private var mail: PreviewMail { entry.mail }

  var html: String {
    let text = PageText.lines(mail.text)
    return PageHead.html(
      title: "\(mail.subject) (\(mail.partner.name))", style: MailPageStyle.text, embeds: ["frame-src"])
        + """
        <body>
        <div class="screen">
        <header>
        <nav aria-label="Mails">
        <a class="all" href="../index.html#all" target="_parent">All mails</a>
        <p><bdi>\(escaped(mail.campaign))</bdi> <span><bdi>\(escaped(mail.edition))</bdi></span></p>
        <p class="place">\(entry.position) of \(count)</p>
        <a class="step jump" href="#text">Text part</a>
        \(step(previous, "Previous", key: "p"))
        \(step(next, "Next", key: "n"))
        </nav>
        <h1 \(language)>\(escaped(mail.subject))</h1>
        \(MailFacts(mail: mail).html)</header>
        <div class="frames">
        <figure class="desktop">
        <figcaption>Desktop <span>links are switched off in the preview</span></figcaption>
        \(inbox)<iframe sandbox src="../\(entry.mailPath)" title="The mail at desktop width"></iframe>
        </figure>
        <figure class="phone">
        <figcaption>Phone <span>375 px</span></figcaption>
        \(inbox)<iframe sandbox src="../\(entry.mailPath)" title="The mail at phone width"></iframe>
        </figure>
        </div>
        </div>
        <section id="text">
        <h2>Text part</h2>
        <p>For mail programs that show no HTML.</p>
        <pre \(language) tabindex="0">
        \(text)</pre>
        </section>
        </body>
        </html>

        """
  }

  private var language: String {
    "lang=\"\(escaped(mail.language))\" dir=\"\(mail.direction.rawValue)\""
  }

  /// The mail in an inbox before it is opened, laid out by the style for each width.
  private var inbox: String {
    let sender = MailFacts.senderName(mail.from)
    let initial = sender.first.map { String($0).uppercased() } ?? ""
    return """
      <div class="inbox" \(language)>
      <i aria-hidden="true">\(escaped(initial))</i>
      <p><b><bdi>\(escaped(sender))</bdi></b> <span class="line"><strong>\(escaped(mail.subject))</strong> \
      <span>\(escaped(mail.preheader))</span></span></p>
      </div>

      """
  }

  private func step(_ entry: PreviewIndex.Entry?, _ name: String, key: String) -> String {
    guard let entry else { return "<span class=\"step\">\(name)</span>" }
    return """
      <a class="step" href="../index.html#\(entry.anchor)" target="_parent" accesskey="\(key)">\(name)</a>
      """
  }

  private func escaped(_ text: String) -> String { PageText.escaped(text) }
}
