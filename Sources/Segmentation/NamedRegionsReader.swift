internal import Settings

/// Reads the mapping `regions:` and works every region out to its countries, however they stand in each
/// other.
final class NamedRegionsReader {
  private var entries:
    [(name: String, place: SettingsValue, members: [(word: String, place: SettingsValue)])] = []
  private var index: [String: Int] = [:]
  private var done: [Int: Set<String>] = [:]
  private var path: [Int] = []

  init(_ value: SettingsValue) {
    for (place, members) in value.entries() ?? [] {
      guard let name = place.string(), accept(name, at: place) else { continue }
      let words = (WordSet(members) == nil ? nil : members.oneOrMore()) ?? []
      index[WordSet.folded(name)] = entries.count
      entries.append((name, place, words.compactMap { place in place.string().map { ($0, place) } }))
    }
  }

  func read() -> [(name: String, countries: Set<String>)] {
    entries.indices.map { (entries[$0].name, countries(of: $0)) }
  }

  private func accept(_ name: String, at place: SettingsValue) -> Bool {
    let code = name.uppercased()
    if name.isEmpty {
      place.fail("a region needs a name")
    } else if RegionTable.isCountry(code) {
      place.fail("'\(name)' is a country already", kind: .conflict, help: "give the region another name")
    } else if RegionTable.countries(of: code) != nil {
      place.fail(
        "'\(name)' is a region of UN M49 or CLDR already", kind: .conflict, help: "give it another name")
    } else if index[WordSet.folded(name)] != nil {
      place.fail("the region '\(name)' stands twice", kind: .duplicateKey)
    } else {
      return true
    }
    return false
  }

  private func countries(of entry: Int) -> Set<String> {
    if let countries = done[entry] { return countries }
    path.append(entry)
    defer { path.removeLast() }
    var countries: Set<String> = []
    for (word, place) in entries[entry].members {
      if let other = index[WordSet.folded(word)] {
        if let start = path.firstIndex(of: other) {
          let circle = (path[start...] + [other]).map { entries[$0].name }.joined(separator: " > ")
          place.fail("a region contains itself: \(circle)", kind: .conflict)
        } else {
          countries.formUnion(self.countries(of: other))
        }
      } else if let known = RegionTable.countries(of: word.uppercased()) {
        countries.formUnion(known)
      } else {
        place.fail(
          "'\(word)' is no country and no region",
          help: NamedRegions.help(for: word, among: entries.map(\.name)))
      }
    }
    done[entry] = countries
    return countries
  }
}
