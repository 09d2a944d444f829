import ArgumentParser
import Ledger
import Mail
import Mailroom
import PartnerProgram

struct TiersDecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Records what a person decided about a partner's tier.",
    discussion: """
      approve, reject     answers the change that `tierpost tiers review` lists;
                          where `approval:` has two roles, two people approve
      override            gives a tier against the figures, until a day
      end-override        ends it before
      invite, uninvite    a tier by invitation only
      reapply             the partner applied for the tier again
      plan                opens an improvement plan, or moves its deadline

      A decision is kept for ever with author and reason, and heeded by every command. The same one again changes \
      nothing. What begins or ends on the day of an earlier one of its kind takes effect on the day after.

      Examples:
        tierpost tiers decide approve P-00286 --author anna --reason "good year"
        tierpost tiers decide reject P-00286 --author ben --role sales --reason "no"
        tierpost tiers decide override P-00286 --tier elite --until 2027-01-31 \\
          --author anna --reason "a contract"
        tierpost tiers decide invite P-00286 --tier circle --author anna \\
          --reason "advisory board"

      Exit code 0: done, or recorded already. 64: it cannot be, with the reason. 66: there is no such partner. 78: the \
      partner's ladder has no `movement:`.
      """)

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case approve, reject, override
    case endOverride = "end-override"
    case invite, uninvite, reapply, plan

    var kind: StandingDecision.Kind {
      switch self {
      case .approve: .approve
      case .reject: .reject
      case .override: .override
      case .endOverride: .endOverride
      case .invite: .invite
      case .uninvite: .uninvite
      case .reapply: .reapply
      case .plan: .plan
      }
    }

    var takesTier: Bool { [.approve, .reject, .override, .invite].contains(self) }
    var needsTier: Bool { self == .override || self == .invite }
    var takesUntil: Bool { [.override, .invite, .plan].contains(self) }
  }

  @Argument(help: "What was decided.")
  var kind: Kind
  @Argument(help: "The partner's id.")
  var partner: String
  @Option(help: ArgumentHelp("Who decided.", valueName: "name"))
  var author: String
  @Option(help: ArgumentHelp("Why: it is kept with the decision.", valueName: "text"))
  var reason: String
  @Option(
    help: ArgumentHelp(
      "The author's role, one of `approval:`; may be left out where that has one.", valueName: "role"))
  var role: String?
  @Option(help: ArgumentHelp("The tier to give.", valueName: "tier"))
  var tier: String?
  @Option(help: ArgumentHelp("The last day of its effect, such as 2027-01-31.", valueName: "day"))
  var until: String?
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions

  func validate() throws {
    for (name, text) in [("--author", author), ("--reason", reason)] {
      // A log is read line by line.
      guard !text.trimmingWhitespace.isEmpty, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        throw ValidationError("\(name) is one line with words in it")
      }
    }
    if kind.needsTier, tier == nil {
      throw ValidationError("\(kind.rawValue) needs --tier: the tier to give")
    }
    if tier != nil, !kind.takesTier { throw ValidationError("\(kind.rawValue) takes no --tier") }
    if kind == .plan, until == nil {
      throw ValidationError("plan needs --until: the day by which the tier is to be met again")
    }
    if let until {
      guard kind.takesUntil else { throw ValidationError("\(kind.rawValue) takes no --until") }
      guard (try? CivilDate(until)) != nil else {
        throw ValidationError("--until \(until): expected a day such as 2027-01-31")
      }
    }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let desk = try DecisionDesk(opened, partner: partner, asOf: moment)
      let decision = try desk.decision(
        kind.kind, tier: tier, until: until.map { try CivilDate($0) }, author: author.trimmingWhitespace,
        role: role, reason: reason.trimmingWhitespace)
      guard let decision else {
        if options.json { console.result(JSONLine([("recorded", .bool(false))]).description) }
        return console.say("This was recorded already; nothing was changed.")
      }
      try opened.ledger.record(decision, at: Surroundings.now())
      show(decision, desk, console)
    }
  }

  private func show(_ decision: StandingDecision, _ desk: DecisionDesk, _ console: Console) {
    if options.json {
      return console.result(
        JSONLine([
          ("recorded", .bool(true)), ("decision", .text(decision.kind.rawValue)),
          ("partner", .text(decision.partner)), ("on", .text(decision.on.description)),
          ("tier", .text(decision.tier)), ("period", .text(decision.period)),
          ("until", .text(decision.until?.description)), ("author", .text(decision.author)),
          ("role", .text(decision.role)), ("reason", .text(decision.reason)),
        ]).description)
    }
    var text = "Recorded: \(kind.rawValue)"
    if let tier = decision.tier { text += " of tier '\(tier)'" }
    text += " for \(decision.partner)"
    if let period = decision.period { text += " in \(period)" }
    text += ", from \(decision.on)"
    if let until = decision.until { text += " until \(until)" }
    console.say(text + ".")
    let missing = desk.due?.missingRoles.filter { $0 != decision.role } ?? []
    if decision.kind == .approve, !missing.isEmpty {
      console.say("It takes effect when \(missing.joined(separator: " and ")) approves too.")
    }
  }
}
