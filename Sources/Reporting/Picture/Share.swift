/// Shares as people read them.
enum Share {
  /// `12.5%`, to a tenth; `-` of nothing.
  static func text(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "-" }
    let tenths = (Int128(part) * 1_000 + Int128(whole) / 2) / Int128(whole)
    return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
  }

  static func text(_ part: Int, of whole: Int) -> String { text(Int64(part), of: Int64(whole)) }

  /// Whether `part` is less than `percent` of `whole`.
  static func isBelow(_ percent: Int, _ part: Int, of whole: Int) -> Bool { part * 100 < whole * percent }
}
