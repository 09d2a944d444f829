import Foundation

/// Mail as a server or a folder has it.
struct ReceivedMail {
  /// Lines end with LF.
  let text: String

  init(_ bytes: some Collection<UInt8>) {
    text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
  }

  /// The messages of a folder of `.eml` files, exactly as they are.
  static func files(in folder: String) throws -> [ReceivedMail] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".eml") }.map { name in
      ReceivedMail(FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data())
    }
  }

  /// The messages that smtp-sink dumped, with what it put around them.
  static func sink(_ folder: URL) throws -> [(mail: ReceivedMail, recipient: String)] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map { file in
      let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      let recipient = lines.first { $0.hasPrefix("X-Rcpt-Args: <") }?.dropFirst(14).prefix { $0 != ">" } ?? ""
      // Its own lines come first: X- lines, then Received with its continuations.
      let own = lines.prefix { $0.hasPrefix("X-") || $0.hasPrefix("Received: ") || $0.hasPrefix("\t") }
      // It ends a dump with an empty line.
      let message = lines.dropFirst(own.count).dropLast().joined(separator: "\n")
      return (ReceivedMail(Array(message.utf8)), String(recipient))
    }
  }

  func header(_ name: String) -> String? {
    text.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
      .first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }?.dropFirst(name.count + 2).description
  }

  var messageID: String { header("Message-ID") ?? "" }
  var language: String { header("Content-Language") ?? "" }
}
