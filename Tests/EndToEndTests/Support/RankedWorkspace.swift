/// A program of twelve with 12, 11 … 1 sales in October 2026; P-03 and P-04 have as many.
enum RankedWorkspace {
  static let asOf = "2026-11-01T09:00:00Z"

  static func make(_ settings: String, campaign: Bool = true) throws -> TestWorkspace {
    var partners = "id,name,first_name,email,joined,country,language,type,leaderboard,spotlight\n"
    var activity = TestWorkspace.activityHeader
    for number in 1...12 {
      let id = number < 10 ? "P-0\(number)" : "P-\(number)"
      let choice = number == 12 ? "no,yes" : number % 2 == 0 ? ",yes" : "yes,"
      partners += "\(id),Name\(number) Long\(number),First\(number),p\(number)@mail.example,2026-01-01,"
      partners += "\(number % 3 == 0 ? "DE,de" : "US,en"),\(number <= 8 ? "creator" : "agency"),\(choice)\n"
      for sale in 0..<(number == 4 ? 10 : 13 - number) {
        let day = sale < 9 ? "0\(sale + 1)" : "\(sale + 1)"
        activity += "A-\(number)-\(sale),\(id),sale,approved,10.00,USD,2026-10-\(day)T15:00:00Z,\n"
      }
    }
    let workspace = try TestWorkspace(partners: partners, activity: activity)
    var text = try workspace.read("tierpost.yaml") + settings + "\n"
    if campaign {
      text = text.replacing(
        "\ncampaigns:\n",
        with: "\ncampaigns:\n  board: {kind: status, template: leaderboard, segment: active}\n")
    }
    try workspace.write(text, to: "tierpost.yaml")
    return workspace
  }
}
