internal import FoundationEssentials
internal import Testing

@testable import Mailroom

struct PreviewFolderTests {
  @Test func `files of an earlier preview go and files of others stay`() throws {
    let preview = WrittenPreview()
    try preview.write([previewMail(), previewMail(id: "P-2"), previewMail(id: "P-3")])
    #expect(try preview.names.contains("mails/003.html"))
    try Data("mine".utf8).write(to: URL(filePath: preview.folder + "/mails/900.html"))
    try Data("mine".utf8).write(to: URL(filePath: preview.folder + "/notes.txt"))
    try preview.write([previewMail()])
    #expect(
      try preview.names == [
        ".preview-files", "index.html", "mails", "mails/001.html", "mails/900.html", "notes.txt", "pages",
        "pages/001.html",
      ])
    #expect(try preview.text(".preview-files") == "index.html\nmails/001.html\npages/001.html\n")
  }

  @Test func `an edited list of files removes nothing but pages of the preview`() throws {
    let preview = WrittenPreview()
    try preview.write([previewMail()])
    let others = ["keep.html", "mails/letter.html", "mails/12.html", "mails/007.txt"]
    for name in others { try Data("mine".utf8).write(to: URL(filePath: "\(preview.folder)/\(name)")) }
    let lines =
      others + ["/etc/hostname", "mails/../keep.html", "mails", "", "../\(preview.folder)/keep.html"]
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: preview.folder + "/.preview-files"))
    try preview.write([previewMail()])
    for name in others { #expect(try preview.text(name) == "mine") }
  }

  @Test func `a preview broken off is cleaned up by the next`() throws {
    let preview = WrittenPreview()
    let folder = PreviewFolder(path: preview.folder)
    #expect(try folder.begin(writing: ["mails/001.html", "mails/002.html"]) == [])
    try folder.write([0x61], to: "mails/002.html")
    // The writer ended here, without finish.
    try preview.write([previewMail()])
    #expect(try !preview.names.contains("mails/002.html"))
  }

  @Test func `equal input gives equal files and leaves no temporary ones`() throws {
    let mails = [
      previewMail(language: "de"), previewMail(tier: "Elite", language: "ja"),
      previewMail(campaign: "onboarding"),
    ]
    let first = WrittenPreview()
    let second = WrittenPreview()
    try first.write(mails)
    try second.write(Array(mails.reversed()))
    try second.write(mails)
    #expect(try first.names == second.names)
    for name in try first.names where name.contains(".") {
      #expect(try first.bytes(name) == second.bytes(name), "\(name)")
    }
  }

  @Test func `a folder that cannot be made is named with its cause`() throws {
    let preview = WrittenPreview()
    try FileManager.default.createDirectory(atPath: preview.folder, withIntermediateDirectories: true)
    let file = preview.folder + "/file"
    try Data("mine".utf8).write(to: URL(filePath: file))
    let error = try #require(throws: PreviewError.self) {
      try PreviewPage(program: "Acme", asOf: "", mails: [previewMail()]).write(to: file)
    }
    #expect(error.kind == .cannotCreateFolder)
    #expect(error.description.hasPrefix("the preview cannot create the folder \(file): "))
    #expect(!error.cause.isEmpty)
    #expect(try preview.text("file") == "mine")
  }
}
