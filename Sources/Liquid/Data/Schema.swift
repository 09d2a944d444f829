/// The data a template may read: dotted paths, each with a typed accessor of the host's `Root`.
///
/// Paths are resolved when a template is compiled; a render runs just the accessors its program reads.
///
/// ```swift
/// var schema = Schema<Recipient>()
/// schema.string("partner.name") { $0.name }
/// schema.money("stats.revenue") { $0.revenue }
/// ```
/// Every accessor may return nil, which a template sees as the value nil (known to be nothing), not as missing.
public struct Schema<Root>: Sendable {
  /// An accessor.
  ///
  /// In a struct of its own, because Swift calls functions in arrays through a thunk.
  struct Reader: Sendable {
    let read: @Sendable (Root, inout Store) -> Cell
  }

  private(set) var table = DataTable()
  private(set) var readers: [Reader] = []
  private(set) var dynamicReaders: [@Sendable (Root, String) -> Value?] = []
  private(set) var openReader: (@Sendable (Root, [String]) -> Value?)?

  /// A schema that declares nothing yet.
  public init() {}

  /// Declares text.
  public mutating func string(_ path: String, _ get: @escaping @Sendable (Root) -> String?) {
    declare(path, .text) { root, store in get(root).map { store.string($0) } ?? .null }
  }

  /// Declares text that is markup already and is not escaped again.
  public mutating func safe(_ path: String, _ get: @escaping @Sendable (Root) -> String?) {
    declare(path, .text) { root, store in get(root).map { store.string($0).marked(.safe) } ?? .null }
  }

  /// Declares a whole number.
  public mutating func int(_ path: String, _ get: @escaping @Sendable (Root) -> Int?) {
    declare(path, .number) { root, _ in get(root).map { .int(Int64($0)) } ?? .null }
  }

  /// Declares a number with decimals.
  public mutating func decimal(_ path: String, _ get: @escaping @Sendable (Root) -> Value.Decimal?) {
    declare(path, .number) { root, _ in get(root).map { .decimal($0.mantissa, $0.scale) } ?? .null }
  }

  /// Declares a truth value.
  public mutating func bool(_ path: String, _ get: @escaping @Sendable (Root) -> Bool?) {
    declare(path, .any) { root, _ in get(root).map { .bool($0) } ?? .null }
  }

  /// Declares a day, in days since 1970-01-01.
  public mutating func day(_ path: String, _ get: @escaping @Sendable (Root) -> Int32?) {
    declare(path, .any) { root, _ in get(root).map { .day($0) } ?? .null }
  }

  /// Declares a point in time, in seconds since 1970-01-01T00:00:00Z.
  public mutating func date(_ path: String, _ get: @escaping @Sendable (Root) -> Int64?) {
    declare(path, .any) { root, _ in get(root).map { .date($0) } ?? .null }
  }

  /// Declares an amount of money.
  public mutating func money(_ path: String, _ get: @escaping @Sendable (Root) -> Value.Money?) {
    declare(path, .any) { root, _ in get(root).map { .money($0) } ?? .null }
  }

  /// Declares a list of texts.
  public mutating func list(_ path: String, _ get: @escaping @Sendable (Root) -> [String]?) {
    declare(path, .list) { root, store in
      guard let texts = get(root) else { return .null }
      let array = store.reserveArray(texts.count)
      for position in texts.indices { store.cells[array.start + position] = store.string(texts[position]) }
      return array
    }
  }

  /// Declares a list of records, each with the fields that `fields` declares.
  public mutating func records<Record>(
    _ path: String, of fields: Schema<Record>, _ get: @escaping @Sendable (Root) -> [Record]?
  ) {
    let leaves = fields.table.recordFields
    let names = leaves.map(\.name)
    let readers = leaves.map { fields.readers[$0.reader] }
    declare(path, .records(names)) { root, store in
      guard let records = get(root) else { return .null }
      let array = store.reserveArray(records.count)
      // The names are written once and shared by all records.
      let keys = store.reserveArray(names.count)
      for position in names.indices { store.cells[keys.start + position] = store.string(names[position]) }
      for position in 0..<records.count {
        let record = records[position]
        let object = store.reserveObject(names.count)
        for field in readers.indices {
          let value = readers[field].read(record, &store)
          store.cells[object.start + 2 * field] = store.cells[keys.start + field]
          store.cells[object.start + 2 * field + 1] = value
        }
        store.cells[array.start + position] = object
      }
      return array
    }
  }

  /// Declares data of any shape.
  ///
  /// What lies inside is not checked when a template is compiled.
  public mutating func value(_ path: String, _ get: @escaping @Sendable (Root) -> Value?) {
    declare(path, .any) { root, store in get(root).map { store.cell($0) } ?? .null }
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

  private mutating func declare(
    _ path: String, _ type: DataType, _ read: @escaping @Sendable (Root, inout Store) -> Cell
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
      return Reader { root, store in get(root, key).map { store.cell($0) } ?? .missing }
    case .open(let path):
      let get = openReader
      return Reader { root, store in get?(root, path).map { store.cell($0) } ?? .missing }
    }
  }
}

extension Schema where Root == Value {
  /// Data of which nothing is known when compiling: the top names are the fields of an object.
  public static var dynamicData: Schema<Value> {
    var schema = Schema<Value>()
    schema.table.isOpen = true
    schema.openReader = { root, path in
      var value = root
      for name in path {
        guard case .object(let object) = value, let next = object[name] else { return nil }
        value = next
      }
      return value
    }
    return schema
  }
}
