internal import Liquid

/// `{{ program.website | utm: source: "newsletter", medium: "email", campaign: campaign.name }}`: an address with
/// the parameters by which web analytics tell where a visitor came from.
///
/// One that the address has already is kept; one that is nil is left out.
enum UTMFilter: MailFilter {
  private static let names = ["source", "medium", "campaign", "content", "term", "id"]
  private static let help = "write utm: source: 'newsletter', medium: 'email', campaign: campaign.name"

  static func filter(for language: MailLanguage) -> Filter {
    Filter.words(
      name: "utm", arguments: FilterSignature(named: names),
      check: { use in
        if use.named.isEmpty { return FilterProblem("utm needs a campaign, source or medium", help: help) }
        return LinkAddress.problem(use, "utm")
      }
    ) { value, arguments, _ throws(FilterError) in
      var address = try LinkAddress(value, filter: "utm")
      guard address.isWeb else {
        throw FilterError("utm needs the address of a web page", help: "an e-mail address has no visitors")
      }
      for (name, value) in arguments.named where !address.has("utm_\(name)") {
        if let text = try value.linkText("utm", "\(name):") { address.set("utm_\(name)", text) }
      }
      return address.text
    }
  }
}
