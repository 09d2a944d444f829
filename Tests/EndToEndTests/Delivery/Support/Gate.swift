import Foundation
import Synchronization

/// Holds a server's sessions at a place until it is opened.
final class Gate: Sendable {
  private struct State {
    var isReached = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let condition = NSCondition()
  private let isOpen = Mutex(false)
  private let state = Mutex(State())

  /// A session comes here: it goes on when the gate is open, or after half a minute.
  func pass() {
    let waiting = state.withLock { state in
      state.isReached = true
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
    let limit = Date(timeIntervalSinceNow: 30)
    condition.lock()
    while !isOpen.withLock({ $0 }), condition.wait(until: limit) {}
    condition.unlock()
  }

  /// Waits until a session has come; one test's task only.
  func reached() async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if !state.isReached { state.waiting = continuation }
        return state.isReached
      }
      if isReached { continuation.resume() }
    }
  }

  func open() {
    condition.lock()
    isOpen.withLock { $0 = true }
    condition.broadcast()
    condition.unlock()
  }
}
