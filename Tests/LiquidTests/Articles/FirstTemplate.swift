import Liquid

/// The code of the article FirstTemplate, and what it prints.
enum FirstTemplate {
  static func outputs() throws -> [String] {
    var report = ""
    let source = TemplateSource(
      name: "hello.html", text: "<p>Hello {{ name | default: 'you' }}, you have {{ points }} points.</p>")
    let program = try Environment().compile(source)
    let page = try Renderer().render(program, ["name": "Ann & Bob", "points": 120]).text
    var outputs = [page]

    let renderer = Renderer()
    var bytes: [UInt8] = []
    for (name, points) in [("Ann", 120), ("Bob", 80)] {
      let outcome = try renderer.render(
        program, ["name": .string(name), "points": .int(Int64(points))], into: &bytes)
      guard case .rendered = outcome else { continue }
      bytes.append(UInt8(ascii: "\n"))
    }
    outputs.append(String(decoding: bytes, as: UTF8.self))

    let wrong = TemplateSource(name: "hello.html", text: "<p>{{ name | upcse }}</p>\n<a href={{ link }}>")
    do {
      _ = try Environment().compile(wrong)
    } catch {
      report = error.description
    }
    outputs.append(report)

    do {
      _ = try Renderer().render(program, ["points": 7])
      _ = try Renderer().render(program, ["name": "Ann"])
    } catch {
      report = error.description
    }
    outputs.append(report)

    let subject = try Environment(output: .header).compile(
      TemplateSource(name: "subject", text: "News for {{ name }}"))
    let line = try Renderer().render(subject, ["name": "Ann\r\nBcc: everyone@mail.example"]).text
    outputs.append(line)
    return outputs
  }
}
