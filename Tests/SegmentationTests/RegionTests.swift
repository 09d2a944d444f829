import Segmentation
import Settings
import Testing

@Suite struct RegionTests {
  @Test func `a region takes countries, codes and other regions, in any order`() {
    let (regions, problems) = Fixtures.readRegions(
      "All: [Core, 830, US]\nCore: [DACH, NL]\nDACH: [de, AT, CH]\n")
    #expect(problems.map(\.message) == ["'830' is no country and no region"])
    #expect(regions.countries(of: "Core") == ["DE", "AT", "CH", "NL"])
    #expect(regions.countries(of: "all") == ["DE", "AT", "CH", "NL", "US"])
  }

  @Test func `a country, an area and a grouping need no name`() {
    #expect(Fixtures.regions.countries(of: "DE") == ["DE"])
    #expect(Fixtures.regions.countries(of: "155") == ["AT", "BE", "CH", "DE", "FR", "LI", "LU", "MC", "NL"])
    #expect(Fixtures.regions.countries(of: "EU")?.count == 27)
    #expect(Fixtures.regions.countries(of: "eu")?.isSuperset(of: ["BG", "HR"]) == true)
    #expect(Fixtures.regions.countries(of: "Atlantis") == nil)
  }

  @Test func `regions keep the order of the file`() {
    #expect(Fixtures.regions.regions.map(\.name) == ["DACH", "Core"])
  }
}
