import Foundation
import PartnerProgram
import Testing

@testable import Campaigns

/// What the template `leaderboard` says, and what it keeps to itself.
@Suite struct RecognitionTemplateTests {
  private static func compose(
    _ data: MailData, _ language: String = "en"
  ) throws -> (subject: String, html: String, text: String)? {
    let library = try WorkspaceTemplateTests.library()
    let template = try library.compile("leaderboard", #require(LanguageTag(language)))
    guard case .composed(let mail) = try Composer().compose(template, data) else { return nil }
    return (
      mail.subject, String(decoding: mail.html, as: UTF8.self), String(decoding: mail.text, as: UTF8.self)
    )
  }

  private static func data(
    _ conversions: Int, _ change: (inout Recognition) -> Void = { _ in }
  ) -> MailData {
    var data = SampleProgram.data(SampleProgram.recipient(conversions))
    if var recognition = data.recognition {
      change(&recognition)
      data.recognition = recognition
    }
    return data
  }

  @Test func `the reader sees the first places, the own one, and how far the next is`() throws {
    let mail = try #require(try Self.compose(Self.data(8)))
    #expect(mail.subject == "The partner leaderboard: October 2026")
    let lines = mail.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("You are 4th of 12."))
    #expect(lines.contains("1 more conversion takes you to 2nd place."))
    let board = lines.filter { $0.wholeMatch(of: /\d+\. .*/) != nil }
    #expect(board == ["1. Grace & <Co>: 12", "2. Alan: 9", "2. Barbara: 9", "4. You: 8", "5. Claude: 7"])
    #expect(mail.html.contains("<bdi>Grace &amp; &lt;Co&gt;</bdi>"))
    #expect(lines.contains("Conversions (October 2026): 5 more than in the period before."))
  }

  @Test func `who shares the last place without room for all is told as a number`() throws {
    let recipient = SampleProgram.recipient(9)
    var data = SampleProgram.data(recipient)
    data.recognition = SampleRecognition.of(recipient, top: 3)
    let mail = try #require(try Self.compose(data))
    #expect(mail.text.contains("You are 2nd of 12."))
    #expect(mail.text.contains("3 partners share place 2."))
    #expect(!mail.text.contains("Alan"))
  }

  @Test func `who leads hears so, and who has nothing yet hears how to get there`() throws {
    let first = try #require(try Self.compose(Self.data(30)))
    #expect(first.text.contains("You are 1st of 12.\nNobody is ahead of you."))
    let nothing = try #require(try Self.compose(Self.data(0)))
    #expect(nothing.text.contains("You have no place on this board yet."))
    #expect(!nothing.text.contains("You are " + "1"))
  }

  @Test func `with values hidden nobody's figure can be read or worked out`() throws {
    let recipient = SampleProgram.recipient(8, metric: .netRevenue)
    let mail = try #require(try Self.compose(SampleProgram.data(recipient)))
    #expect(mail.text.contains("You are 4th of 12.") && mail.text.contains("1. Grace & <Co>\n"))
    #expect(!mail.text.contains("$") && !mail.html.contains("$"))
    var data = SampleProgram.data(recipient)
    data.recognition = SampleRecognition.of(recipient, showsValues: true)
    let shown = try #require(try Self.compose(data))
    #expect(shown.text.contains("2. Alan: $900"))
    #expect(shown.text.contains("Net revenue (October 2026): $100 more takes you to 2nd place."))
  }

  @Test func `an alias is a code and no name`() throws {
    let recipient = SampleProgram.recipient(8)
    var data = SampleProgram.data(recipient)
    data.recognition = SampleRecognition.of(recipient, names: .alias)
    let mail = try #require(try Self.compose(data, "de"))
    #expect(mail.text.contains("2. Partner Q721: 9") && mail.text.contains("4. Sie: 8"))
    for other in SampleRecognition.others { #expect(!mail.text.contains(other.name), "\(other.name)") }
  }

  @Test func `a tier by invitation that others hold is nowhere on the board`() throws {
    var secret = Tier(id: "circle", name: "Secret Circle", from: 0, rate: Rate(basisPoints: 3_500))
    secret.isInvitationOnly = true
    let recipient = SampleProgram.recipient(8)
    var data = SampleProgram.data(recipient)
    data.tiers.append(secret)
    let mail = try #require(try Self.compose(data))
    #expect(!mail.html.contains("Secret") && !mail.text.contains("Secret"))
  }

  @Test func `who is in the spotlight reads that it is them`() throws {
    let data = Self.data(8) { $0.reader = "p20" }
    let mail = try #require(try Self.compose(data))
    #expect(mail.text.contains("This is you. Congratulations!"))
    #expect(try Self.compose(Self.data(8))?.text.contains("This is you") == false)
  }

  @Test func `a mail without a board is about the spotlight, and without either there is none`() throws {
    let mail = try #require(try Self.compose(Self.data(8) { $0.board = nil }))
    #expect(mail.subject == "In the spotlight: October 2026" && !mail.text.contains("Place"))
    #expect(mail.text.contains("Grace"))
    let board = try #require(try Self.compose(Self.data(8) { $0.spotlight = nil }))
    #expect(!board.text.contains("spotlight"))
    #expect(
      try Self.compose(
        Self.data(8) {
          $0.board = nil
          $0.spotlight?.chosen = []
        }) == nil)
    var none = Self.data(8)
    none.recognition = nil
    #expect(try Self.compose(none) == nil)
  }

  @Test(arguments: SpotlightRule.allCases, WorkspaceTemplateTests.languages)
  func `every rule has its words in every language`(rule: SpotlightRule, language: String) throws {
    let recipient = SampleProgram.recipient(8)
    for form in [NameForm.full, .alias] {
      for showsValues in [true, false] {
        var data = SampleProgram.data(recipient)
        data.recognition = SampleRecognition.of(
          recipient, names: form, rule: rule, showsValues: showsValues)
        let mail = try #require(try Self.compose(data, language))
        #expect(MarkupChecker.mistake(in: mail.html) == nil)
        #expect(mail.text.contains(form == .alias ? "Q7p20" : "Grace & <Co>"))
        if rule == .firstReach { #expect(mail.text.contains("Elite & <Co>")) }
      }
    }
  }
}
