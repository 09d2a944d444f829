internal import Liquid
package import Settings

/// What was composed for one recipient: the parts of a message that depend on the template.
package struct Composition: Sendable, Equatable {
  package let language: LanguageTag
  package let subject: String
  package let preheader: String
  /// UTF-8.
  package let html: [UInt8]
  /// UTF-8; lines end with LF.
  package let text: [UInt8]
}

/// Renders compiled templates; one for each worker, reused for all its recipients.
package final class Composer {
  private let renderer = Renderer()
  private var html: [UInt8] = []
  private var text: [UInt8] = []

  package init() {}

  package enum Outcome: Sendable, Equatable {
    case composed(Composition)
    /// The template itself left this recipient out.
    case skipped(reason: String)
  }

  /// Composes one mail.
  ///
  /// - Throws: a problem with its place where the data lacks something that the template reads.
  package func compose(_ template: CompiledTemplate, _ data: MailData) throws(Problems) -> Outcome {
    var data = data
    renderer.now = data.now
    data.mail.language = template.language.description
    data.mail.direction = template.language.direction
    do throws(TemplateError) {
      let subject = try renderer.render(template.subject, data)
      if case .skipped(let reason) = subject.outcome { return .skipped(reason: reason) }
      data.mail.subject = Self.oneLine(subject.text)
      let preheader = try renderer.render(template.preheader, data)
      if case .skipped(let reason) = preheader.outcome { return .skipped(reason: reason) }
      data.mail.preheader = Self.oneLine(preheader.text)
      html.removeAll(keepingCapacity: true)
      if case .skipped(let reason) = try renderer.render(template.html, data, into: &html) {
        return .skipped(reason: reason)
      }
      text.removeAll(keepingCapacity: true)
      if case .skipped(let reason) = try renderer.render(template.text, data, into: &text) {
        return .skipped(reason: reason)
      }
    } catch {
      throw Problems([Problem(error)])
    }
    guard !data.mail.subject.isEmpty else { throw Self.emptySubject(template) }
    Self.tidy(&text)
    return .composed(
      Composition(
        language: template.language, subject: data.mail.subject, preheader: data.mail.preheader, html: html,
        text: text))
  }

  /// A mail without a subject looks broken, and some servers refuse it.
  private static func emptySubject(_ template: CompiledTemplate) -> Problems {
    let source = SourceText(name: template.name, text: "")
    return Problems([Problem(.template, in: source, line: 0, column: 0, "the subject comes out empty")])
  }

  /// One space for each run of white space; spaces that do not break stay, as between a number and its sign.
  private static func oneLine(_ text: String) -> String {
    String(
      decoding: Array(text.utf8.split(whereSeparator: LiquidScanner.isSpace).joined(separator: [0x20])),
      as: UTF8.self)
  }

  /// Drops spaces at line ends, blank lines at the beginning and all but two line ends in a row.
  private static func tidy(_ text: inout [UInt8]) {
    var written = 0
    var newlines = 2
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "\n") {
        while written > 0, text[written - 1] == UInt8(ascii: " ") { written -= 1 }
        newlines += 1
        if newlines > 2 { continue }
      } else if byte == UInt8(ascii: "\r") {
        continue
      } else {
        newlines = 0
      }
      text[written] = byte
      written += 1
    }
    text.removeLast(text.count - written)
    while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { text.removeLast() }
    text.append(UInt8(ascii: "\n"))
  }
}
