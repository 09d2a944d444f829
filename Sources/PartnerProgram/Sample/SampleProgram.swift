/// Makes the data files of a program that does not exist, at any size and the same for the same seed.
///
/// The year of activity runs from 2025-11-01 to 2026-10-31. Most partners sell little and a few sell much; some rise in
/// the last month; some have just joined. Besides the partners and activities asked for, each file holds a few rows
/// that an import must refuse, so that everyone sees early what a refusal looks like. Everything streams.
package struct SampleProgram: Sendable {
  /// How many partners; at least 1.
  package let partners: Int
  /// How many activities, refused rows aside.
  package let activities: Int
  package let seed: UInt64

  package init(partners: Int, activities: Int, seed: UInt64) {
    self.partners = max(1, partners)
    self.activities = max(0, activities)
    self.seed = seed
  }

  /// Writes partners.csv.
  ///
  /// - Parameter sink: takes the next bytes of the file, about 64 KB each time, valid during the call only.
  package func writePartners(to sink: (Span<UInt8>) throws -> Void) rethrows {
    var file = SamplePartnersFile(program: self)
    for index in 0..<partners {
      file.write(partner: index)
      try file.writer.flush(over: 1 << 16, to: sink)
    }
    try file.writer.flush(over: 0, to: sink)
  }

  /// Writes activity.csv, partner after partner.
  ///
  /// - Parameter sink: takes the next bytes of the file, about 64 KB each time, valid during the call only.
  package func writeActivity(to sink: (Span<UInt8>) throws -> Void) rethrows {
    var file = SampleActivityFile(program: self)
    let total = (0..<partners).reduce(UInt64(0)) { $0 + UInt64(profile($1).weight) }
    var before: UInt64 = 0
    var written = 0
    for index in 0..<partners {
      let profile = profile(index)
      before += UInt64(profile.weight)
      // Shares of a running total, so that the rounded counts add up to what was asked for.
      let until = Int(total.dividingFullWidth(before.multipliedFullWidth(by: UInt64(activities))).quotient)
      file.write(profile, count: until - written)
      written = until
      try file.writer.flush(over: 1 << 16, to: sink)
    }
    file.writeLastRefused()
    try file.writer.flush(over: 0, to: sink)
  }

  func profile(_ index: Int) -> SampleProfile {
    SampleProfile(index: index, seed: seed)
  }

  /// `P-00017`: as many digits as the number of partners needs, at least five.
  func partnerID(_ index: Int) -> String {
    SampleText.padded(index + 1, to: max(5, String(partners).count), after: "P-")
  }
}

extension CSVWriter {
  fileprivate mutating func flush(over limit: Int, to sink: (Span<UInt8>) throws -> Void) rethrows {
    if bytes.count > limit { try take(sink) }
  }
}

/// Small texts of the sample.
enum SampleText {
  static func padded(_ number: Int, to width: Int, after prefix: String) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
