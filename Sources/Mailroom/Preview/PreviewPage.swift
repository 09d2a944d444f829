/// A page on which people look at mails before they go out, written as plain files.
///
/// It has no script, works from a disk and from any web server, and holds personal data.
package struct PreviewPage: Sendable {
  private let program: String
  private let asOf: String
  private let mails: [PreviewMail]

  /// A page of these mails, shown in this order under their campaigns.
  ///
  /// - Parameters:
  ///   - program: the program's name.
  ///   - asOf: the moment the mails were composed for, as people read it.
  ///   - mails: up to a few hundred; see `PreviewSelection`.
  package init(program: String, asOf: String, mails: [PreviewMail]) {
    self.program = program
    self.asOf = asOf
    self.mails = mails
  }

  /// Writes `index.html`, `pages/NNN.html` and `mails/NNN.html` and removes what an earlier call wrote.
  ///
  /// Every file is replaced whole; files of others in the folder stay.
  ///
  /// - Throws: `PreviewError`.
  package func write(to folder: String) throws {
    let entries = PreviewIndex.entries(of: mails)
    let target = PreviewFolder(path: folder)
    var paths = ["index.html"]
    for entry in entries { paths += [entry.mailPath, entry.pagePath] }
    let stale = try target.begin(writing: paths)
    for (index, entry) in entries.enumerated() {
      let page = MailPage(
        entry: entry, count: entries.count,
        previous: index > 0 ? entries[index - 1] : nil,
        next: index + 1 < entries.count ? entries[index + 1] : nil)
      try target.write(entry.mail.html, to: entry.mailPath)
      try target.write(Array(page.html.utf8), to: entry.pagePath)
    }
    let index = PreviewIndex(program: program, asOf: asOf, entries: entries)
    try target.write(Array(index.html.utf8), to: "index.html")
    try target.finish(wrote: paths, removing: stale)
  }
}
