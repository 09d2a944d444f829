/// One instruction: 16 bytes without references.
struct Op: Sendable {
  enum Code: UInt8, Sendable {
    /// Write the literal bytes b..<b+c.
    case literal
    /// Write register a; flags is an ``OutputPlace``.
    case write
    /// Write register a through filter call b, which has an emit form.
    case writeFilter
    /// Register a := register b.
    case move
    /// Register a := register b, or register c if b was never assigned.
    case coalesce
    /// Fail if register a is missing.
    case require
    /// Register a := field or element c of register b; flags 1: written with a point, 2: it must not be missing.
    case lookup
    /// Register a := fact `flags` of the loop b.
    case loopField
    /// Register a := the range from b to c.
    case range
    /// Register a := value c of the record in register b, whose fields are known.
    case field
    /// Register a := register b through custom filter call c.
    case filter
    /// Register a := register b through standard filter call c.
    case standardFilter
    /// Register a := register b, or register c if b is nothing, false or empty (`default`).
    case orElse
    /// Go to c.
    case jump
    /// Go to c if register a is nil, false or missing.
    case jumpIfFalse
    /// Go to c if register a is true.
    case jumpIfTrue
    /// Go to c unless a compares to b as `flags` says (bit 7: go if it does).
    case jumpUnless
    /// Begin loop b over register a; go to c if there is nothing to do.
    case loopStart
    /// Next turn of loop b: register a := element; go to c when it has ended.
    case loopNext
    /// Keep what is written from here.
    case captureStart
    /// Register a := what was written since; flags 1: it is safe.
    case captureEnd
    /// Forget what the registers of list b hold, and where the loops a..<c go on (a partial begins anew).
    case clear
    /// Register a := its number plus c (counters); written at place b, with flag 1 before, else after.
    case count
    /// Register c := the next of the `extra` registers from b on; register a counts.
    case cycle
    /// Write register b only if it differs from register a, which then keeps it.
    case ifChanged
    /// Hand register a to a routine under the name in register b.
    case pushLocal
    /// Run routine a with the last c pushed values; it goes on after this instruction.
    case call
    /// Run the routine that table b has for the name in register a, with the last c pushed values.
    case callNamed
    /// End of a routine; flags 1: because of `break`, 2: because of `continue`.
    case goBack
    /// Go to c unless the routine that just ended was left by `break` (flags 1) or `continue` (flags 2).
    case jumpUnlessLeft
    /// Register a := the pushed value of the name in register b, or register c if there is none.
    case local
    /// Stop with fault a of the list of faults.
    case fail
    /// End: this render is skipped because of register a.
    case skip
    case end
  }

  var code: Code
  var flags: UInt8 = 0
  var extra: UInt16 = 0
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
}

/// The place in the output in which a value stands, decided when compiling.
enum OutputPlace: UInt8, Sendable {
  /// Written as it is.
  case plain
  case htmlText
  case htmlAttribute
  /// The beginning of a URL in an attribute: the scheme is checked.
  case urlStart
  /// A value of CSS.
  case css
  case header
  case url
}

/// Comparison operators.
enum Comparison: UInt8, Sendable {
  case equal, unequal, less, lessOrEqual, greater, greaterOrEqual, contains
}
