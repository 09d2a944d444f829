extension Value {
  /// Named values in the order they were given.
  public struct Object: Sendable {
    private(set) var keys: [String] = []
    private(set) var values: [Value] = []
    /// The place of each name, in objects that have more than a few.
    private var places: [String: Int] = [:]
    /// So many names are compared sooner than one is hashed.
    private static let few = 16

    /// An object without any field.
    public init() {}

    /// An object of these fields; of two with the same name the later wins.
    public init(_ fields: some Sequence<(String, Value)>) {
      for (key, value) in fields { self[key] = value }
    }

    /// An object of these fields, whose names all differ.
    init(keys: [String], values: [Value]) {
      self.keys = keys
      self.values = values
      if keys.count > Self.few { indexAll() }
    }

    private mutating func indexAll() {
      for (place, name) in keys.enumerated() { places[name] = place }
    }

    /// Number of fields.
    public var count: Int { keys.count }

    /// The place of the field of this name; `hint` is looked at first.
    @inline(__always)
    func place(of key: String, hint: Int = 0) -> Int? {
      if hint < keys.count, keys[hint] == key { return hint }
      if keys.count > Self.few { return places[key] }
      for place in keys.indices where keys[place] == key { return place }
      return nil
    }

    /// The field of this name; nil when there is none (which is not the value ``Value/null``).
    public subscript(key: String) -> Value? {
      get { place(of: key).map { values[$0] } }
      set {
        if let newValue {
          if let place = place(of: key) {
            values[place] = newValue
          } else {
            keys.append(key)
            values.append(newValue)
            if keys.count == Self.few + 1 {
              indexAll()
            } else if keys.count > Self.few {
              places[key] = keys.count - 1
            }
          }
        } else if let place = place(of: key) {
          keys.remove(at: place)
          values.remove(at: place)
          places.removeAll()
          if keys.count > Self.few { indexAll() }
        }
      }
    }

    /// The names, in order.
    public var names: [String] { keys }

    /// The fields, in order.
    public var fields: [(name: String, value: Value)] {
      zip(keys, values).map { (name: $0.0, value: $0.1) }
    }
  }
}

extension Value.Object: Hashable {
  /// Whether both have the same fields in the same order.
  public static func == (a: Self, b: Self) -> Bool { a.keys == b.keys && a.values == b.values }

  /// Hashes names and values.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(keys)
    hasher.combine(values)
  }
}
