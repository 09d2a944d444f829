/// Runs code over the store.
struct Machine {
  var store = Store()
  var output: [UInt8] = []
  var warnings: [Fault] = []

  mutating func load(_ code: Code) {
    store.reset()
  }

  mutating func run(_ code: Code, from start: Int) throws(Fault) -> RenderOutcome {
    .rendered
  }
}
