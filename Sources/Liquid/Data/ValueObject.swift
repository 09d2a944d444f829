extension Value {
  /// Named values in the order they were given.
  public struct Object: Sendable, Hashable {
    private(set) var keys: [String] = []
    private(set) var values: [Value] = []
    private var index: [String: Int] = [:]

    /// An object without any field.
    public init() {}

    /// An object of these fields; of two with the same name the later wins.
    public init(_ fields: some Sequence<(String, Value)>) {
      for (key, value) in fields { self[key] = value }
    }

    /// Number of fields.
    public var count: Int { keys.count }

    /// The field of this name; nil when there is none (which is not the value ``Value/null``).
    public subscript(key: String) -> Value? {
      get { index[key].map { values[$0] } }
      set {
        if let newValue {
          if let position = index[key] {
            values[position] = newValue
          } else {
            index[key] = keys.count
            keys.append(key)
            values.append(newValue)
          }
        } else if let position = index.removeValue(forKey: key) {
          keys.remove(at: position)
          values.remove(at: position)
          for (place, name) in keys.enumerated() { index[name] = place }
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
