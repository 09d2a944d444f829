internal import PartnerProgram

extension SenderDoctor {
  private static let why =
    "Gmail and Yahoo want one-click unsubscribing (RFC 8058): a POST to the https URL must be enough, without a "
    + "redirect."

  /// One-click: an https URL, both headers, and on demand an answer to the POST.
  func unsubscribe() throws(ResolverError) -> [SenderFinding] {
    guard let url = program.unsubscribe?.url, let host = Self.host(of: url) else {
      return [
        SenderFinding(
          "unsubscribe", .wrong, "unsubscribe: url:", "there is no https URL", why: Self.why,
          help: "unsubscribe: {url: \"https://partners.example/u/\"} in tierpost.yaml")
      ]
    }
    var findings: [SenderFinding] = []
    let isName = IPAddress(host) == nil && host != "localhost"
    let addresses = isName ? try resolver.addresses(of: host).count : 1
    if addresses == 0 {
      findings.append(
        SenderFinding(
          "unsubscribe", .wrong, "A \(host)", "the host of the unsubscribe page has no address",
          why: Self.why,
          help: "publish an A or AAAA record with the address of your web server"))
    } else {
      let signed = keyFiles.isEmpty ? "; whoever signs must cover both" : ", both under the DKIM signature"
      findings.append(
        SenderFinding(
          "unsubscribe", .good, url, "List-Unsubscribe and List-Unsubscribe-Post are in every mail\(signed)"))
    }
    if program.unsubscribe?.mail == nil {
      findings.append(
        SenderFinding(
          "unsubscribe", .note, "unsubscribe: mail:", "there is no mailto: beside the URL",
          why: "Apple's and older programs offer their button for a mailto: address alone.",
          help: "unsubscribe: {mail: unsubscribe@\(fromDomain)}"))
    }
    if asksUnsubscribePage { findings.append(page(url)) }
    return findings
  }

  private func page(_ url: String) -> SenderFinding {
    let subject = "POST \(url)"
    func wrong(_ found: String) -> SenderFinding {
      SenderFinding("unsubscribe", .wrong, subject, found, why: Self.why)
    }
    guard let status = probe.oneClick(url) else { return wrong("nobody answers") }
    return switch status {
    case 200..<300:
      SenderFinding("unsubscribe", .good, subject, "answers \(status) to a token that is valid for nobody")
    case 300..<400: wrong("redirects (\(status)): programs then ask by GET, which must not unsubscribe")
    case 405, 501: wrong("does not take POST (\(status))")
    case 400..<500:
      SenderFinding("unsubscribe", .good, subject, "refuses a token that is valid for nobody (\(status))")
    default: wrong("fails (\(status))")
    }
  }

  private static func host(of url: String) -> String? {
    guard url.lowercased().hasPrefix("https://") else { return nil }
    let host = url.dropFirst(8).prefix { !"/:?#".contains($0) }.lowercased()
    return host.isEmpty ? nil : host
  }
}
