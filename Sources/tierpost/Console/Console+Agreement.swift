extension Console {
  /// Asks before something that cannot be taken back; returns where the answer is yes, or `yes` says so already.
  func agree(_ question: String, yes: Bool) throws {
    guard !yes else { return }
    guard Surroundings.canAsk else {
      throw Failure(
        "not done: nobody can be asked here", help: "--yes does it without asking", code: Exit.usage)
    }
    guard asksYes(question) else { throw Failure("nothing was done", code: Exit.usage) }
  }
}
