import ArgumentParser
import Mailroom
import Settings
import Signing

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Looks at what receivers ask of a sender: SPF, DKIM, DMARC, TLS, one-click.",
    discussion: """
      For every sender with a relay: the SPF record of the domain that bounces go to, each DKIM key against its record, \
      the DMARC record and alignment, the domains of From, reply_to: and bounces:, the unsubscribe page, and a connection \
      to the relay with its TLS, certificate and AUTH. What is wrong is said with why it matters and with the record to \
      publish. Sends no mail. A sender whose mails go into a folder is looked at only when it is named.

      Examples:
        tierpost doctor
        tierpost doctor --sender relay --probe
        tierpost doctor --dns 192.0.2.53       ask this name server, before others know

      Exit code 0: nothing is wrong. 78: something is. 75: DNS could not be asked.
      """)

  @OptionGroup var options: WorkspaceOptions
  @Option(help: ArgumentHelp("This sender only.", valueName: "name"))
  var sender: String?
  @Flag(help: "Also post to the unsubscribe page, with a token that is valid for nobody.")
  var probe = false
  @Option(help: ArgumentHelp("Ask this name server instead of the machine's.", valueName: "address"))
  var dns: String?

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      let senders = try chosen(in: workspace, console)
      let resolver = SystemResolver(server: try server())
      var worst: [SenderFinding.Level] = []
      for chosen in senders {
        let doctor = SenderDoctor(
          sender: chosen, program: workspace.program, keyFiles: try workspace.keyFiles(of: chosen),
          resolver: resolver, probe: SystemProbe(workspace: workspace), asksUnsubscribePage: probe,
          now: Surroundings.now())
        let findings = doctor.findings()
        worst += findings.map(\.level)
        let report = DoctorReport(sender: chosen.name, findings: findings)
        (options.json ? report.json : report.lines).forEach(console.result)
      }
      let wrong = worst.count { $0 == .wrong }
      let warnings = worst.count { $0 == .warning }
      if !senders.isEmpty {
        console.say(
          "\(counted(senders.count, "sender")): \(counted(wrong, "thing")) wrong, \(counted(warnings, "warning"))."
        )
      }
      if wrong > 0 { throw Exit.configuration }
      if worst.contains(.unknown) { throw Exit.tryAgain }
    }
  }

  private func server() throws -> SystemResolver.Server? {
    guard let dns else { return nil }
    guard let server = SystemResolver.Server(dns) else {
      throw Failure("--dns \(dns): expected an IPv4 address, with or without a port", code: Exit.usage)
    }
    return server
  }

  private func chosen(in workspace: Workspace, _ console: Console) throws -> [SenderSettings] {
    guard let sender else {
      let all = workspace.senders.values.sorted { $0.name < $1.name }
      let away = all.filter { $0.upstreams.contains { if case .folder = $0.carrier { false } else { true } } }
      for kept in all where !away.contains(where: { $0.name == kept.name }) {
        console.say(
          "Sender \(kept.name) writes into a folder, so nobody receives its mails; --sender \(kept.name) looks anyway."
        )
      }
      return away
    }
    guard let found = workspace.senders[sender] else {
      throw Failure(
        "there is no sender '\(sender)' in tierpost.yaml",
        help: Suggestion.help(for: sender, among: workspace.senders.keys.sorted()), code: Exit.noInput)
    }
    return [found]
  }
}
