import Foundation
import Liquid
import Testing

/// The files in Cases: a template, its data, and what comes of it, byte for byte.
///
/// A file has sections that begin with `=== template`, `=== data` (JSON), `=== partial NAME`, `=== output` or
/// `=== error`, and may begin with `=== options` (html, text, header, url, lenient, mail, logic, strict2, reference). The
/// last line end of a section does not belong to it. Names of files with an error begin with err_.
@Suite struct CaseTests {
  @Test(arguments: CaseFile.names)
  func `a case gives what it says`(name: String) throws {
    let file = try CaseFile(name: name)
    let template = try #require(file.sections["template"])
    let data = try file.sections["data"].map { try Value(json: Array($0.utf8)) } ?? [:]
    let found: String
    do {
      found = try render(template, data, in: file.environment, name: name)
    } catch let errors as TemplateErrors {
      found = errors.description
    } catch let error as TemplateError {
      found = error.description
    }
    if file.isError {
      #expect(found == file.sections["error"])
    } else {
      #expect(found == file.sections["output"])
    }
  }
}

/// The same cases with their data declared: three ways to bind, one output.
@Suite struct DeclaredCaseTests {
  @Test(arguments: CaseFile.names.filter { !$0.contains("/err_") })
  func `a case gives the same when its data is declared`(name: String) throws {
    let file = try CaseFile(name: name)
    let data = try file.sections["data"].map { try Value(json: Array($0.utf8)) } ?? [:]
    let source = TemplateSource(name: name, text: try #require(file.sections["template"]))
    let program = try file.environment.compile(source, schema: ValueSchema.schema(of: data))
    let renderer = Renderer()
    #expect(try renderer.render(program, data).text == file.sections["output"])
    var bytes: [UInt8] = []
    _ = try renderer.render(program, program.bind(data), into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == file.sections["output"])
  }
}

struct CaseFile {
  var sections: [String: String] = [:]

  static let names: [String] = {
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: Files.cases.path)) ?? []
    return files.filter { $0.hasSuffix(".case") }.sorted()
  }()

  let isError: Bool

  init(name: String) throws {
    isError = name.contains("/err_")
    let text = String(decoding: try Files.bytes(Files.cases.appendingPathComponent(name)), as: UTF8.self)
    for section in text.components(separatedBy: "=== ").dropFirst() {
      let parts = section.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      var body = parts.count > 1 ? String(parts[1]) : ""
      if body.hasSuffix("\n") { body.removeLast() }
      sections[String(parts[0])] = body
    }
  }

  var environment: Environment {
    let options = sections["options"]?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    let partials = sections
    let find: @Sendable (String) -> TemplateSource? = { name in
      partials["partial \(name)"].map { TemplateSource(name: "\(name).partial", text: $0) }
    }
    var environment = options.contains("reference") ? .reference(partials: find) : Environment(partials: find)
    environment.partialNames = sections.keys.filter { $0.hasPrefix("partial ") }.map {
      String($0.dropFirst(8))
    }
    for option in options {
      switch option {
      case "text": environment.output = .text
      case "header": environment.output = .header
      case "url": environment.output = .url
      case "lenient": environment.strictness = .lenient
      case "mail": environment.dialect = .mail
      case "logic": environment.dialect.logic = true
      case "strict2": environment.dialect.strictGrammar = true
      default: break
      }
    }
    return environment
  }
}
