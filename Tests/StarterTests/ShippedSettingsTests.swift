import Foundation
import PartnerProgram
import Segmentation
import Settings
import Testing

/// The repository's tierpost.yaml, which `tierpost init` hands to everyone.
@Suite struct ShippedSettingsTests {
  private let log = ProblemLog()
  private let settings: MappingReader

  init() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: repository.appending(path: "tierpost.yaml"), encoding: .utf8)
    let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
    settings = try #require(document.root?.mapping())
  }

  @Test func `program and regions have no mistake`() {
    #expect(ProgramSettings(settings) != nil)
    _ = settings.optional("regions").map { NamedRegions($0) }
    #expect(log.problems.isEmpty)
  }

  @Test func `EMEA, APAC, LATAM and North America are the world, and no country is in two of them`() throws {
    let regions = NamedRegions(try #require(settings.optional("regions")))
    var left = try #require(RegionTable.countries(of: "001"))
    for name in ["EMEA", "APAC", "LATAM"] {
      let countries = try #require(regions.countries(of: name))
      #expect(countries.isSubset(of: left), "\(name): \(countries.subtracting(left))")
      left.subtract(countries)
    }
    #expect(left == RegionTable.countries(of: "021"))
  }

  @Test(arguments: [("DACH", ["AT", "CH", "DE"]), ("Benelux", ["BE", "LU", "NL"])])
  func `a small region is its countries`(_ name: String, _ countries: [String]) throws {
    let regions = NamedRegions(try #require(settings.optional("regions")))
    #expect(regions.countries(of: name)?.sorted() == countries)
  }

  @Test func `Norway is a country, not the word no`() throws {
    let regions = NamedRegions(try #require(settings.optional("regions")))
    #expect(regions.countries(of: "Nordics")?.isSuperset(of: ["DK", "FI", "IS", "NO", "SE"]) == true)
  }
}
