import FoundationEssentials
import Glibc

/// Results to standard output, talk to standard error.
struct Console: Sendable {
  /// Whether results are one JSON object a line.
  let isJSON: Bool

  /// Writes a result.
  func result(_ text: String) { Self.write(text + "\n", to: STDOUT_FILENO) }

  /// Writes result bytes as they are.
  func result(bytes: [UInt8]) { Self.write(bytes, to: STDOUT_FILENO) }

  /// Says something to the person.
  func say(_ text: String) { Self.write(text + "\n", to: STDERR_FILENO) }

  /// Shows or replaces the last line of talk, where it goes to a terminal.
  func update(_ text: String) {
    guard Surroundings.talksToTerminal else { return }
    Self.write("\r\u{1B}[K" + text, to: STDERR_FILENO)
  }

  /// Asks for yes; anything else is no.
  func asksYes(_ question: String) -> Bool {
    Self.write(question + " [y/N] ", to: STDERR_FILENO)
    let answer = readLine()?.trimmingWhitespace.lowercased()
    return answer == "y" || answer == "yes"
  }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // The slice outlives the call; a closed pipe ends the loop.
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
