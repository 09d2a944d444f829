import Campaigns
import Synchronization

/// Composers that are lent to workers: the memory of one is used again by the next.
final class ComposerPool: Sendable {
  // A composer is taken out for as long as someone has it, and so is used by one worker at a time.
  private struct Idle: @unchecked Sendable {
    let composer: Composer
  }

  private let idle = Mutex<[Idle]>([])

  func withComposer<Made>(_ body: (Composer) throws -> Made) rethrows -> Made {
    let lent = idle.withLock { $0.popLast() } ?? Idle(composer: Composer())
    defer { idle.withLock { $0.append(lent) } }
    return try body(lent.composer)
  }
}
