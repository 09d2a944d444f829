import Foundation
import Testing

@Suite struct ReadmeTests {
  private static func blocks(_ language: String) throws -> [String] {
    let text = try String(contentsOfFile: "\(TestWorkspace.repository)/README.md", encoding: .utf8)
    return text.components(separatedBy: "\n```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "\n```").first ?? ""
    }
  }

  @Test func `the first program of the README runs from line to line`() throws {
    let script = try #require(try Self.blocks("sh").first)
    let lines = script.split(separator: "\n").map(String.init)
    #expect(lines.count == 10)
    var folder = FileManager.default.temporaryDirectory.appending(path: "tierpost-\(UUID().uuidString)").path
    let top = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: top) }
    var printed = ""
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "cd" {
        folder += "/\(words[1])"
        continue
      }
      try #require(words[0] == "tierpost", "the README's program has other commands: \(line)")
      let outcome = try TierpostProcess(Array(words.dropFirst()), in: folder).finish()
      #expect(outcome.exitCode == 0, "\(line)\n\(outcome.errors)")
      printed += outcome.output + outcome.errors
    }
    #expect(printed.contains("P-00286) was in tier Growth in October 2026"))
    #expect(printed.contains("monthly-status 2026-10: 479 accepted"))
    let mails = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/Data/Outbox")
    #expect(mails.count { $0.hasSuffix(".eml") } == 479)
  }

  @Test func `check reports a mistake as the README shows it`() throws {
    let shown = try #require(
      try Self.blocks("").first { $0.contains("error:") }, "the README shows no mistake")
    let workspace = try TestWorkspace()
    let settings = try workspace.read("tierpost.yaml")
    try workspace.write(
      settings.replacingOccurrences(of: "  metric: conversions\n", with: "  metric: conversion\n"),
      to: "tierpost.yaml")
    let outcome = try workspace.tierpost("check")
    #expect(outcome.exitCode == 78)
    #expect(outcome.errors.contains(shown), "\(outcome.errors)")
  }

  @Test func `the sender of the README is understood`() throws {
    let sender = try #require(try Self.blocks("yaml").first)
    let workspace = try TestWorkspace()
    let settings = try workspace.read("tierpost.yaml")
    let start = try #require(settings.range(of: "\nsenders:"))
    try workspace.write(settings[..<start.lowerBound] + "\n" + sender + "\n", to: "tierpost.yaml")
    #expect(try workspace.tierpost("check").exitCode == 0)
  }
}
