import Glibc

/// A program of Debian that the figures are ratios to.
enum Tool: String {
  case sink = "smtp-sink"
  case source = "smtp-source"
  case sqlite = "sqlite3"
  case openssl

  private var package: String {
    switch self {
    case .sink, .source: "postfix"
    case .sqlite, .openssl: rawValue
    }
  }

  /// Its path; Postfix's programs are not on the path of everyone.
  func path() throws -> String {
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":").map(String.init)
    for folder in folders + ["/usr/sbin", "/usr/bin"] where access("\(folder)/\(rawValue)", X_OK) == 0 {
      return "\(folder)/\(rawValue)"
    }
    throw BenchFailure(
      "\(rawValue) is not there; it comes with Debian's package \(package): apt-get install \(package)")
  }
}
