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
  /// One for each part: a renderer keeps the program it ran last.
  private struct Desk {
    let template: CompiledTemplate.Mark
    let subject = Renderer()
    let preheader = Renderer()
    let html = Renderer()
    let text = Renderer()
  }

  /// By template, the oldest first, which gives way to a new one: an audience speaks several languages, one mail after the other.
  private var desks: [Desk] = []
  private static let mostDesks = 12
  private var line: [UInt8] = []
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
    let renderers = desk(for: template)
    renderers.subject.now = data.now
    renderers.preheader.now = data.now
    renderers.html.now = data.now
    renderers.text.now = data.now
    let page = MailPage(
      data, MailFacts(language: template.language.description, direction: template.language.direction))
    do throws(TemplateError) {
      line.removeAll(keepingCapacity: true)
      if case .skipped(let reason) = try renderers.subject.render(template.subject, page, into: &line) {
        return .skipped(reason: reason)
      }
      page.mail.subject = Self.oneLine(&line)
      line.removeAll(keepingCapacity: true)
      if case .skipped(let reason) = try renderers.preheader.render(template.preheader, page, into: &line) {
        return .skipped(reason: reason)
      }
      page.mail.preheader = Self.oneLine(&line)
      html.removeAll(keepingCapacity: true)
      if case .skipped(let reason) = try renderers.html.render(template.html, page, into: &html) {
        return .skipped(reason: reason)
      }
      text.removeAll(keepingCapacity: true)
      if case .skipped(let reason) = try renderers.text.render(template.text, page, into: &text) {
        return .skipped(reason: reason)
      }
    } catch {
      throw Problems([Problem(error)])
    }
    guard !page.mail.subject.isEmpty else { throw Self.emptySubject(template) }
    Self.tidy(&text)
    return .composed(
      Composition(
        language: template.language, subject: page.mail.subject, preheader: page.mail.preheader, html: html,
        text: text))
  }

  private func desk(for template: CompiledTemplate) -> Desk {
    if let known = desks.firstIndex(where: { $0.template === template.mark }) { return desks[known] }
    if desks.count == Self.mostDesks { desks.removeFirst() }
    let desk = Desk(template: template.mark)
    desks.append(desk)
    return desk
  }

  /// A mail without a subject looks broken, and some servers refuse it.
  private static func emptySubject(_ template: CompiledTemplate) -> Problems {
    let source = SourceText(name: template.name, text: "")
    return Problems([Problem(.template, in: source, line: 0, column: 0, "the subject comes out empty")])
  }

  /// One space for each run of white space; spaces that do not break stay, as between a number and its sign.
  private static func oneLine(_ line: inout [UInt8]) -> String {
    var written = 0
    var isAfterSpace = true
    for position in line.indices {
      let byte = line[position]
      if LiquidScanner.isSpace(byte) {
        isAfterSpace = true
        continue
      }
      if isAfterSpace, written > 0 {
        line[written] = 0x20
        written += 1
      }
      isAfterSpace = false
      line[written] = byte
      written += 1
    }
    return String(decoding: line.prefix(written), as: UTF8.self)
  }

  /// Drops spaces at line ends, blank lines at the beginning and all but two line ends in a row.
  private static func tidy(_ text: inout [UInt8]) {
    let written = text.withUnsafeMutableBufferPointer { bytes in
      // Never ahead of what is read, and so within the buffer.
      var written = 0
      var newlines = 2
      for index in 0..<bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\n") {
          while written > 0, bytes[written - 1] == UInt8(ascii: " ") { written -= 1 }
          newlines += 1
          if newlines > 2 { continue }
        } else if byte == UInt8(ascii: "\r") {
          continue
        } else {
          newlines = 0
        }
        bytes[written] = byte
        written += 1
      }
      return written
    }
    text.removeLast(text.count - written)
    while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { text.removeLast() }
    text.append(UInt8(ascii: "\n"))
  }
}
