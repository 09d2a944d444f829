import Liquid

/// The code of the article YourOwnFilter, and what it prints.
enum YourOwnFilter {
  static func outputs() throws -> [String] { [try shouting(), try refused(), try badges()] }

  private static func shouting() throws -> String {
    let environment = Environment(filters: .standard.adding([.shout]))
    let program = try environment.compile(
      TemplateSource(name: "hello.html", text: "{{ name | shout: 2 }} {{ name | shout }}"))
    let page = try Renderer().render(program, ["name": "Ann & Bob"]).text
    return page
  }

  private static func refused() throws -> String {
    var report = ""
    let environment = Environment(filters: .standard.adding([.shout]))
    do {
      _ = try environment.compile(
        TemplateSource(name: "hello.html", text: "{{ name | shout: 'loud' }} {{ name | shout: 1, 2 }}"))
    } catch {
      report = error.description
    }
    return report
  }

  private static func badges() throws -> String {
    let badge = Filter(name: "badge") { value, _, context throws(FilterError) in
      guard case .string(let text, _) = value else { throw FilterError("badge needs a text") }
      return .string("<b>" + context.escape(text) + "</b>", safe: true)
    }
    let program = try Environment(filters: .standard.adding([badge])).compile(
      TemplateSource(name: "hello.html", text: "{{ name | badge }}"))
    let page = try Renderer().render(program, ["name": "<Ann>"]).text
    return page
  }
}

extension Filter {
  /// `{{ name | shout: 2 }}`: in capitals, with so many exclamation marks.
  static let shout = Filter(
    name: "shout", arguments: FilterSignature(positional: 0...1),
    check: { use in
      guard case .string? = use.positional.first ?? nil else { return nil }
      return FilterProblem("shout takes a number", help: "write shout: 2", at: .positional(0))
    }
  ) { value, arguments, _ throws(FilterError) in
    guard case .string(let text, _) = value else { throw FilterError("shout needs a text") }
    guard case .int(let count) = arguments[0] ?? 1, (0...9).contains(count) else {
      throw FilterError("shout takes a number from 0 to 9")
    }
    return .string(text.uppercased() + String(repeating: "!", count: Int(count)))
  }
}
