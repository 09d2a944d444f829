import Campaigns
import Synchronization

/// Which compiled template serves a language, once found: partners have few languages, and a look-up costs as much as
/// a tenth of a mail.
final class LanguageChoices: Sendable {
  struct Question: Hashable {
    let template: String
    /// As the partner's row has it; empty where it has none.
    let language: String
  }

  private let known = Mutex<[Question: CompiledTemplate]>([:])
  /// Far more than there are languages: data full of odd tags must not fill the memory.
  private static let most = 1_000

  func choice(_ question: Question, find: () -> CompiledTemplate) -> CompiledTemplate {
    if let found = known.withLock({ $0[question] }) { return found }
    let found = find()
    known.withLock { if $0.count < Self.most { $0[question] = found } }
    return found
  }
}
