import Mail
import Testing

@testable import PartnerProgram

@Suite struct ProgramCalendarTests {
  @Test func `New York's months follow its summer time`() throws {
    let calendar = try calendar()
    #expect(try calendar.start(of: Month(year: 2026, number: 3)) == at("2026-03-01T05:00:00Z"))
    #expect(try calendar.end(of: Month(year: 2026, number: 3)) == at("2026-04-01T04:00:00Z"))
    #expect(try calendar.start(of: Month(year: 2026, number: 11)) == at("2026-11-01T04:00:00Z"))
    #expect(try calendar.end(of: Month(year: 2026, number: 11)) == at("2026-12-01T05:00:00Z"))
  }

  @Test func `the day of the change to winter time is one day of 25 hours`() throws {
    let calendar = try calendar()
    let day = CivilDate(year: 2026, month: 11, day: 1)
    #expect(try calendar.day(of: at("2026-11-01T03:59:59Z")) == CivilDate(year: 2026, month: 10, day: 31))
    #expect(try calendar.day(of: at("2026-11-01T04:00:00Z")) == day)
    #expect(try calendar.day(of: at("2026-11-02T04:59:59Z")) == day)
    let next = CivilDate(year: 2026, month: 11, day: 2)
    #expect(calendar.start(of: next).seconds - calendar.start(of: day).seconds == 25 * 3_600)
  }

  @Test func `Tokyo is nine hours ahead all year`() throws {
    let calendar = try calendar("Asia/Tokyo")
    #expect(try calendar.start(of: october) == at("2026-09-30T15:00:00Z"))
    #expect(try calendar.month(of: at("2026-09-30T14:59:59Z")) == Month(year: 2026, number: 9))
    #expect(try calendar.month(of: at("2026-09-30T15:00:00Z")) == october)
  }

  @Test func `a day without midnight begins after the gap`() throws {
    // In Cairo clocks went from 00:00 to 01:00 on 2026-04-24; midnight was 22:00 UTC.
    let calendar = try calendar("Africa/Cairo")
    let day = CivilDate(year: 2026, month: 4, day: 24)
    #expect(try calendar.start(of: day) == at("2026-04-23T22:00:00Z"))
    #expect(try calendar.day(of: at("2026-04-23T21:59:59Z")) == CivilDate(year: 2026, month: 4, day: 23))
    #expect(try calendar.clockText(of: at("2026-04-23T22:00:00Z")) == "2026-04-24 01:00")
  }

  @Test func `the look-up of months agrees with the calendar at every edge`() throws {
    for zone in [
      "America/New_York", "Asia/Tokyo", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia", "UTC",
    ] {
      let calendar = try calendar(zone)
      for index in 0..<600 {
        let month = Month(year: 1990, number: 1).advanced(by: index)
        let start = calendar.start(of: month)
        #expect(calendar.month(of: start) == month)
        #expect(calendar.day(of: start) == month.firstDay)
        let before = Timestamp(seconds: start.seconds - 1)
        #expect(calendar.month(of: before) == month.advanced(by: -1))
        #expect(calendar.day(of: before) < month.firstDay)
      }
    }
  }

  @Test func `days left count the present day and are 0 when the month is over`() throws {
    let calendar = try calendar()
    for (clock, days) in [
      ("2026-10-31T12:00:00Z", 1), ("2026-11-01T03:59:59Z", 1), ("2026-11-01T04:00:00Z", 0),
      ("2026-10-01T04:00:00Z", 31), ("2026-09-15T12:00:00Z", 31), ("2027-01-01T00:00:00Z", 0),
    ] {
      #expect(try calendar.daysLeft(in: october, at: at(clock)) == days, "\(clock)")
    }
  }

  @Test(arguments: ["EST", "GMT+2", "Mars/Olympus", "", "new york", "Europe/berlin"])
  func `what is no IANA name is no calendar`(name: String) {
    #expect(ProgramCalendar(timeZone: name) == nil)
  }
}
