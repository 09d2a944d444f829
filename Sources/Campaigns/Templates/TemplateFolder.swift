internal import FoundationEssentials
package import Settings

/// The files of a workspace's `Templates` folder, by what they are.
package struct TemplateFolder: Sendable {
  /// Template name → language as the file is named → text.
  package private(set) var templates: [String: [String: SourceText]] = [:]
  /// `partner.html` → text.
  private(set) var layouts: [String: SourceText] = [:]
  private(set) var components: [String: SourceText] = [:]
  /// Files of a kind or in a place that nothing reads.
  private(set) var misplaced: [SourceText] = []
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
    for file in files where Self.isRead(file) {
      add(try Self.read("\(path)/\(file)", name: "\(name)/\(file)"), at: file)
    }
  }

  /// A folder of these files, by their paths in it.
  init(_ files: [String: String], name: String) {
    for (file, text) in files where Self.isRead(file) {
      add(SourceText(name: "\(name)/\(file)", text: text), at: file)
    }
  }

  private static func isRead(_ file: String) -> Bool {
    let parts = file.split(separator: "/")
    let kinds = [".md", ".html", ".txt", ".yaml"]
    guard !parts.contains(where: { $0.hasPrefix(".") }), parts.last != "README.md" else { return false }
    return kinds.contains { file.hasSuffix($0) }
  }

  private mutating func add(_ source: SourceText, at file: String) {
    let parts = file.split(separator: "/").map(String.init)
    guard parts.count == 2, let dot = parts[1].lastIndex(of: ".") else {
      misplaced.append(source)
      return
    }
    let stem = String(parts[1][..<dot])
    switch (parts[0], String(parts[1][dot...])) {
    case ("layouts", ".html"), ("layouts", ".txt"): layouts[parts[1]] = source
    case ("components", ".html"), ("components", ".txt"): components[parts[1]] = source
    case ("locales", ".yaml"): locales[stem] = source
    case ("layouts", _), ("components", _), ("locales", _): misplaced.append(source)
    case (let template, ".md"): templates[template, default: [:]][stem] = source
    default: misplaced.append(source)
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
