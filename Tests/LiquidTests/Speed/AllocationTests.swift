import AllocationCount
import Liquid
import Testing

/// A worker's memory is that of its largest mail: what follows asks for no more.
@Suite(.enabled(if: allocation_count_is_possible(), "another malloc is in place")) struct AllocationTests {
  private func allocations(_ body: () throws -> Void) rethrows -> UInt {
    allocation_count_begin()
    do {
      try body()
    } catch {
      _ = allocation_count_end()
      throw error
    }
    return UInt(allocation_count_end())
  }

  /// Renders all mails until memory is as large as it gets, and then once more under count.
  private func warm(_ render: (Int, inout [UInt8]) throws -> Void) throws -> UInt {
    var bytes: [UInt8] = []
    for number in Array(StatusMail.all.indices) + StatusMail.all.indices {
      bytes.removeAll(keepingCapacity: true)
      try render(number, &bytes)
      #expect(bytes.count > 500)
    }
    return try allocations {
      for number in StatusMail.all.indices {
        bytes.removeAll(keepingCapacity: true)
        try render(number, &bytes)
      }
    }
  }

  @Test func `an allocation is counted, and nothing else is`() {
    let kept = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 2)
    defer { kept.deallocate() }
    // Raw memory, and loops without iterators: an unoptimised build allocates for those.
    let number = allocations {
      kept[0] = .allocate(byteCount: 1000, alignment: 8)
      kept[1] = .allocate(byteCount: 1000, alignment: 64)
    }
    kept[0]?.deallocate()
    kept[1]?.deallocate()
    #expect(number == 2)
    #expect(allocations {} == 0)
  }

  @Test func `a warm render of typed records allocates nothing`() throws {
    let program = try StatusMail.program()
    let renderer = Renderer()
    let mails = StatusMail.withoutWarnings
    let allocations = try warm { number, bytes in
      _ = try renderer.render(program, mails[number], into: &bytes)
    }
    #expect(allocations == 0)
  }

  @Test func `a warm render of bound slots allocates nothing`() throws {
    let program = try StatusMail.program()
    let renderer = Renderer()
    let bound = StatusMail.withoutWarnings.map { program.bind($0) }
    let allocations = try warm { number, bytes in
      _ = try renderer.render(program, bound[number], into: &bytes)
    }
    #expect(allocations == 0)
  }

  @Test func `a warm render of values allocates nothing`() throws {
    let program = try StatusMail.environment.compile(StatusMail.source)
    let renderer = Renderer()
    let values = StatusMail.withoutWarnings.map(\.value)
    let allocations = try warm { number, bytes in
      _ = try renderer.render(program, values[number], into: &bytes)
    }
    #expect(allocations == 0)
  }

  @Test func `a filter that makes text allocates, and is seen to`() throws {
    let program = try StatusMail.environment.compile(
      TemplateSource(name: "t", text: "{{ partner.company | replace: 'a', 'b' }}"), schema: StatusMail.schema)
    let renderer = Renderer()
    var bytes: [UInt8] = []
    _ = try renderer.render(program, StatusMail.all[0], into: &bytes)
    bytes.removeAll(keepingCapacity: true)
    #expect(try allocations { _ = try renderer.render(program, StatusMail.all[0], into: &bytes) } > 0)
  }
}
