/// What a program needs for names and partials that are known only when rendering.
///
/// Empty for most.
struct LateTables: Sendable {
  /// The body of a partial that is run from several places, or by itself.
  struct Routine: Sendable {
    /// Its first instruction.
    var entry: Int32 = 0
    /// What it works with, to be kept when it runs itself: registers and loops.
    var registers: [Int32] = []
    var loops: Range<Int> = 0..<0
    /// It sees only what it is given.
    var isIsolated = false
  }

  /// The names that can be seen at one place, innermost first.
  struct Scope: Sendable {
    /// Registers of a name and of its value.
    var names: [(name: Int32, value: Int32)] = []
    /// Register of the host's data as one object, -1 if it cannot be seen.
    var root: Int32 = -1
    /// Names handed to a routine can be seen, after the first `localsFrom` of `names`.
    var seesLocals = false
    var localsFrom = 0
  }

  var routines: [Routine] = []
  /// Routines by the name of the partial.
  var dispatch: [[String: Int32]] = []
  var scopes: [Scope] = []
  /// What `fail` stops with.
  var faults: [Fault] = []
  /// Instructions of each output and tag, inner ones before outer ones; only if errors are written.
  var regions: [Region] = []

  struct Region: Sendable {
    var range: Range<Int>
    /// A tag that could not write anything writes no error either.
    var isBlank: Bool
  }

  /// The innermost output or tag around an instruction.
  func region(around position: Int) -> Region? { regions.first { $0.range.contains(position) } }
}
