/// The data a template may read: dotted paths, each with a typed accessor of the host's `Root`.
///
/// Paths are resolved when a template is compiled; a render runs just the accessors its program reads.
///
/// ```swift
/// var schema = Schema<Recipient>()
/// schema.string("partner.name") { $0.name }
/// schema.money("stats.revenue") { $0.revenue }
/// ```
/// An accessor becomes part of the code that reads the record, so only what it returns is copied; for that the
/// functions of this type are always inlined. Every accessor may return nil, which a template sees as the value nil (known to be nothing), not as missing.
public struct Schema<Root>: Sendable {
  /// An accessor.
  ///
  /// In a struct of its own, because Swift calls functions in arrays through a thunk.
  @usableFromInline
  struct Reader: Sendable {
    @usableFromInline let read: @Sendable (Lent<Root>, inout Store) -> Cell

    @usableFromInline
    init(read: @escaping @Sendable (Lent<Root>, inout Store) -> Cell) { self.read = read }
  }

  @usableFromInline private(set) var table = DataTable()
  @usableFromInline private(set) var readers: [Reader] = []
  private(set) var dynamicReaders: [@Sendable (Root, String) -> Value?] = []
  /// Binds data of which nothing is declared.
  private(set) var openReader: (@Sendable (Lent<Root>, OpenPaths, inout Store) -> Void)?

  /// A schema that declares nothing yet.
  public init() {}

  /// Declares text.
  @inlinable @inline(__always)
  public mutating func string(_ path: String, _ get: @escaping @Sendable (Root) -> String?) {
    declare(path, .text) { root, store in get(root.value).map { store.string($0) } ?? .null }
  }

  /// Declares text that is markup already and is not escaped again.
  @inlinable @inline(__always)
  public mutating func safe(_ path: String, _ get: @escaping @Sendable (Root) -> String?) {
    declare(path, .text) { root, store in get(root.value).map { store.string($0).marked(.safe) } ?? .null }
  }

  /// Declares a whole number.
  @inlinable @inline(__always)
  public mutating func int(_ path: String, _ get: @escaping @Sendable (Root) -> Int?) {
    declare(path, .number) { root, _ in get(root.value).map { .int(Int64($0)) } ?? .null }
  }

  /// Declares a number with decimals.
  @inlinable @inline(__always)
  public mutating func decimal(_ path: String, _ get: @escaping @Sendable (Root) -> Value.Decimal?) {
    declare(path, .number) { root, _ in get(root.value).map { .decimal($0.mantissa, $0.scale) } ?? .null }
  }

  /// Declares a truth value.
  @inlinable @inline(__always)
  public mutating func bool(_ path: String, _ get: @escaping @Sendable (Root) -> Bool?) {
    declare(path, .any) { root, _ in get(root.value).map { .bool($0) } ?? .null }
  }

  /// Declares a day, in days since 1970-01-01.
  @inlinable @inline(__always)
  public mutating func day(_ path: String, _ get: @escaping @Sendable (Root) -> Int32?) {
    declare(path, .any) { root, _ in get(root.value).map { .day($0) } ?? .null }
  }

  /// Declares a point in time, in seconds since 1970-01-01T00:00:00Z.
  @inlinable @inline(__always)
  public mutating func date(_ path: String, _ get: @escaping @Sendable (Root) -> Int64?) {
    declare(path, .any) { root, _ in get(root.value).map { .date($0) } ?? .null }
  }

  /// Declares an amount of money.
  @inlinable @inline(__always)
  public mutating func money(_ path: String, _ get: @escaping @Sendable (Root) -> Value.Money?) {
    declare(path, .any) { root, _ in get(root.value).map { .money($0) } ?? .null }
  }

  /// Declares a list of texts.
  @inlinable @inline(__always)
  public mutating func list(_ path: String, _ get: @escaping @Sendable (Root) -> [String]?) {
    declare(path, .list) { root, store in
      guard let texts = get(root.value) else { return .null }
      let array = store.reserveArray(texts.count)
      for position in texts.indices { store.cells[array.start + position] = store.string(texts[position]) }
      return array
    }
  }

  /// Declares a list of records, each with the fields that `fields` declares.
  @inlinable @inline(__always)
  public mutating func records<Record>(
    _ path: String, of fields: Schema<Record>, _ get: @escaping @Sendable (Root) -> [Record]?
  ) {
    let names = fields.recordNames
    let readers = fields.recordReaders
    declare(path, .records(names)) { root, store in
      guard let records = get(root.value) else { return .null }
      let table = store.reserveTable(records.count, names)
      var place = table.start + records.count + 1
      lendEach(of: records) { record in
        lendEach(of: readers) { reader in
          let cell = reader.value.read(record, &store)
          store.cells[place] = cell
          place += 2
        }
      }
      return table
    }
  }

  @usableFromInline var recordNames: [String] { table.recordFields.map(\.name) }
  @usableFromInline var recordReaders: [Reader] { table.recordFields.map { readers[$0.reader] } }

  /// Declares data of any shape.
  ///
  /// What lies inside is not checked when a template is compiled.
  @inlinable @inline(__always)
  public mutating func value(_ path: String, _ get: @escaping @Sendable (Root) -> Value?) {
    declare(path, .any) { root, store in get(root.value).map { store.cell($0) } ?? .null }
  }

  /// Declares that the object at `path` has more fields than are declared here.
  ///
  /// - Parameters:
  ///   - path: The object, or "" for the top names.
  ///   - known: Names it may have; any other is an error of compiling. nil admits all names.
  ///   - get: Gives a field's value, nil if it is missing.
  public mutating func dynamic(
    _ path: String, known: Set<String>? = nil, _ get: @escaping @Sendable (Root, String) -> Value?
  ) {
    table.declareDynamic(path, known: known, reader: dynamicReaders.count)
    dynamicReaders.append(get)
  }

  @usableFromInline
  mutating func declare(
    _ path: String, _ type: DataType, _ read: @escaping @Sendable (Lent<Root>, inout Store) -> Cell
  ) {
    table.declare(path, type, reader: readers.count)
    readers.append(Reader(read: read))
  }

  /// The accessor of a place in the data that a compiled template reads.
  func reader(for source: SlotSource) -> Reader {
    switch source {
    case .declared(let index): return readers[index]
    case .dynamic(let index, let key):
      let get = dynamicReaders[index]
      return Reader { root, store in get(root.value, key).map { store.cell($0) } ?? .missing }
    case .open: return Reader { _, _ in .missing }
    case .whole:
      let node = table.root
      return Reader { [self] root, store in whole(node, root, &store) }
    }
  }

  /// Everything declared below a node, as one object.
  private func whole(_ node: DataTable.Node, _ root: Lent<Root>, _ store: inout Store) -> Cell {
    if let leaf = node.leaf { return readers[leaf.reader].read(root, &store) }
    let dynamic = node.dynamic.map { dynamic in
      (dynamic.known ?? []).sorted().map { (name: $0, value: dynamicReaders[dynamic.reader](root.value, $0)) }
    }
    let extra = (dynamic ?? []).filter { $0.value != nil && node.children[$0.name] == nil }
    let object = store.reserveObject(node.order.count + extra.count)
    for (position, name) in node.order.enumerated() {
      let value = node.children[name].map { whole($0, root, &store) } ?? .null
      store.cells[object.start + 2 * position] = store.string(name)
      store.cells[object.start + 2 * position + 1] = value
    }
    for (position, field) in extra.enumerated() {
      let at = object.start + 2 * (node.order.count + position)
      store.cells[at] = store.string(field.name)
      store.cells[at + 1] = field.value.map { store.cell($0) } ?? .null
    }
    return object
  }
}

extension Schema where Root == Value {
  /// Data of which nothing is known when compiling: the top names are the fields of an object.
  public static var dynamicData: Schema<Value> {
    var schema = Schema<Value>()
    schema.table.isOpen = true
    schema.openReader = { root, paths, store in store.bind(paths, root.value) }
    return schema
  }
}
