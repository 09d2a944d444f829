/// Which header fields a signature covers, and in which order.
enum SignedHeaders {
  private struct Name {
    let text: [UInt8]
    /// Named once more than the message has it, so that a second one put in later breaks the signature (RFC 6376
    /// 8.15); an absent one too.
    let isOversigned: Bool

    init(_ text: String, _ isOversigned: Bool = false) {
      self.text = Array(text.utf8)
      self.isOversigned = isOversigned
    }
  }

  /// What says who, what, when and how to read it, and the list fields, which RFC 8058 4 wants covered; none that a
  /// relay may change or add (RFC 6376 5.4.1).
  private static let names = [
    Name("from", true), Name("reply-to", true), Name("subject", true), Name("date", true), Name("to", true),
    Name("cc", true), Name("message-id", true), Name("mime-version"), Name("content-type"),
    Name("content-transfer-encoding"), Name("content-language"), Name("list-id"), Name("list-unsubscribe"),
    Name("list-unsubscribe-post"), Name("feedback-id"),
  ]

  /// What a message has of the names: how often each, and the value of `h=` for that, kept from message to message.
  struct Coverage {
    fileprivate var counts: [Int] = []
    fileprivate(set) var list: [UInt8] = []
  }

  /// Appends the relaxed form of every covered field; `coverage` is brought up to date.
  static func append(
    of message: UnsafeBufferPointer<UInt8>, _ fields: [HeaderField], to output: inout [UInt8],
    _ coverage: inout Coverage
  ) {
    var isSame = coverage.counts.count == names.count
    if !isSame { coverage.counts = Array(repeating: 0, count: names.count) }
    for (place, name) in names.enumerated() {
      var count = 0
      // Most names differ in their length already.
      let length = name.text.count
      // Of several fields with one name the last comes first (RFC 6376 5.4.2).
      for field in fields.reversed()
      where field.colon - field.start == length && field.isNamed(name.text, in: message) {
        field.appendRelaxed(of: message, to: &output)
        count += 1
      }
      if coverage.counts[place] != count {
        isSame = false
        coverage.counts[place] = count
      }
    }
    guard !isSame else { return }
    let covered = zip(names, coverage.counts).flatMap { name, count in
      Array(repeating: name.text, count: count + (name.isOversigned ? 1 : 0))
    }
    coverage.list = SignatureField.list(covered)
  }
}
