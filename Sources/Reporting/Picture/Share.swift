/// Shares as people read them.
enum Share {
  /// `12.5%`, to a tenth; `-` of nothing.
  static func text(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "-" }
    let tenths = (Int128(part) * 1_000 + Int128(whole) / 2) / Int128(whole)
    return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
  }

  /// `+12.5%`, to a tenth; `-` from nothing.
  static func change(from before: Int64, to now: Int64) -> String {
    guard before > 0 else { return "-" }
    let change = Int128(now) - Int128(before)
    let tenths = (change.magnitude * 1_000 + before.magnitude128 / 2) / before.magnitude128
    let sign = tenths == 0 ? "" : change < 0 ? "-" : "+"
    return "\(sign)\(tenths / 10)\(tenths % 10 == 0 ? "" : ".\(tenths % 10)")%"
  }

  static func text(_ part: Int, of whole: Int) -> String { text(Int64(part), of: Int64(whole)) }

  /// Whether `part` is less than `percent` of `whole`.
  static func isBelow(_ percent: Int, _ part: Int, of whole: Int) -> Bool { part * 100 < whole * percent }
}

extension Int64 {
  fileprivate var magnitude128: UInt128 { UInt128(magnitude) }
}
