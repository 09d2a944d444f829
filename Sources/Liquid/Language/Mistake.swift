/// One mistake found while compiling, before its place is told as line and column.
struct Mistake: Error {
  var kind: TemplateError.Kind
  var place: Place
  var message: String
  var help: String?

  init(_ kind: TemplateError.Kind, _ place: Place, _ message: String, help: String? = nil) {
    self.kind = kind
    self.place = place
    self.message = message
    self.help = help
  }
}
