import Mail
import PartnerProgram
import Reporting

/// One partner of a small program, by what was sold when.
struct Seller {
  var id: String
  var type = "creator"
  var country: String?
  var joined = "2026-03-05"
  /// Sales of 100 USD by month: `["2026-09": 3]`.
  var sales: [String: Int] = [:]
  var fields: [String: String] = [:]

  /// Where the partner stands in October 2026, as of the first moment of November.
  func recipient(_ program: ProgramSettings, in month: Month = Fixture.month) throws -> Recipient {
    guard let evaluator = TierEvaluator(program: program) else { throw EvaluatorMissing() }
    let partner = Partner(
      id: id, name: id, email: try EmailAddress("p@acme.example"), type: type, country: country,
      joined: try CivilDate(joined), fields: fields)
    let activities = try sales.sorted { $0.key < $1.key }.flatMap { name, count in
      try (0..<count).map { number in
        Activity(
          id: "\(id)-\(name)-\(number)", partner: id, kind: .sale, status: .approved,
          amount: Money(minorUnits: 10_000, currency: program.currency),
          occurred: try Timestamp("\(name)-\(10 + number % 18)T10:00:00Z"))
      }
    }
    return try evaluator.recipient(partner, activities: activities, month: month, asOf: Fixture.clock)
  }

  struct EvaluatorMissing: Error {}
}

extension Fixture {
  static func picture(
    _ program: ProgramSettings, _ sellers: [Seller], in month: Month = Fixture.month
  ) throws -> ProgramPicture {
    var picture = ProgramPicture(program, month: month)
    for seller in sellers { picture.add(try seller.recipient(program, in: month)) }
    return picture
  }
}
