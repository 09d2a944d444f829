import Synchronization

/// Progress of a long piece of work: a bar with rate and time left on a terminal, nothing elsewhere.
final class ProgressBar: Sendable {
  private struct State {
    var shown = 0.0
  }

  private let console: Console
  private let title: String
  private let started: Double
  private let state = Mutex(State())

  init(_ title: String, console: Console) {
    self.console = console
    self.title = title
    started = Surroundings.stopwatch()
  }

  /// Shows how far it is; at most ten times a second.
  func show(_ done: Int, of total: Int) {
    guard Surroundings.talksToTerminal, total > 0 else { return }
    let now = Surroundings.stopwatch()
    let isDue = state.withLock { state in
      guard now - state.shown >= 0.1 || done >= total else { return false }
      state.shown = now
      return true
    }
    guard isDue else { return }
    let rate = Double(done) / max(0.001, now - started)
    let left = rate > 0 ? Int(Double(total - done) / rate) : 0
    let text = " \(done)/\(total)  \(Int(rate))/s  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    let cells = max(10, min(40, Surroundings.terminalWidth - title.count - text.count - 4))
    let filled = min(cells, done * cells / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    console.update("\(title) \(bar)\(text)")
  }

  /// Ends the line with a last word.
  func finish(_ text: String) {
    console.update("")
    console.say("\(title): \(text)")
  }
}
