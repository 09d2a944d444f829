import Settings

extension Problem {
  /// Message and help as one line, without what the value at hand was: `number needs a number (use 'money')`.
  var said: String {
    message.replacing(/\ \([^()]+ is [^()]+\)$/, with: "") + (help.map { " (\($0))" } ?? "")
  }
}
