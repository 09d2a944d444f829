/// Why a render stopped, before it is told with its place.
struct Fault: Error, Sendable {
  var kind: TemplateError.Kind
  var message: String
  var help: String?
  /// The instruction that failed.
  var op = 0

  init(_ kind: TemplateError.Kind, _ message: String, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
  }

  static func limit(_ name: String, _ value: Int) -> Fault {
    Fault(.limit, "the limit '\(name)' of \(value) is reached")
  }
}
