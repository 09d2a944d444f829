import Ledger
import PartnerProgram
import Testing

struct PartnerPageTests {
  let folder: TestFolder
  let ledger: SQLiteLedger

  init() throws {
    folder = try TestFolder()
    ledger = try folder.open()
  }

  @Test(arguments: [1, 7, 100, 101]) func `pages meet every partner once, in the order of ids`(limit: Int)
    throws
  {
    try ledger.importRows { session in
      for number in (1...100).reversed() { _ = try session.put(Sample.partner(number), line: number) }
      for number in 1...100 { _ = try session.put(Sample.sale("A\(number)", of: number), line: number) }
      _ = try session.finish()
    }
    var seen: [PartnerRecord] = []
    var cursor: PartnerCursor?
    repeat {
      let page = try ledger.partners(after: cursor, limit: limit, withActivity: true)
      seen += page.records
      cursor = page.next
    } while cursor != nil
    #expect(seen.map(\.partner) == (1...100).map(Sample.partner))
    #expect(seen.map { $0.activities.map(\.id) } == (1...100).map { ["A\($0)"] })
    let bare = try ledger.partners(after: nil, limit: limit, withActivity: false)
    #expect(bare.records.flatMap(\.activities).isEmpty)
  }

  @Test func `named partners come in the order asked for`() throws {
    try ledger.bringIn(partners: 3)
    let found = try ledger.partners(ids: ["P1003", "nobody", "P1001"], withActivity: false)
    #expect(found.map(\.partner.id) == ["P1003", "P1001"])
  }

  @Test func `a mistyped id gets the nearest ones`() throws {
    try ledger.bringIn(partners: 30)
    #expect(try ledger.suggestPartnerIDs(near: "p1007").first == "P1007")
    #expect(try ledger.suggestPartnerIDs(near: "P10007").first == "P1007")
    #expect(try ledger.suggestPartnerIDs(near: "P10").count == 5)
    #expect(try ledger.suggestPartnerIDs(near: "zzzzzz").isEmpty)
    #expect(try ledger.suggestPartnerIDs(near: "").isEmpty)
  }
}
