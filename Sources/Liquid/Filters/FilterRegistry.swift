/// The filters an environment has, by name.
///
/// ```swift
/// let registry = FilterRegistry.standard.adding([minutes])
/// let program = try Environment(filters: registry).compile(
///   TemplateSource(name: "t", text: "{{ duration | minutes }}"))
/// ```
public struct FilterRegistry: Sendable {
  enum Entry: Sendable {
    case standard(StandardFilter)
    case custom(Filter)
  }
  private(set) var entries: [String: Entry] = [:]

  /// The filters of standard Liquid, and `raw` and `safe`.
  public static let standard: FilterRegistry = {
    var registry = FilterRegistry()
    for filter in StandardFilter.all { registry.entries[filter.name] = .standard(filter) }
    return registry
  }()

  /// Adds filters; one with the name of a known filter takes its place.
  public mutating func add(_ filters: [Filter]) {
    for filter in filters { entries[filter.name] = .custom(filter) }
  }

  /// These filters and `filters`.
  public func adding(_ filters: [Filter]) -> FilterRegistry {
    var copy = self
    copy.add(filters)
    return copy
  }

  /// All names, sorted.
  public var names: [String] { entries.keys.sorted() }
}
