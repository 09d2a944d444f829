/// The data of one record, read for one program: what its accessors gave, ready to be rendered any number of times.
///
/// ```swift
/// let data = program.bind(partner)
/// _ = try renderer.render(program, data, into: &bytes)
/// ```
public struct BoundData<Root>: Sendable {
  @usableFromInline let slots: BoundSlots

  @usableFromInline
  init(slots: BoundSlots) { self.slots = slots }
}

extension Program {
  /// Runs the accessors that this program reads and keeps what they give.
  @inlinable
  public func bind(_ root: Root) -> BoundData<Root> {
    var store = Store(code)
    bind(root, &store)
    return BoundData(slots: BoundSlots(store, code))
  }

  /// Runs the accessors and sets the registers of their slots.
  @inlinable
  func bind(_ root: Root, _ store: inout Store) {
    lend(root) { root in
      open?(root, paths, &store)
      lendEach(of: bindings) { binding in
        let cell = binding.value.reader.read(root, &store)
        store.registers[binding.value.slot] = cell
      }
    }
  }
}

/// What the slots of a program hold, and the text, arrays and objects these cells speak of.
@usableFromInline
final class BoundSlots: Sendable {
  let code: Code
  let bytes: [UInt8]
  let cells: ContiguousArray<Cell>
  let registers: ContiguousArray<Cell>

  @usableFromInline
  init(_ store: borrowing Store, _ code: Code) {
    self.code = code
    bytes = Array(store.bytes[code.literals.count...])
    cells = ContiguousArray(store.cells)
    registers = store.registers
  }
}

extension Store {
  @usableFromInline
  init(_ code: Code) {
    self.init()
    load(code)
  }

  /// Takes in what the registers of `data` speak of.
  mutating func take(_ data: BoundSlots) {
    bytes.append(from: data.bytes, 0, data.bytes.count)
    cells.append(contentsOf: data.cells)
  }
}
