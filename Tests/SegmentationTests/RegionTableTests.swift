import Testing

@testable import Segmentation

@Suite struct RegionTableTests {
  @Test(
    arguments: [
      ("DE", ["DE"]), ("155", ["AT", "BE", "CH", "DE", "FR", "LI", "LU", "MC", "NL"]), ("XK", ["XK"]),
      ("021", ["BM", "CA", "GL", "PM", "US"]),
    ] as [(String, Set<String>)])
  func `a code stands for its countries`(code: String, countries: Set<String>) {
    #expect(RegionTable.countries(of: code) == countries)
  }

  @Test func `an area holds the countries of the areas in it`() throws {
    let europe = try #require(RegionTable.countries(of: "150"))
    #expect(europe.isSuperset(of: ["DE", "PT", "UA", "IS", "XK", "RU"]))
    #expect(europe.isDisjoint(with: ["TR", "US", "155", "CY"]))
    #expect(try #require(RegionTable.countries(of: "001")).count == 250)
    #expect(try #require(RegionTable.countries(of: "419")).contains("MX"))
  }

  @Test func `the groupings of 2026 are complete`() throws {
    let union = try #require(RegionTable.countries(of: "EU"))
    let euro = try #require(RegionTable.countries(of: "EZ"))
    #expect(union.count == 27)
    #expect(!union.contains("GB"))
    #expect(euro.count == 21)
    #expect(euro.isSuperset(of: ["HR", "BG"]))
    #expect(union.subtracting(euro) == ["CZ", "DK", "HU", "PL", "RO", "SE"])
    #expect(try #require(RegionTable.countries(of: "UN")).count == 193)
  }

  @Test(arguments: ["", "de", "ZZ", "DACH", "QO", "EA", "999", "UK"])
  func `an unknown code stands for nothing`(code: String) {
    #expect(RegionTable.countries(of: code) == nil)
    #expect(!RegionTable.isCountry(code))
  }

  @Test func `a grouping is no country`() {
    #expect(RegionTable.groupings.count == 34)
    #expect(RegionTable.groupings.first == "001")
    #expect(RegionTable.groupings.suffix(3) == ["EU", "EZ", "UN"])
    #expect(RegionTable.groupings.allSatisfy { !RegionTable.isCountry($0) })
    #expect(RegionTable.isCountry("FR"))
  }
}
