internal import FoundationEssentials
package import Settings

/// The files of a workspace's `Templates` folder, by what they are.
package struct TemplateFolder: Sendable {
  /// Template name → language as the file is named → text.
  package private(set) var templates: [String: [String: SourceText]] = [:]
  /// `partner.html` → text.
  private(set) var layouts: [String: SourceText] = [:]
  private(set) var components: [String: SourceText] = [:]
  /// Language as the file is named → text.
  private(set) var locales: [String: SourceText] = [:]

  /// Reads every file below a folder.
  ///
  /// - Parameters:
  ///   - path: the folder in the file system.
  ///   - name: the folder as problems name it.
  /// - Throws: a problem where the folder or a file cannot be read as UTF-8.
  package init(path: String, name: String) throws(Problems) {
    let files: [String]
    do {
      files = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    } catch {
      throw Problems([
        Problem(
          .invalidValue, in: SourceText(name: name, text: ""), line: 0, column: 0,
          "the folder of templates cannot be read", help: "tierpost init makes one")
      ])
    }
    for file in files where !file.hasPrefix(".") {
      let parts = file.split(separator: "/").map(String.init)
      guard parts.count == 2, let dot = parts[1].lastIndex(of: ".") else { continue }
      let stem = String(parts[1][..<dot])
      let kind = String(parts[1][parts[1].index(after: dot)...])
      guard ["md", "html", "txt", "yaml"].contains(kind) else { continue }
      let source = try Self.read("\(path)/\(file)", name: "\(name)/\(file)")
      switch (parts[0], kind) {
      case ("layouts", "html"), ("layouts", "txt"): layouts[parts[1]] = source
      case ("components", "html"), ("components", "txt"): components[parts[1]] = source
      case ("locales", "yaml"): locales[stem] = source
      case (let template, "md"): templates[template, default: [:]][stem] = source
      default: continue
      }
    }
  }

  private static func read(_ path: String, name: String) throws(Problems) -> SourceText {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(validating: data, as: UTF8.self)
    else {
      let source = SourceText(name: name, text: "")
      throw Problems([Problem(.syntax, in: source, line: 0, column: 0, "the file cannot be read as UTF-8")])
    }
    return SourceText(name: name, text: text)
  }
}
