import Foundation
import Mail
import Testing

@testable import Sending

struct ProviderAnswerTests {
  @Test(arguments: AnswerCase.all)
  func `a recorded answer means what it says`(_ recorded: AnswerCase) throws {
    let type = try #require(allProviders.first { $0.name == recorded.provider })
    let provider = try type.init(try .webhook("https://127.0.0.1:1"))
    let batch = Envelope.letters(recorded.batch)
    let answer = provider.outcome(of: recorded.response, in: batch)
    #expect(answer.outcomes.map(words).joined(separator: ", ") == recorded.outcomes)
    #expect(words(answer.signal) == recorded.signal)
    #expect(recorded.text.isEmpty || answer.outcomes.first?.reply.text.contains(recorded.text) == true)
    for outcome in answer.outcomes {
      #expect(recorded.hidden.map { outcome.reply.text.contains($0) } != true)
      #expect(!outcome.reply.text.contains("@partner.example"))
      #expect(!outcome.reply.text.contains("SECRET"))
      if case .accepted = outcome { #expect(recorded.response.isSuccess || recorded.name == "repeated") }
    }
  }

  @Test func `every provider has recorded answers for success, refusal, rate or quota`() {
    for provider in allProviders {
      let own = AnswerCase.all.filter { $0.provider == provider.name }
      #expect(own.contains { $0.outcomes.contains("accepted") }, "\(provider.name)")
      #expect(own.contains { $0.outcomes.contains("refused") }, "\(provider.name)")
      #expect(own.contains { $0.signal.hasPrefix("slow down") }, "\(provider.name)")
      #expect(own.contains { $0.signal.hasPrefix("outage quota") }, "\(provider.name)")
    }
  }

  /// Whatever comes back, nothing is taken for accepted that the recorded cases do not prove.
  @Test func `an answer cut short at any byte is never accepted`() throws {
    for recorded in AnswerCase.all
    where recorded.outcomes.contains("accepted") && !recorded.response.body.isEmpty {
      let type = try #require(allProviders.first { $0.name == recorded.provider })
      let provider = try type.init(try .webhook("https://127.0.0.1:1"))
      let batch = Envelope.letters(recorded.batch)
      for length in 0..<recorded.response.body.count {
        // A refusal that is recognised by its words stays one or becomes another refusal.
        var cut = recorded.response
        cut.body = Array(cut.body.prefix(length))
        let answer = provider.outcome(of: cut, in: batch)
        #expect(!answer.outcomes.contains { if case .accepted = $0 { true } else { false } }, "\(recorded)")
      }
    }
  }

  @Test func `the list of providers is the folder of providers`() throws {
    let folder = AnswerCase.folder.appending(path: "../../../../Sources/Sending/HTTP/Providers").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).map {
      $0.replacingOccurrences(of: ".swift", with: "")
    }
    #expect(Set(files) == Set(allProviders.map { "\($0)" }))
    #expect(Set(allProviders.map { $0.name }).count == allProviders.count)
  }

  private func words(_ outcome: Delivery.Outcome) -> String { "\(outcome.kind) \(outcome.reply.status)" }

  private func words(_ signal: ProviderAnswer.Signal) -> String {
    switch signal {
    case .none: "none"
    case .slowDown(let wish): "slow down" + (wish.map { " \($0.components.seconds)" } ?? "")
    case .separate: "separate"
    case .outage(let outage): "outage \(outage.kind)" + (outage.isPermanent ? " permanent" : "")
    case .failure: "failure"
    }
  }
}
