package import Campaigns
internal import FoundationEssentials
package import PartnerProgram
package import Segmentation
package import Settings

/// A folder with `tierpost.yaml`, `Segments` and `Templates`: everything a partner manager edits, read and checked.
package struct Workspace: Sendable {
  package let folder: String
  package let program: ProgramSettings
  package let regions: NamedRegions
  package let campaigns: [Campaign]
  /// What `leaderboard:` and `spotlight:` say.
  package let recognition: RecognitionSettings
  package let senders: [String: SenderSettings]
  /// The names of the files in `Segments`, sorted.
  package let segmentNames: [String]
  private let templateFolder: TemplateFolder

  /// Reads a workspace's settings.
  ///
  /// - Throws: every problem of `tierpost.yaml`, with its place; a missing file or folder.
  package init(folder: String) throws(Problems) {
    self.folder = folder
    let log = ProblemLog()
    let source = try Self.read("tierpost.yaml", in: folder, help: "tierpost init makes a workspace")
    let document = try SettingsDocument(source, log: log)
    templateFolder = try TemplateFolder(path: folder + "/Templates", name: "Templates")
    let segments = Self.segmentFiles(in: folder)
    segmentNames = segments
    guard let top = document.root?.mapping() else {
      try log.throwIfAny()
      throw Problems([Problem(.missingKey, in: source, line: 1, column: 1, "the file is empty")])
    }
    let settings = ProgramSettings(top)
    regions = top.optional("regions").map { NamedRegions($0) } ?? NamedRegions()
    recognition = RecognitionSettings(top, segments: segments)
    var senders: [String: SenderSettings] = [:]
    for (name, value) in top.required("senders")?.entries() ?? [] {
      guard let name = name.string(), let keys = value.mapping() else { continue }
      senders[name] = SenderSettings(name, keys)
    }
    let senderNames = top.optional("senders")?.entries()?.compactMap { $0.name.string() } ?? []
    let templates = Array(templateFolder.templates.keys)
    campaigns =
      top.required("campaigns").map {
        Campaign.all(
          $0, segments: segments, templates: templates, senders: senderNames,
          // Where the tiers cannot be read, that alone is told.
          moves: settings.map(\.moves) ?? true)
      } ?? []
    if top.optional("ledger") != nil {
      top.fail(
        at: "ledger", "a ledger shared by several machines is not available yet", kind: .notAvailable,
        help: "without this key the ledger is Data/ledger.sqlite in the workspace")
    }
    top.finish(known: ["program", "data", "tiers"])
    if settings?.unsubscribe?.url == nil, settings != nil, let keys = top.optional("program")?.mapping() {
      keys.fail(
        at: "name", "unsubscribe: needs url:, as every mail must have a link to leave", kind: .missingKey,
        help: "unsubscribe: {url: \"https://partners.example/u/\"}")
    }
    try log.throwIfAny()
    guard let settings else { throw Problems(log.problems) }
    program = settings
    self.senders = senders
  }

  /// One segment; `fields` are the partner fields that the program's data has, nil where none was brought in yet.
  package func segment(_ name: String, fields: Set<String>?) throws(Problems) -> Segment {
    guard segmentNames.contains(name) else {
      throw Problems([
        Problem(
          .invalidValue, in: SourceText(name: "Segments/\(name).yaml", text: ""), line: 0, column: 0,
          "there is no segment '\(name)'", help: Suggestion.help(for: name, among: segmentNames))
      ])
    }
    let source = try Self.read("Segments/\(name).yaml", in: folder, help: nil)
    let context = SegmentContext(
      regions: regions, tierIDs: program.allTiers.map(\.id), knownFields: fields)
    return try Segment.load(source: source, context: context)
  }

  /// The templates, read and ready to be compiled.
  package func templates(fields: Set<String>?) throws(Problems) -> TemplateLibrary {
    try TemplateLibrary(
      templateFolder, defaultLanguage: LanguageTag(program.language) ?? .undetermined, fields: fields,
      timeZone: program.timeZone)
  }

  /// A path of the settings: absolute, or from the workspace.
  package func path(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

  private static func segmentFiles(in folder: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/Segments")) ?? []
    return files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }
      .sorted()
  }

  private static func read(_ name: String, in folder: String, help: String?) throws(Problems) -> SourceText {
    let source = SourceText(name: name, text: "")
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
      throw Problems([
        Problem(
          .missingKey, in: source, line: 0, column: 0, "the file is not there or cannot be read", help: help)
      ])
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Problems([Problem(.syntax, in: source, line: 0, column: 0, "the file is not UTF-8")])
    }
    return SourceText(name: name, text: text)
  }
}

extension ProgramSettings {
  /// Whether any ladder has standings that move.
  fileprivate var moves: Bool {
    ([ladder] + segmentLadders.map(\.ladder)).contains { $0.terms.movement != nil }
  }
}
