import Campaigns
import Mail
import Mailroom
import PartnerProgram
import Sending
import Signing

/// Sends a few mails of a campaign to one address, to be looked at; the ledger is not told.
struct TestSending {
  let work: CampaignWork
  let campaign: String
  let address: String
  let limit: Int?
  let console: Console

  /// Never more than this at once.
  private static let most = 50

  func send() async throws {
    let recipient: EmailAddress
    do throws(AddressError) {
      recipient = try EmailAddress(address)
    } catch {
      throw Failure("--to is not an address: \(error.reason)", code: Exit.data)
    }
    let count = min(limit ?? work.only?.count ?? 1, Self.most)
    let maker = work.planner.context.maker
    let name = "test-" + hexadecimal(Surroundings.randomBytes(4))
    for edition in work.editions {
      var envelopes: [Envelope] = []
      let plan = try work.planner.check(edition, only: work.only) { original, composition in
        guard envelopes.count < count else { return }
        var partner = original.partner
        partner.email = recipient
        // Each test has its own identity, so that neither the partner's mail nor a second test is taken for a
        // repetition of it.
        envelopes.append(
          try maker.envelope(
            composition, to: partner, edition: "\(edition.name)-\(name)",
            id: Envelope.ID(rawValue: Int64(envelopes.count + 1)), date: work.planner.asOf,
            // A few mails only: whatever carries them finds what it needs.
            needs: .parts, isTest: true))
      }
      guard !envelopes.isEmpty else {
        // Who is not written to, and why.
        plan.lines.forEach(console.say)
        continue
      }
      let choice = try TransportChoice(
        maker.sender, in: work.opened.workspace, campaign: campaign, edition: "\(edition.name)-\(name)")
      let deliveries = await choice.transport.deliver(envelopes) { _ in }
      let health = choice.transport.health
      await choice.transport.close()
      if case .unavailable(let outage) = health {
        throw Failure("\(outage)", code: Exit.code(of: outage))
      }
      let accepted = deliveries.count { if case .accepted = $0.outcome { true } else { false } }
      console.say(
        "Test of \(campaign) \(edition.name): \(accepted) of \(envelopes.count) accepted by \(choice.upstream)"
      )
      for delivery in deliveries {
        switch delivery.outcome {
        case .accepted: continue
        case .deferred(let reply), .refused(let reply), .inDoubt(let reply):
          throw Failure("\(reply.status) \(reply.text)", code: Exit.unavailable)
        }
      }
    }
  }
}
