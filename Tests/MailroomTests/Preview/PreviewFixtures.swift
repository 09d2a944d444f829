internal import FoundationEssentials

@testable import Mailroom

/// Mails that differ only in what a test says.
func previewMail(
  campaign: String = "monthly-status", edition: String = "2026-10", id: String = "P-0001",
  name: String = "Harper Reed", tier: String = "Growth", language: String = "en",
  direction: PreviewMail.Direction = .leftToRight, subject: String = "Your October",
  preheader: String = "What you reached.", from: String = "Acme Partners <partners@acme.example>",
  html: [UInt8] = Array("<!DOCTYPE html><p>Hello</p>\n".utf8), text: String = "Hello\n", bytes: Int = 2_048,
  fileName: String? = "one.eml"
) -> PreviewMail {
  PreviewMail(
    campaign: campaign, edition: edition, partner: .init(id: id, name: name), tier: tier, language: language,
    direction: direction, subject: subject, preheader: preheader, from: from, html: html,
    text: Array(text.utf8), bytes: bytes, fileName: fileName)
}

/// A preview in a folder of its own, which is gone when the test is.
final class WrittenPreview {
  let folder: String

  init() {
    folder = FileManager.default.temporaryDirectory.path + "/preview-\(UUID().uuidString)"
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ mails: [PreviewMail], program: String = "Acme Partners") throws {
    try PreviewPage(program: program, asOf: "1 November 2026", mails: mails).write(to: folder)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// Every file and folder below the preview, in order.
  var names: [String] {
    get throws { try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() }
  }
}
