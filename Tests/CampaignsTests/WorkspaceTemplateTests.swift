import Foundation
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// The templates that the repository holds, in every language, for recipients of every sort.
@Suite struct WorkspaceTemplateTests {
  static let english = LanguageTag("en") ?? .undetermined

  static func library() throws -> TemplateLibrary {
    let path = CaseFiles.root.appending(path: "Templates").path
    return try TemplateLibrary(
      TemplateFolder(path: path, name: "Templates"), defaultLanguage: english, fields: ["first_name"])
  }

  static let names = (try? library().names) ?? []
  static let languages = (try? library().languages(of: "tier-status").map(\.description)) ?? []

  @Test func `the campaigns' templates are there in English`() throws {
    let library = try Self.library()
    for name in [
      "advancement", "at-risk", "bonus", "first-link", "improvement-plan", "leaderboard",
      "rules-announcement",
      "tier-dropped", "tier-guide", "tier-status", "welcome",
    ] {
      #expect(library.languages(of: name).contains(Self.english), "\(name)")
    }
  }

  @Test func `every template is written in the same languages`() throws {
    let library = try Self.library()
    let languages = Set(library.names.flatMap { library.languages(of: $0) })
    #expect(languages.count >= 5)
    for name in library.names { #expect(Set(library.languages(of: name)) == languages, "\(name)") }
  }

  @Test(arguments: names)
  func `a template reads well for every recipient in every language`(name: String) throws {
    let library = try Self.library()
    let composer = Composer()
    for language in library.languages(of: name) {
      let template = try compile(library, name, language)
      for (label, data) in Self.recipients {
        for moment in SampleMoments.all(for: name, data) {
          var data = data
          data.recipient.moment = moment
          let label = "\(name) \(language) \(label) \(moment?.kind.word ?? "")"
          let outcome = try compose(composer, template, data, label)
          guard case .composed(let mail) = outcome else {
            Issue.record("\(label): \(String(describing: outcome))")
            continue
          }
          check(mail, label, data)
        }
      }
    }
  }

  private func check(_ mail: Composition, _ label: String, _ data: MailData) {
    let html = String(decoding: mail.html, as: UTF8.self)
    let text = String(decoding: mail.text, as: UTF8.self)
    for part in [mail.subject, mail.preheader, html, text] {
      #expect(!part.contains("{{") && !part.contains("{%") && !part.contains("Zliquid"), "\(label)")
      #expect(!part.contains("&amp;amp;") && !part.contains("&amp;lt;"), "\(label): escaped twice")
    }
    #expect((10...78).contains(mail.subject.count), "\(label): \(mail.subject)")
    #expect((20...150).contains(mail.preheader.count), "\(label): \(mail.preheader)")
    #expect(MarkupChecker.mistake(in: html) == nil, "\(label)")
    #expect(!html.contains("<Co>") && !html.contains(" & "), "\(label): data became markup")
    #expect(!html.contains("href=\"#\""), "\(label): a link was refused")
    #expect(!html.contains("<li></li>") && !html.contains("<ul></ul>"), "\(label): an empty list")
    #expect(!text.contains("</") && !text.contains("style="), "\(label): markup in text")
    #expect(!text.contains("\n\n\n") && !text.contains(" \n"), "\(label)")
    #expect(!text.contains("&amp;") && !text.contains("&lt;"), "\(label): entities in text")
    #expect(text.contains(data.unsubscribeLink) && text.contains("Springfield"), "\(label)")
    #expect(html.contains("https://partners.acme.example/u/abc?x=1&amp;y=2"), "\(label)")
    #expect(html.contains("lang=\"\(mail.language)\""), "\(label)")
    #expect(mail.html.count < 102_000, "\(label): Gmail cuts longer mails")
  }

  private func compile(
    _ library: TemplateLibrary, _ name: String, _ language: LanguageTag
  ) throws -> CompiledTemplate {
    do {
      return try library.compile(name, language)
    } catch {
      Issue.record("\(error)")
      throw error
    }
  }

  private func compose(
    _ composer: Composer, _ template: CompiledTemplate, _ data: MailData, _ label: String
  ) throws -> Composer.Outcome {
    do {
      return try composer.compose(template, data)
    } catch {
      Issue.record("\(label): \(error)")
      throw error
    }
  }

  /// Every tier, the month open and over, with and without a bonus, a month before and a first name; the metrics in
  /// turn.
  static let recipients: [(label: String, data: MailData)] = {
    var all: [(String, MailData)] = []
    for conversions in [0, 1, 6, 1_200] {
      for daysLeft in [0, 12] {
        for isRich in [false, true] {
          let metric = Metric.allCases[(all.count / 2) % 2]
          let recipient = SampleProgram.recipient(
            conversions, before: isRich ? 7 : 0, daysLeft: daysLeft, metric: metric
          ) { partner in
            if isRich { partner.fields["first_name"] = "A*d*a <b>" }
          }
          let data = SampleProgram.data(
            recipient, bonus: isRich ? recipient.status.tier.bonus : nil,
            step: StepFacts(number: 1, after: 0, count: 3))
          all.append(("\(conversions) \(metric) \(daysLeft) days \(isRich)", data))
        }
      }
    }
    return all
  }()
}
