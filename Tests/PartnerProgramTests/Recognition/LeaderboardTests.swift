import Testing

@testable import PartnerProgram

/// Places, ties, and who is on a board.
@Suite struct LeaderboardTests {
  static func board(
    _ values: [Int64], top: Int = 10, minimum: Int = 3, _ change: (Int, inout Partner) -> Void = { _, _ in }
  ) throws -> LeaderboardMaker {
    var settings = LeaderboardSettings()
    settings.top = top
    settings.minimum = minimum
    return try maker(settings, values, change)
  }

  static func maker(
    _ settings: LeaderboardSettings, _ values: [Int64], _ change: (Int, inout Partner) -> Void = { _, _ in }
  ) throws -> LeaderboardMaker {
    var maker = LeaderboardMaker(settings, names: ShownNames(settings.names) { "code-\($0)" })
    for (number, value) in values.enumerated() {
      var someone = try partner("P-\(number)")
      change(number, &someone)
      maker.add(someone, value: value)
    }
    return maker
  }

  @Test func `equal figures share a place, and the places they take up are left out after them`() throws {
    let board = try #require(try Self.board([7, 9, 7, 5, 7, 5, 1]).boards()[""])
    #expect(board.rows.map(\.place) == [1, 2, 2, 2, 5, 5, 7])
    #expect(board.rows.map(\.value) == [9, 7, 7, 7, 5, 5, 1])
    // Of equals the id that comes first stands first, whatever order they came in.
    #expect(board.rows.map(\.partner) == ["P-1", "P-0", "P-2", "P-4", "P-3", "P-5", "P-6"])
    #expect(board.shared == nil && board.count == 7)
  }

  @Test func `those who share the last place are all listed or none of them is`() throws {
    let board = try #require(try Self.board([9, 5, 5, 5, 2, 8], top: 4).boards()[""])
    #expect(board.rows.map(\.partner) == ["P-0", "P-5"])
    #expect(board.shared == Leaderboard.Shared(place: 3, count: 3, value: 5))
    let whole = try #require(try Self.board([9, 5, 5, 5, 2, 8], top: 5).boards()[""])
    #expect(whole.rows.map(\.place) == [1, 2, 3, 3, 3] && whole.shared == nil)
    let level = try #require(try Self.board([4, 4, 4, 4], top: 2).boards()[""])
    #expect(level.rows.isEmpty && level.shared == Leaderboard.Shared(place: 1, count: 4, value: 4))
  }

  @Test func `everyone's own place and the next better one are found`() throws {
    let board = try #require(try Self.board([20, 12, 12, 9, 9, 3], top: 2).boards()[""])
    #expect(board.standing(of: 9) == .init(place: 4, value: 9, next: .init(place: 2, remaining: 3)))
    #expect(board.standing(of: 12) == .init(place: 2, value: 12, next: .init(place: 1, remaining: 8)))
    #expect(board.standing(of: 3)?.next == .init(place: 4, remaining: 6))
    #expect(board.standing(of: 20) == .init(place: 1, value: 20))
    #expect(board.standing(of: 0) == nil && board.standing(of: -5) == nil)
  }

  @Test func `any board agrees with places counted one by one, in any order of the partners`() throws {
    var random = SeededRandom(seed: 5, stream: 0, index: 0)
    for _ in 1...200 {
      let count = random.number(in: 3...60)
      let values = (0..<count).map { _ in Int64(random.number(in: -2...12)) }
      let top = random.number(in: 1...20)
      let ranked = values.filter { $0 > 0 }
      let board = try Self.board(values, top: top).boards()[""]
      #expect((board == nil) == (ranked.count < 3))
      guard let board else { continue }
      /// Counted anew for each.
      func place(_ value: Int64) -> Int { 1 + ranked.count { $0 > value } }
      let listed = ranked.filter { value in ranked.count { $0 >= value } <= top }
      #expect(board.rows.map(\.value) == listed.sorted(by: >))
      for row in board.rows { #expect(row.place == place(row.value)) }
      for value in ranked {
        let standing = board.standing(of: value)
        let next = ranked.filter { $0 > value }.min()
        #expect(standing?.place == place(value))
        #expect(standing?.next?.remaining == next.map { $0 - value })
        #expect(standing?.next?.place == next.map(place))
      }
      let turned = try Self.board(values.reversed(), top: top) { number, partner in
        partner.id = "P-\(count - 1 - number)"
      }
      #expect(turned.boards()[""]?.rows == board.rows)
    }
  }

  @Test func `a board of fewer than the minimum is none, and nobody's place is known`() throws {
    let few = try Self.board([5, 4, 3, 0, 0], minimum: 4)
    #expect(few.boards().isEmpty && few.tooSmall == ["": 3])
    #expect(try Self.board([5, 4, 3, 1, 0], minimum: 4).boards()[""]?.count == 4)
  }

  @Test(arguments: ["no", "No", "false", "0", "nein", "never"])
  func `who opted out is neither shown nor counted for others`(word: String) throws {
    let maker = try Self.board([9, 8, 7, 6]) { number, partner in
      if number == 0 { partner.fields["leaderboard"] = word }
    }
    let board = try #require(maker.boards()[""])
    #expect(board.rows.map(\.partner) == ["P-1", "P-2", "P-3"] && board.rows.map(\.place) == [1, 2, 3])
    #expect(board.count == 3 && board.standing(of: 8)?.place == 1)
    #expect(maker.optedOut == 1)
    #expect(maker.unclear == (["nein", "never"].contains(word) ? 1 : 0))
  }

  @Test(arguments: ["yes", "TRUE", "1"])
  func `who says yes is ranked like those who say nothing`(word: String) throws {
    let maker = try Self.board([9, 8, 7]) { _, partner in partner.fields["leaderboard"] = word }
    #expect(maker.boards()[""]?.count == 3)
  }

  @Test func `a board within a field has its own places, and is there only where enough are in it`() throws {
    var settings = LeaderboardSettings()
    settings.within = PartnerAttribute("company")
    settings.minimum = 3
    let maker = try Self.maker(settings, [9, 8, 7, 6, 5, 4, 3]) { number, partner in
      partner.fields["company"] = ["small", "large", nil][number % 3]
    }
    #expect(maker.boards().keys.sorted() == ["small"] && maker.tooSmall == ["large": 2])
    #expect(maker.boards()["small"]?.rows.map(\.partner) == ["P-0", "P-3", "P-6"])
    #expect(maker.boards()["small"]?.rows.map(\.place) == [1, 2, 3])
  }

  @Test func `names are shown as the program chose`() throws {
    var someone = try partner("P-9")
    someone.name = "Anne-Marie van der Berg"
    func shown(_ form: NameForm) -> ShownName { ShownNames(form) { "<\($0)>" }.name(of: someone) }
    #expect(shown(.full) == .name("Anne-Marie van der Berg"))
    #expect(shown(.initials) == .name("A.\u{A0}M.\u{A0}V."))
    #expect(shown(.first) == .name("A.\u{A0}M.\u{A0}V."))
    #expect(shown(.alias) == .alias("<P-9>"))
    someone.fields["first_name"] = "Anne-Marie"
    #expect(shown(.first) == .name("Anne-Marie"))
    someone.fields["first_name"] = "Ann\n1. Eve\t: 99"
    #expect(shown(.first) == .name("Ann 1. Eve : 99"))
    someone.fields["first_name"] = String(repeating: "x", count: 61)
    #expect(shown(.first) == .name(String(repeating: "x", count: 59) + "…"))
    someone.name = "結衣"
    #expect(shown(.initials) == .name("結."))
    someone.name = "!!"
    #expect(shown(.initials) == .name("!."))
  }
}
