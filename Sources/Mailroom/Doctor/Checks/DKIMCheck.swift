internal import Mail
internal import Signing

extension SenderDoctor {
  private static let why =
    "Gmail, Yahoo and Microsoft refuse or hide bulk mail without a valid DKIM signature of the From domain."

  /// The record of each key (RFC 6376 3.6.1, RFC 8463 4), against the key itself.
  func dkim() throws(ResolverError) -> [SenderFinding] {
    guard !keyFiles.isEmpty else {
      return [
        SenderFinding(
          "dkim", .warning, "dkim: of sender \(sender.name)", "mails are not signed here",
          why: Self.why + " Both List-Unsubscribe headers must be signed too (RFC 8058 4).",
          help: "tierpost dkim-key makes a key; without one the relay must sign as \(fromDomain)")
      ]
    }
    var findings: [SenderFinding] = []
    for file in keyFiles {
      findings += try published(file)
      findings += Self.strength(of: file)
      findings += age(of: file)
    }
    return findings
  }

  private func published(_ file: DKIMKeyFile) throws(ResolverError) -> [SenderFinding] {
    let name = file.identity.recordName
    let subject = "TXT \(name)"
    let record = SenderFinding.Record(name: name, value: file.key.record)
    func wrong(_ found: String, help: String? = nil) -> [SenderFinding] {
      [SenderFinding("dkim", .wrong, subject, found, why: Self.why, record: record, help: help)]
    }
    let texts = try resolver.texts(of: name)
    guard let text = texts.first else {
      return wrong("there is no record for the key \(file.settings.keyFile)")
    }
    guard texts.count == 1 else {
      return wrong(
        "there are \(texts.count) records, and receivers may take any of them", help: "keep only this one")
    }
    guard let tags = TagList(text) else { return wrong("the record is not a list of tags") }
    guard let version = tags["v"] ?? Optional("DKIM1"), version == "DKIM1",
      tags["v"] == nil || tags.tags.first?.name == "v"
    else { return wrong("the record does not begin with v=DKIM1") }
    let type = tags["k"]?.lowercased() ?? "rsa"
    guard type == file.key.algorithm.keyType else {
      return wrong("the record is of type \(type), and the key is \(file.key.algorithm.keyType)")
    }
    guard let encoded = tags["p"] else { return wrong("the record has no p=, the key") }
    guard !encoded.isEmpty else { return wrong("the record says that the key was revoked: p= is empty") }
    guard let key = bytes(ofBase64: encoded) else {
      return wrong("p= is not base64: a long record may have lost a part, or quotes stand in it")
    }
    guard key == file.key.publicKey else {
      return wrong(
        "the record holds another key than \(file.settings.keyFile)",
        help: "publish this, or use the key file that belongs to the record")
    }
    if let hashes = tags.words("h"), !hashes.contains("sha256") {
      return wrong("h= allows \(hashes.joined(separator: ", ")) only, and signatures use sha256")
    }
    if let services = tags.words("s"), !services.contains("*"), !services.contains("email") {
      return wrong("s= allows \(services.joined(separator: ", ")) only, and not email")
    }
    if tags.words("t")?.contains("y") == true {
      return [
        SenderFinding(
          "dkim", .warning, subject, "the record says t=y, testing: receivers may treat the mail as unsigned",
          why: Self.why, record: record)
      ]
    }
    return [
      SenderFinding(
        "dkim", .good, subject,
        "the record and \(file.settings.keyFile) are one key (\(file.key.algorithm.rawValue), \(file.key.bits) bits)"
      )
    ]
  }

  private static func strength(of file: DKIMKeyFile) -> [SenderFinding] {
    var findings: [SenderFinding] = []
    if file.key.algorithm == .rsa, file.key.bits < 2_048 {
      findings.append(
        SenderFinding(
          "dkim", .warning, file.settings.keyFile, "the RSA key has \(file.key.bits) bits",
          why: "Signers should use 2048 (RFC 8301 3.2); Gmail asks for as many.",
          help: "tierpost dkim-key with another selector, publish, then change dkim:"))
    }
    if file.isReadableByOthers {
      findings.append(
        SenderFinding(
          "dkim", .warning, file.settings.keyFile, "others than its owner can read the key",
          why: "Whoever has it can sign as the domain.", help: "chmod 600 \(file.settings.keyFile)"))
    }
    return findings
  }

  private func age(of file: DKIMKeyFile) -> [SenderFinding] {
    guard let modified = file.modified else { return [] }
    let days = (now.seconds - modified.seconds) / 86_400
    guard days > 365 else { return [] }
    return [
      SenderFinding(
        "dkim", .note, file.settings.keyFile, "the key is \(days) days old",
        why: "Keys are changed once or twice a year, so that a copy that got lost ends some day.",
        help:
          "tierpost dkim-key with another selector, publish, change dkim:, and keep the old record for two weeks"
      )
    ]
  }
}
