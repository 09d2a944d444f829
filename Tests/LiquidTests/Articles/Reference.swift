import Liquid

/// The code of the documentation comments; each pair is what came of it and what it says.
enum Reference {
  static func results() throws -> [(String, String)] {
    [
      ("\(try environments())", "Hello Ann!"), (try renders(), "Hello Ann!Hello Bob!"),
      (try kinds(), "a%20%26%20b"), (try lenient(), "Hello "), (try limited(), "'steps'"),
      (try filters(), "3,600 min"), (try sources(), "body.md:1:4"), (try values(), "Ann has 3 tags"),
      (try mail(), "skipped(reason: \"no sales\")"), (try variables(), "partner.name line 1"),
      (try mistakes(), "2"), (try schemas(), "Ann 10.50 EUR"), (dates(), "Sunday, 1 November"),
      (names(), "11 p.m."),
      (try bound(), "Ann"),
    ]
  }

  private static func environments() throws -> String {
    var environment = Environment(output: .text)
    environment.partials = { name in
      name == "greeting" ? TemplateSource(name: "greeting.txt", text: "Hello {{ name }}!") : nil
    }
    environment.partialNames = ["greeting"]
    let program = try environment.compile(
      TemplateSource(name: "page.txt", text: "{% render 'greeting', name: name %}"))
    return try Renderer().render(program, ["name": "Ann"]).text
  }

  private static func renders() throws -> String {
    let source = TemplateSource(name: "hello.txt", text: "Hello {{ name }}!")
    let program = try Environment(output: .text).compile(source)
    let renderer = Renderer()
    var bytes: [UInt8] = []
    for name in ["Ann", "Bob"] {
      _ = try renderer.render(program, ["name": .string(name)], into: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func kinds() throws -> String {
    let source = TemplateSource(name: "query", text: "{{ word }}")
    let program = try Environment(output: .url).compile(source)
    let query = try Renderer().render(program, ["word": "a & b"]).text
    return query
  }

  private static func lenient() throws -> String {
    let environment = Environment(strictness: .lenient)
    let program = try environment.compile(TemplateSource(name: "hello", text: "Hello {{ nobody }}"))
    return try Renderer().render(program, [:]).text
  }

  private static func limited() throws -> String {
    var limits = Limits()
    limits.steps = 1_000
    let environment = Environment(limits: limits)
    let endless = TemplateSource(name: "t", text: "{% for i in (1..9999) %}{{ i }}{% endfor %}")
    do {
      _ = try Renderer().render(try environment.compile(endless), [:])
    } catch let error as TemplateError {
      return error.kind == .limit && error.message.contains("'steps'") ? "'steps'" : error.message
    }
    return ""
  }

  private static func filters() throws -> String {
    let minutes = Filter(
      name: "minutes", arguments: FilterSignature(positional: 0...1, named: ["unit"]),
      emit: { value, arguments, _, output throws(FilterError) in
        guard case .int(let number) = value else { throw FilterError("minutes needs a whole number") }
        if number >= 1_000 { output.write("\(number / 1_000),") }
        output.write("\(number % 1_000)")
        output.write(safe: " min")
      }
    ) { value, _, _ throws(FilterError) in value }
    let registry = FilterRegistry.standard.adding([minutes])
    let program = try Environment(filters: registry).compile(
      TemplateSource(name: "t", text: "{{ duration | minutes }}"))
    return try Renderer().render(program, ["duration": 3_600]).text
  }

  private static func sources() throws -> String {
    let origin = TemplateSource.Origin(name: "body.md", text: "{{ nmae | upcse }}", offset: 0)
    let page = TemplateSource(
      name: "page.html",
      pieces: [
        TemplateSource.Piece("<main>"), TemplateSource.Piece("{{ nmae | upcse }}", origin: origin),
        TemplateSource.Piece("</main>"),
      ])
    var schema = Schema<String>()
    schema.string("name") { $0 }
    do {
      _ = try Environment().compile(page, schema: schema)
    } catch {
      return error.errors.first.map { "\($0.file):\($0.line):\($0.column)" } ?? ""
    }
    return ""
  }

  private static func values() throws -> String {
    let person: Value = ["name": "Ann", "tags": ["a", "b", "c"], "active": true, "points": 120]
    let program = try Environment(output: .text).compile(
      TemplateSource(name: "t", text: "{{ name }} has {{ tags.size }} tags"))
    return try Renderer().render(program, person).text
  }

  private static func mail() throws -> String {
    let environment = Environment(dialect: .mail, output: .text)
    let program = try environment.compile(
      TemplateSource(name: "t", text: "{% if sales == 0 %}{% skip 'no sales' %}{% endif %}{{ sales }} sales"))
    return "\(try Renderer().render(program, ["sales": 0]).outcome)"
  }

  private static func variables() throws -> String {
    let program = try Environment().compile(TemplateSource(name: "t", text: "{{ partner.name }}"))
    let reads = program.variables.map { "\($0.path) line \($0.places[0].line)" }
    return reads.joined(separator: "; ")
  }

  private static func mistakes() throws -> String {
    do {
      _ = try Environment().compile(TemplateSource(name: "t", text: "{{ a | upcse }}{% fro b in c %}"))
    } catch {
      for mistake in error.errors { _ = "\(mistake.line):\(mistake.column): \(mistake.message)" }
      return "\(error.errors.count)"
    }
    return ""
  }

  struct Recipient {
    var name: String
    var revenue: Value.Money
  }

  private static func schemas() throws -> String {
    var schema = Schema<Recipient>()
    schema.string("partner.name") { $0.name }
    schema.money("stats.revenue") { $0.revenue }
    let program = try Environment(output: .text).compile(
      TemplateSource(name: "t", text: "{{ partner.name }} {{ stats.revenue }}"), schema: schema)
    let revenue = Value.Money(minorUnits: 1_050, currency: "EUR", exponent: 2)
    return try Renderer().render(program, Recipient(name: "Ann", revenue: revenue)).text
  }

  private static func bound() throws -> String {
    var schema = Schema<Recipient>()
    schema.string("partner.name") { $0.name }
    let program = try Environment(output: .text).compile(
      TemplateSource(name: "t", text: "{{ partner.name }}"), schema: schema)
    let partner = Recipient(name: "Ann", revenue: Value.Money(minorUnits: 0, currency: "EUR", exponent: 2))
    let renderer = Renderer()
    var bytes: [UInt8] = []
    let data = program.bind(partner)
    _ = try renderer.render(program, data, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func dates() -> String {
    let pattern = DatePattern("%A, %-d %B")
    let text = pattern.text(seconds: 1_793_523_600, offset: 3_600, zone: "UTC+1", names: .english)
    // Sunday, 1 November
    return text
  }

  private static func names() -> String {
    var names = DateNames.english
    names.dayPeriods = ["a.m.", "p.m."]
    return DatePattern("%-I %p").text(seconds: 23 * 3_600, offset: 0, zone: "UTC", names: names)
  }
}
