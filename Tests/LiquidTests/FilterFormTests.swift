import Liquid
import Synchronization
import Testing

/// A filter of a host writes into the output, and may be done with its work when the template is compiled.
@Suite struct FilterFormTests {
  /// `shout`, which counts how often it is called.
  private final class Calls: Sendable {
    let number = Atomic(0)
    var filter: Filter {
      Filter(
        name: "shout", arguments: FilterSignature(positional: 0...1), isConstant: true,
        emit: { value, arguments, _, output throws(FilterError) in
          self.number.add(1, ordering: .relaxed)
          guard case .string(let text, _) = value else { throw FilterError("shout needs text") }
          output.write(text)
          if case .string(let mark, _) = arguments[0] {
            output.write(mark)
          } else {
            output.write(safe: "<b>!</b>")
          }
          output.write { $0 += Array("&".utf8) }
        }
      ) { value, _, _ throws(FilterError) in value }
    }
  }

  @Test(arguments: [
    ("a{{ 'x<' | shout }}b", "ax&lt;<b>!</b>&amp;b"), ("a{{ 'x<' | shout: '>' }}b", "ax&lt;&gt;&amp;b"),
    ("<p>{{ 'x' | shout: 'y' }}</p>", "<p>xy&amp;</p>"),
  ])
  func `what is written for literals is written while compiling`(template: String, wanted: String) throws {
    let calls = Calls()
    let environment = Environment(filters: .standard.adding([calls.filter]))
    let program = try environment.compile(TemplateSource(name: "t", text: template))
    #expect(calls.number.load(ordering: .relaxed) == 1)
    for _ in 0..<3 { #expect(try Renderer().render(program, [:]).text == wanted) }
    #expect(calls.number.load(ordering: .relaxed) == 1)
  }

  @Test func `what depends on data is written for each`() throws {
    let calls = Calls()
    let environment = Environment(filters: .standard.adding([calls.filter]))
    let program = try environment.compile(
      TemplateSource(name: "t", text: "{{ a | shout: b }}{{ 'x' | shout: a }}"))
    let renderer = Renderer()
    #expect(try renderer.render(program, ["a": "1", "b": "<"]).text == "1&lt;&amp;x1&amp;")
    #expect(try renderer.render(program, ["a": "22", "b": "3"]).text == "223&amp;x22&amp;")
    #expect(calls.number.load(ordering: .relaxed) == 4)
  }

  @Test func `a literal that a filter refuses is an error of rendering`() throws {
    let environment = Environment(filters: .standard.adding([Calls().filter]))
    let program = try environment.compile(TemplateSource(name: "t", text: "ab{{ 1 | shout }}"))
    let error = #expect(throws: TemplateError.self) { _ = try Renderer().render(program, [:]) }
    #expect(error?.message == "shout needs text")
    #expect(error?.column == 10)
  }

  @Test func `one function can be both forms`() throws {
    let text = try FilterOutput.text(isHTML: true) { output throws(FilterError) in
      output.write("<")
      output.write(safe: "<i>")
      output.write(byte: UInt8(ascii: "1"))
      output.write(bytes: Array("\"".utf8))
    }
    #expect(text == "&lt;<i>1&quot;")
  }
}
