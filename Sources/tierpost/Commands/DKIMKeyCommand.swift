import ArgumentParser
import Mail
import Mailroom
import Settings
import Signing

struct DKIMKeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dkim-key",
    abstract: "Makes a key that mails are signed with, and prints its DNS record.",
    discussion: """
      Writes keys/SELECTOR.pem in the workspace, readable for its owner only, and never over a file that is there. Then \
      prints the TXT record to publish, and the lines for dkim: in tierpost.yaml. Publish first, then sign. rsa is what \
      every receiver knows; ed25519 may stand beside it.

      Examples:
        tierpost dkim-key --selector s1
        tierpost dkim-key --selector e1 --type ed25519 --domain acme.example
      """)

  enum KeyType: String, CaseIterable, ExpressibleByArgument {
    case rsa, ed25519
  }

  @OptionGroup var options: WorkspaceOptions
  @Option(help: ArgumentHelp("The name of the key in DNS, such as s1.", valueName: "name"))
  var selector: String
  @Option(help: ArgumentHelp("The domain; the default is that of From.", valueName: "domain"))
  var domain: String?
  @Option(help: ArgumentHelp("The sender whose From gives the domain.", valueName: "name"))
  var sender: String?
  @Option(help: "The type of key.")
  var type = KeyType.rsa
  @Option(help: "The length of an RSA key: 2048, 3072 or 4096.")
  var bits = 2_048

  func validate() throws {
    guard [2_048, 3_072, 4_096].contains(bits) else {
      throw ValidationError("--bits must be 2048, 3072 or 4096")
    }
    let labels = selector.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.last != "-"
        && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
    guard isName, selector.utf8.count <= 63 else {
      throw ValidationError("--selector must be letters, digits and hyphens, such as s1")
    }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      let domain = try signingDomain(in: workspace)
      let name = "keys/\(selector.lowercased()).pem"
      let key = DKIMKey.make(type == .rsa ? .rsa : .ed25519, bits: bits)
      try KeyFileWriting.write(key.pem(), to: workspace.path(name), name: name)
      let identity = DKIMSigner.Identity(domain: domain, selector: selector.lowercased(), key: key)
      let record = SenderFinding.Record(name: identity.recordName, value: key.record)
      if options.json {
        let line = JSONLine([
          ("file", .text(name)), ("domain", .text(domain)), ("selector", .text(identity.selector)),
          ("algorithm", .text(key.algorithm.rawValue)),
          (
            "publish",
            .object([("name", .text(record.name)), ("type", .text("TXT")), ("value", .text(record.value))])
          ),
        ])
        return console.result(line.description)
      }
      console.say("Made \(name). Keep it out of version control. Publish this record:")
      console.result(DoctorReport.zoneLine(record))
      console.say("When it can be seen (tierpost doctor), sign with it, in tierpost.yaml under the sender:")
      console.result("dkim:\n  - {domain: \(domain), selector: \(identity.selector), key_file: \(name)}")
    }
  }

  private func signingDomain(in workspace: Workspace) throws -> String {
    if let domain {
      guard let found = (try? EmailAddress("x@\(domain)"))?.domain, !found.hasPrefix("["), found.contains(".")
      else {
        throw Failure("--domain \(domain) is not a domain", code: Exit.usage)
      }
      return found
    }
    if let sender {
      guard let found = workspace.senders[sender] else {
        throw Failure(
          "there is no sender '\(sender)' in tierpost.yaml",
          help: Suggestion.help(for: sender, among: workspace.senders.keys.sorted()), code: Exit.noInput)
      }
      return found.from.address.domain
    }
    let domains = Set(workspace.senders.values.map(\.from.address.domain)).sorted()
    guard let only = domains.first, domains.count == 1 else {
      throw Failure(
        "the senders have several domains: \(domains.joined(separator: ", "))", help: "--domain says which",
        code: Exit.usage)
    }
    return only
  }
}
