internal import Liquid
internal import PartnerProgram

/// The time zone that a filter is given: the name in the template, or in the data.
enum ZoneArgument {
  /// What is wrong with a zone that the template writes out.
  static func problem(_ value: Value?, at culprit: FilterProblem.Culprit) -> FilterProblem? {
    guard let value else { return nil }
    do throws(FilterError) {
      _ = try clock(value)
      return nil
    } catch {
      return FilterProblem(error.message, help: error.help, at: culprit)
    }
  }

  static func clock(_ value: Value) throws(FilterError) -> ZoneClock {
    guard case .string(let name, _) = value else {
      throw FilterError("a time zone is a text", help: "write its IANA name, such as 'Europe/Berlin'")
    }
    guard let clock = ZoneClock(name) else {
      throw FilterError(
        "'\(name.prefix(40))' is not an IANA time zone",
        help: ZoneClock.suggestion(for: name) ?? "such as 'Europe/Berlin' or 'America/New_York'")
    }
    return clock
  }
}
