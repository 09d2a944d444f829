/// Telling what a failing instruction worked on.
extension Machine {
  /// The named values that an instruction read and what they are, such as " (partner.limit is text)".
  ///
  /// Never the values themselves: they may be personal.
  func culprits(_ op: Op, _ code: Code) -> String {
    var registers: [Int32]
    switch op.code {
    case .filter: registers = [op.b] + code.calls[Int(op.c)].positional
    case .standardFilter:
      let call = code.standardCalls[Int(op.c)]
      registers = [op.b] + [call.first, call.second, call.third].prefix(Int(call.count))
    case .writeFilter: registers = [op.a] + code.calls[Int(op.b)].positional
    case .jumpUnless: registers = [op.a, op.b]
    case .range: registers = [op.b, op.c]
    case .loopStart:
      let plan = code.loops[Int(op.b)]
      registers = [plan.limit, plan.offset, plan.columns].filter { $0 >= 0 }
    case .callNamed: registers = [op.a]
    default: return ""
    }
    let parts = registers.compactMap { register in
      code.slotPaths[Int(register)].map { "\($0) is \(store.registers[Int(register)].kindName)" }
    }
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
  }

  /// Writes an error where it happened.
  mutating func write(_ error: TemplateError, isBlank: Bool) {
    errors.append(error)
    // Many errors are dear to tell: a hostile template must not live on them.
    steps += 1_000
    if isBlank { return }
    if kind == .html {
      output.appendHTML(text: error.inline)
    } else {
      output.append(text: error.inline)
    }
  }
}
