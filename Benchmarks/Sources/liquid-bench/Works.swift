import Liquid

/// Binding and rendering.
struct RenderWork<Root>: Work {
  let program: Program<Root>
  let records: [Root]
  let name: String
  let renderer = Renderer()

  var count: Int { records.count }

  func perform(_ position: Int, into bytes: inout [UInt8]) throws {
    // A span lends the record; the array would copy it and count a reference for each of its texts.
    _ = try renderer.render(program, records.span[position], into: &bytes)
  }
}

/// Rendering alone.
struct BoundWork<Root>: Work {
  let program: Program<Root>
  let records: [BoundData<Root>]
  let name = "bound"
  let renderer = Renderer()

  var count: Int { records.count }

  func perform(_ position: Int, into bytes: inout [UInt8]) throws {
    _ = try renderer.render(program, records.span[position], into: &bytes)
  }
}

/// Compiling.
struct CompileWork: Work {
  let environment: Environment
  let source: TemplateSource
  let name = "compile"
  let count = 1000

  func perform(_ position: Int, into bytes: inout [UInt8]) throws {
    let program = try environment.compile(source, schema: StatusRecord.schema)
    bytes.append(UInt8(truncatingIfNeeded: program.variables.count))
  }
}
