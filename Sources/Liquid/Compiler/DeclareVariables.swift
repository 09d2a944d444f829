/// What a template assigns, found before code is made.
extension Generator {
  /// Finds the variables that a frame assigns anywhere, so that reading one before it is assigned is known.
  mutating func declareVariables(_ block: Block) {
    for node in block.nodes {
      switch node {
      case .assign(let name, _): declareVariable(name)
      case .capture(let name, let body, _):
        declareVariable(name)
        declareVariables(body)
      case .count(let name, _, _):
        if frame.counters[name] == nil { frame.counters[name] = builder.register(name: name) }
      case .conditional(let branches, let otherwise, _):
        for branch in branches { declareVariables(branch.block) }
        if let otherwise { declareVariables(otherwise) }
      case .choice(_, let branches, _): for branch in branches { declareVariables(branch.block) }
      case .loop(let loop):
        declareVariables(loop.body)
        if let otherwise = loop.otherwise { declareVariables(otherwise) }
      case .ifChanged(let body, _), .group(let body): declareVariables(body)
      case .partial(let partial) where partial.isInclude:
        for name in partial.name.map({ [$0] }) ?? environment.partialNames where !chain.contains(name) {
          guard let body = load(name) else { continue }
          chain.append(name)
          declareVariables(body.block)
          chain.removeLast()
        }
      default: break
      }
    }
  }

  private mutating func declareVariable(_ name: String) {
    if frame.variables[name] == nil { frame.variables[name] = builder.register(name: name) }
  }
}
