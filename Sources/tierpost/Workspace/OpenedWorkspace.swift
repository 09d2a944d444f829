import Campaigns
import FoundationEssentials
import Ledger
import Mail
import Mailroom
import PartnerProgram
import Sending
import Settings
import Signing

/// A workspace with its ledger open and up to date with its data files.
struct OpenedWorkspace: Sendable {
  let workspace: Workspace
  let ledger: SQLiteLedger
  /// Names partners and suppressed addresses; never changes.
  let key: SecretKey
  /// The keys of links to leave; the last one signs.
  let links: KeyRing
  let evaluator: TierEvaluator
  /// The partner fields that the data has.
  let fields: Set<String>
  /// What people decided about standings, as it was when the workspace was opened.
  let decisions: [Partner.ID: [StandingDecision]]

  var calendar: ProgramCalendar { evaluator.calendar }
  /// A walk over all partners by the workspace's rules or others, heeding decisions and caps.
  func walk(asOf moment: Timestamp, by other: TierEvaluator? = nil) throws -> RecipientWalk {
    let walk = RecipientWalk(
      store: ledger, evaluator: other ?? evaluator, decisions: decisions, log: other == nil ? ledger : nil)
    return try CapSweep(walk).capped(asOf: moment)
  }

  /// Opens the ledger and brings in the data files that changed since they were last brought in.
  static func open(_ options: WorkspaceOptions) throws -> OpenedWorkspace {
    let workspace = try Workspace(folder: options.workspace)
    let console = options.console
    let (ledger, secret) = try openLedger(of: workspace)
    let reports = try DataUpdate(workspace: workspace, ledger: ledger, latest: Surroundings.latestMoment())
      .run(
        onlyChanged: true)
    for report in reports where report.refused > 0 {
      console.say(
        "\(report.file): \(report.rows) rows, \(report.refused) refused; `tierpost import` lists them")
    }
    return try OpenedWorkspace(workspace: workspace, ledger: ledger, secret: secret)
  }

  init(workspace: Workspace, ledger: SQLiteLedger, secret: WorkspaceKey) throws {
    guard let evaluator = TierEvaluator(program: workspace.program) else {
      throw Failure("the time zone \(workspace.program.timeZone) is not known", code: Exit.configuration)
    }
    self.workspace = workspace
    self.ledger = ledger
    key = secret.key
    links = try secret.links
    self.evaluator = evaluator
    fields = Set(try ledger.fieldNames())
    decisions = try ledger.decisions()
  }

  static func openLedger(of workspace: Workspace) throws -> (SQLiteLedger, WorkspaceKey) {
    let path = workspace.path("Data/ledger.sqlite")
    let secret = try WorkspaceKey.read(
      in: workspace.folder, mayMake: !FileManager.default.fileExists(atPath: path))
    let key = secret.key
    let ledger = try SQLiteLedger(path: path, bootID: Surroundings.bootID) {
      // The key was checked for its length, the one thing that can be wrong with it.
      guard let hash = try? AddressHash($0, key: key) else {
        preconditionFailure("the workspace's key is too short")
      }
      return [hash.exact, hash.folded]
    }
    // Under another key nobody's suppression would be found any more.
    guard try ledger.note("key") ?? secret.fingerprint == secret.fingerprint else {
      throw Failure(
        "Data/keys/workspace.key is not the key this ledger was made with",
        help: "restore the key from your backup; the ledger knows suppressed addresses by it alone",
        code: Exit.configuration)
    }
    if try ledger.note("key") == nil { try ledger.setNote("key", secret.fingerprint) }
    return (ledger, secret)
  }

  /// A partner that must be there.
  func record(of id: Partner.ID) throws -> PartnerRecord {
    if let found = try ledger.partner(id) { return found }
    let near = try ledger.suggestPartnerIDs(near: id)
    throw Failure(
      "there is no partner '\(id)'",
      help: near.isEmpty ? nil : "did you mean \(near.map { "'\($0)'" }.joined(separator: ", "))?",
      code: Exit.noInput)
  }

  /// A campaign ready to run.
  func context(for campaign: Campaign) throws -> CampaignContext {
    guard let sender = workspace.senders[campaign.sender] else {
      throw Failure("there is no sender '\(campaign.sender)'", code: Exit.configuration)
    }
    let maker = try EnvelopeMaker(
      campaign: campaign.name, sender: sender, program: workspace.program, key: key, links: links,
      signer: try workspace.signer(of: sender))
    return try CampaignContext(campaign, in: workspace, fields: fields, evaluator: evaluator, maker: maker)
  }

  /// The editions of a campaign that are meant.
  ///
  /// Of events those that are news, without the ones that are `sent` but where these are wanted too.
  func editions(
    of campaign: Campaign, named name: String?, walk: RecipientWalk, asOf: Timestamp, withSent: Bool = false
  ) throws -> [Edition] {
    let given = try campaign.kind.editions(named: name, today: calendar.day(of: asOf))
    guard let trigger = campaign.kind.trigger, name == nil else { return given }
    return try EventEditions(
      MomentFinder(walk, trigger: trigger), campaign: campaign.name, ledger: withSent ? nil : ledger
    ).due(asOf: asOf)
  }
}
