/// Where sample partners come from: a country, its language and how its people and companies are called.
struct SampleCulture: Sendable {
  /// A name in its own script and in the letters of an address.
  struct Name: Sendable {
    let text: String
    let ascii: String

    /// `Jürgen|juergen`, or the text alone where lower case is enough.
    init(_ entry: Substring) {
      let parts = entry.split(separator: "|")
      text = String(parts[0])
      ascii = parts.count > 1 ? String(parts[1]) : text.lowercased()
    }
  }

  let country: String
  let language: String
  let timeZone: String
  /// How many of a hundred partners, roughly.
  let weight: Int
  let names: SampleNames
}

/// The names of one language.
struct SampleNames: Sendable {
  let given: [SampleCulture.Name]
  let family: [SampleCulture.Name]
  /// `%` stands for a family name.
  let companies: [String]
  let familyFirst: Bool

  init(given: String, family: String, companies: [String], familyFirst: Bool = false) {
    self.given = given.split(separator: " ").map(SampleCulture.Name.init)
    self.family = family.split(separator: " ").map(SampleCulture.Name.init)
    self.companies = companies
    self.familyFirst = familyFirst
  }

  /// A person's full name in the order of the culture.
  func full(_ given: SampleCulture.Name, _ family: SampleCulture.Name) -> String {
    familyFirst ? "\(family.text) \(given.text)" : "\(given.text) \(family.text)"
  }
}
