/// Collects the mistakes of a file while it is read, so that all are reported at once.
package final class ProblemLog {
  package private(set) var problems: [Problem] = []

  package init() {}

  package func add(_ problem: Problem) { problems.append(problem) }

  /// Throws what was collected, in the order of the files and their lines.
  package func throwIfAny() throws(Problems) {
    guard !problems.isEmpty else { return }
    throw Problems(problems.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) })
  }

  /// Adds what a reading throws, so that the next one still runs.
  package func catching(_ body: () throws(Problems) -> Void) {
    do { try body() } catch { error.list.forEach(add) }
  }

  /// The same problems, each once.
  package func withoutRepeats() -> ProblemLog {
    let log = ProblemLog()
    for problem in problems where !log.problems.contains(problem) { log.add(problem) }
    return log
  }
}
