internal import Liquid

/// `{{ program.website | link: "offers", partner.id, ref: partner.source }}`: an address with parts added to its
/// path and query, percent-encoded.
///
/// Refuses every scheme but https, http and mailto. A parameter that is nil is left out; one that the address has
/// already is replaced.
enum LinkFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.words(
      name: "link", arguments: FilterSignature(positional: 0...8, takesAnyName: true),
      check: { LinkAddress.problem($0, "link") }
    ) { value, arguments, _ throws(FilterError) in
      var address = try LinkAddress(value, filter: "link")
      for (position, part) in arguments.positional.enumerated() {
        guard let segment = try part.linkText("link", "part \(position + 1) of the path") else {
          throw FilterError("link: part \(position + 1) of the path is nil", help: "give it a 'default'")
        }
        try address.append(segment: segment)
      }
      for (name, value) in arguments.named {
        if let text = try value.linkText("link", "\(name):") { address.set(name, text) }
      }
      return address.text
    }
  }
}
