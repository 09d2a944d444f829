import FoundationEssentials
import Mailroom
import Sending

extension Workspace {
  /// Reads a secret from where settings say it is; `key` is their key without `_env` and `_file`.
  func secret(_ source: SecretSource, of key: String) throws -> Secret {
    switch source {
    case .environment(let name):
      guard let value = Surroundings.environment(name), !value.isEmpty else {
        throw Failure("the environment has no \(name), which \(key)_env: names", code: Exit.configuration)
      }
      return Secret(value)
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: self.path(path)) else {
        throw Failure("the file of \(key)_file: cannot be read", code: Exit.noPermission)
      }
      return Secret(String(decoding: data, as: UTF8.self).trimmingWhitespace)
    }
  }
}
