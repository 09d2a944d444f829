import Testing

@testable import Mail

struct CivilDateTests {
  @Test func `every day of four centuries goes to its number and back, in order`() {
    var day = CivilDate(year: 1800, month: 1, day: 1)
    var number = day.daysSinceEpoch
    #expect(number == -62_091)
    for year in 1800..<2200 {
      for month in 1...12 {
        for dayOfMonth in 1...CivilDate.daysInMonth(month, of: year) {
          let expected = CivilDate(year: year, month: month, day: dayOfMonth)
          if day != expected || expected.daysSinceEpoch != number {
            Issue.record("\(expected) is not \(day)")
          }
          number += 1
          day = day.adding(days: 1)
        }
      }
    }
  }

  @Test(arguments: [
    ("2026-11-01", 0), ("1970-01-01", 4), ("2000-02-29", 2), ("1900-03-01", 4), ("9999-12-31", 5),
  ])
  func `a date reads, prints and knows its weekday`(text: String, weekday: Int) throws {
    let date = try CivilDate(text)
    #expect(date.description == text)
    #expect(date.weekday == weekday)
  }

  @Test(arguments: [
    ("2026-02-29", "there is no day 29 in month 2 of 2026, which has 28"),
    ("1900-02-29", "there is no day 29 in month 2 of 1900, which has 28"),
    ("2026-13-01", "there is no month 13"), ("2026-00-01", "there is no month 0"),
    ("2026-04-31", "there is no day 31 in month 4 of 2026, which has 30"),
    ("2026-01-00", "there is no day 0 in month 1 of 2026, which has 31"),
    ("2026-1-1", "expected a date such as 2026-11-01"), ("26-11-01", "expected a date such as 2026-11-01"),
    ("2026/11/01", "expected a date such as 2026-11-01"),
    ("2026-11-01 ", "expected a date such as 2026-11-01"),
    ("2026-11-01T00:00:00Z", "expected a date such as 2026-11-01"),
    ("", "expected a date such as 2026-11-01"),
    ("２０２６-11-01", "expected a date such as 2026-11-01"),
    ("+026-11-01", "expected a date such as 2026-11-01"),
  ]) func `what is no date says why`(text: String, reason: String) {
    let error = #expect(throws: DateError.self) { try CivilDate(text) }
    #expect(error?.reason == reason)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-12-15", 1, "2027-01-15"),
    ("2026-01-15", -1, "2025-12-15"), ("2026-03-31", -13, "2025-02-28"), ("2024-02-29", 12, "2025-02-28"),
    ("2024-02-29", 48, "2028-02-29"), ("2026-05-05", 0, "2026-05-05"),
  ]) func `adding months keeps the day or takes the last`(text: String, months: Int, expected: String) throws
  {
    #expect(try CivilDate(text).adding(months: months).description == expected)
  }
}
