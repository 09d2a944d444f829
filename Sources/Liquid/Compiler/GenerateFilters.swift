/// Calls of filters: found by name and checked against their signature while compiling.
extension Generator {
  /// The instruction that puts register `input` through a filter; `literal` is the input if the template writes it out.
  mutating func call(_ node: FilterNode, input: Int32, literal: Value?, inputPlace: Place) throws(Mistake)
    -> Op
  {
    guard let entry = environment.filters.entries[node.name] else {
      if FilterNames.later.contains(node.name) {
        throw Mistake(.notAvailable, node.place, "the filter '\(node.name)' is not available yet")
      }
      throw Mistake(
        .unknownFilter, node.place, "unknown filter '\(node.name)'",
        help: Suggestion.help(for: node.name, among: environment.filters.names))
    }
    var positional: [Int32] = []
    for argument in node.positional { positional.append(try value(argument)) }
    var named: [(name: String, register: Int32)] = []
    for argument in node.named { named.append((argument.name, try value(argument.value))) }
    let register = builder.register()
    switch entry {
    case .standard(let filter):
      try check(node, filter.signature)
      if filter.name == "default", named.isEmpty, let otherwise = positional.first {
        return Op(code: .orElse, a: register, b: input, c: otherwise)
      }
      builder.standardCalls.append(
        StandardCall(filter, positional: positional, named: named.last?.register))
      return Op(code: .standardFilter, a: register, b: input, c: Int32(builder.standardCalls.count - 1))
    case .custom(let filter):
      try check(node, filter.signature)
      try check(node, filter, literal, inputPlace)
      builder.calls.append(
        FilterCall(
          filter, input: literal, positional: positional, named: named, constants: constants(node)))
      return Op(code: .filter, a: register, b: input, c: Int32(builder.calls.count - 1))
    }
  }

  private func check(_ node: FilterNode, _ signature: FilterSignature) throws(Mistake) {
    let count = node.positional.count
    if !signature.positional.contains(count) {
      let least = signature.positional.lowerBound
      let most = signature.positional.upperBound
      let wanted = least == most ? "\(least)" : "\(least) to \(most)"
      throw Mistake(
        .filter, count > most ? node.positional[most].place : node.place,
        "the filter '\(node.name)' takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count)")
    }
    for argument in node.named where !signature.takesAnyName && !signature.named.contains(argument.name) {
      throw Mistake(
        .filter, argument.place, "the filter '\(node.name)' has no argument '\(argument.name)'",
        help: Suggestion.help(for: argument.name, among: signature.named))
    }
  }

  private func check(_ node: FilterNode, _ filter: Filter, _ input: Value?, _ inputPlace: Place)
    throws(Mistake)
  {
    guard let check = filter.check else { return }
    let use = FilterUse(
      input: input, positional: node.positional.map { constant($0) },
      named: node.named.map { ($0.name, constant($0.value)) })
    guard let problem = check(use) else { return }
    let place: Place
    switch problem.culprit {
    case .input: place = inputPlace
    case .filter: place = node.place
    case .positional(let position):
      place = node.positional.indices.contains(position) ? node.positional[position].place : node.place
    case .named(let name): place = node.named.first { $0.name == name }?.value.place ?? node.place
    }
    throw Mistake(.filter, place, problem.message, help: problem.help)
  }

  /// What a filter writes for literals, if that depends on them alone.
  func folded(_ value: Filtered, _ filter: Filter, _ place: OutputPlace) -> [UInt8]? {
    guard filter.isConstant, value.filters.count == 1, let emit = filter.emit,
      let input = constant(value.expression), let arguments = constants(value.filters[0])
    else { return nil }
    var target = FilterOutput(isHTML: place != .plain)
    let context = FilterContext(output: environment.output, now: environment.now)
    // What fails now fails when rendering, with its place.
    guard (try? emit(input, arguments, context, &target)) != nil else { return nil }
    var bytes: [UInt8] = []
    bytes.append(target.bytes, from: 0)
    return bytes
  }

  private func constants(_ node: FilterNode) -> Arguments? {
    var positional: [Value] = []
    for argument in node.positional {
      guard let value = constant(argument) else { return nil }
      positional.append(value)
    }
    var named: [(name: String, value: Value)] = []
    for argument in node.named {
      guard let value = constant(argument.value) else { return nil }
      named.append((argument.name, value))
    }
    return Arguments(positional: positional, named: named)
  }
}

/// Filters that Liquid has and this engine does not have yet.
enum FilterNames {
  static let later: Set<String> = []
}
