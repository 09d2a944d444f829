/// Takes secrets out of lines that are shown with a mistake: a password that stands where it should not must not
/// reach a log by the message that says so.
enum Redaction {
  /// The line without what follows a key such as `password:` and without the user and password of an address.
  static func of(_ line: String) -> String {
    // Most lines hold neither, and a file of mistakes may have many.
    guard line.contains(":") else { return line }
    return line.replacing(
      #/(?i)((?:password|passwd|passphrase|secret|token|api_key|access_key|\bkey)["']?\s*:\s*)[^\s#].*/#
    ) { match in
      "\(match.1)<redacted>"
    }.replacing(/:\/\/[^\s\/@]*@/) { _ in "://<redacted>@" }
  }
}
