import Testing

@testable import Mail

struct TimestampTests {
  @Test(arguments: [
    ("2026-11-01T09:00:00Z", 1_793_523_600), ("2026-11-01T10:00:00+01:00", 1_793_523_600),
    ("2026-11-01t04:00:00-05:00", 1_793_523_600), ("2026-11-01T09:00:00.999z", 1_793_523_600),
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2026-11-01T00:30:00+05:45", 1_793_472_300),
    ("2026-11-01T09:00:00-00:00", 1_793_523_600), ("9999-12-31T23:59:59Z", 253_402_300_799),
  ]) func `a date and time with an offset reads`(text: String, seconds: Int64) throws {
    #expect(try Timestamp(text).seconds == seconds)
  }

  @Test(arguments: [
    ("2026-11-01", "expected a date and time such as 2026-11-01T09:00:00Z, got a date without a time"),
    (
      "2026-11-01T09:00:00",
      "expected a date and time such as 2026-11-01T09:00:00Z, got a time without Z or an offset"
    ),
    ("2026-11-01 09:00:00Z", "expected a date and time such as 2026-11-01T09:00:00Z"),
    ("2026-11-01T09:00Z", "expected a date and time such as 2026-11-01T09:00:00Z"),
    ("2026-11-01T09:00:00.Z", "expected a date and time such as 2026-11-01T09:00:00Z"),
    ("2026-11-01T09:00:00+0100", "expected a date and time such as 2026-11-01T09:00:00Z"),
    ("2026-11-01T09:00:00ZZ", "expected a date and time such as 2026-11-01T09:00:00Z"),
    ("2026-11-01T09:00:00+24:00", "there is no such offset from UTC"),
    ("2026-11-01T24:00:00Z", "there is no such time of day; hours end at 23, minutes and seconds at 59"),
    ("2016-12-31T23:59:60Z", "there is no such time of day; hours end at 23, minutes and seconds at 59"),
    ("2026-11-31T09:00:00Z", "there is no day 31 in month 11 of 2026, which has 30"),
    ("yesterday", "expected a date and time such as 2026-11-01T09:00:00Z"),
    ("", "expected a date and time such as 2026-11-01T09:00:00Z"),
  ]) func `what is no timestamp says why`(text: String, reason: String) {
    let error = #expect(throws: DateError.self) { try Timestamp(text) }
    #expect(error?.reason == reason)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"),
    (1_793_523_600, "2026-11-01T09:00:00Z", "Sun, 01 Nov 2026 09:00:00 +0000"),
    (951_782_399, "2000-02-28T23:59:59Z", "Mon, 28 Feb 2000 23:59:59 +0000"),
    (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 +0000"),
  ]) func `a timestamp prints for machines and for mail`(seconds: Int64, iso: String, mail: String) throws {
    #expect(Timestamp(seconds: seconds).description == iso)
    #expect(Timestamp(seconds: seconds).mailDate == mail)
    #expect(try Timestamp(iso).seconds == seconds)
  }
}
