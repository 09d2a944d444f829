/// The data of one record, read for one program: what its accessors gave, ready to be rendered any number of times.
///
/// ```swift
/// let data = program.bind(partner)
/// try renderer.render(program, data, into: &bytes)
/// ```
public struct BoundData<Root>: Sendable {
  let code: Code
  let bytes: [UInt8]
  let cells: ContiguousArray<Cell>
  let slots: ContiguousArray<Cell>
}

extension Program {
  /// Runs the accessors that this program reads and keeps what they give.
  public func bind(_ root: Root) -> BoundData<Root> {
    var store = Store()
    var slots = ContiguousArray<Cell>()
    slots.reserveCapacity(bindings.count)
    for binding in bindings { slots.append(binding.reader.read(root, &store)) }
    return BoundData(code: code, bytes: store.bytes, cells: store.cells, slots: slots)
  }
}
