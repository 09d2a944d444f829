/// Values, filters and outputs.
extension Generator {
  /// The register that holds a value, after making sure that it is not missing.
  mutating func value(_ expression: Expression, tolerant: Bool = false) throws(Mistake) -> Int32 {
    try known(expression, tolerant: tolerant).register
  }

  mutating func known(_ expression: Expression, tolerant: Bool = false) throws(Mistake) -> Known {
    switch expression {
    case .constant(let constant, _): return Known(register: builder.constant(constant))
    case .condition(let condition, let place): return Known(register: truth(condition, place))
    case .range(let lower, let upper, let place):
      let low = try bound(lower)
      let high = try bound(upper)
      let register = builder.register()
      emit(Op(code: .range, a: register, b: low, c: high), place)
      return Known(register: register)
    case .path(let path):
      let known = try self.path(path)
      if known.maybeMissing, !tolerant, environment.strictness == .strict,
        !builder.requireLookup(of: known.register)
      {
        emit(Op(code: .require, a: known.register), path.place)
      }
      return known
    }
  }

  /// A decimal that is written out as the end of a range counts without its digits after the point.
  private mutating func bound(_ expression: Expression) throws(Mistake) -> Int32 {
    if case .constant(.decimal(let mantissa, let scale), _) = expression {
      let whole = Decimals.whole(Decimals.Number(mantissa: Int128(mantissa), scale: scale))
      return builder.constant(.int(Int64(clamping: whole)))
    }
    return try value(expression)
  }

  mutating func filtered(_ value: Filtered) throws(Mistake) -> Int32 {
    var register = try self.value(value.expression, tolerant: value.filters.first?.name == "default")
    for position in value.filters.indices { register = try apply(value, position, to: register) }
    return register
  }

  private mutating func apply(_ value: Filtered, _ position: Int, to input: Int32) throws(Mistake) -> Int32 {
    let filter = value.filters[position]
    // Where errors are written, an unknown filter does nothing, as in Shopify/liquid.
    if environment.errors == .inline, environment.filters.entries[filter.name] == nil { return input }
    let literal = position == 0 ? constant(value.expression) : nil
    let call = try self.call(filter, input: input, literal: literal, inputPlace: value.expression.place)
    emit(call, filter.place)
    if filter.name == "raw" || filter.name == "safe" {
      notes.append(Mistake(.unsafePlace, filter.place, "this value is written without escaping"))
    }
    return call.a
  }

  mutating func output(_ value: Filtered) throws(Mistake) {
    let place = try outputPlace(value.place)
    defer { html?.afterValue() }
    if value.filters.isEmpty {
      let known = try self.known(value.expression, tolerant: true)
      emit(Op(code: .write, flags: place.rawValue, a: known.register), value.place)
      return
    }
    if case .custom(let filter)? = value.filters.last.flatMap({ environment.filters.entries[$0.name] }),
      filter.emit != nil, place == .plain || place == .htmlText
    {
      var head = value
      head.filters.removeLast()
      let tolerant = filter.name == "default"
      let register =
        head.filters.isEmpty
        ? try self.value(value.expression, tolerant: tolerant) : try filtered(head)
      let literal = head.filters.isEmpty ? constant(value.expression) : nil
      let last = value.filters[value.filters.count - 1]
      let call = try self.call(last, input: register, literal: literal, inputPlace: value.expression.place)
      if let bytes = folded(value, filter, place) { return builder.literal(bytes, last.place) }
      emit(Op(code: .writeFilter, flags: place.rawValue, a: register, b: call.c), last.place)
      return
    }
    let register = try filtered(value)
    emit(Op(code: .write, flags: place.rawValue, a: register), value.place)
  }

  func outputPlace(_ place: Place) throws(Mistake) -> OutputPlace {
    switch environment.output {
    case .text, .unescaped: return .plain
    case .header: return .header
    case .url: return .url
    case .html:
      switch html?.place ?? .success(.htmlText) {
      case .success(let output): return output
      case .failure(let refusal):
        throw Mistake(.unsafePlace, place, refusal.message, help: refusal.help)
      }
    }
  }

  func constant(_ expression: Expression) -> Value? {
    guard case .constant(let constant, _) = expression else { return nil }
    switch constant {
    case .null: return .null
    case .empty, .blank: return .string("")
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .decimal(let mantissa, let scale): return .decimal(Value.Decimal(mantissa: mantissa, scale: scale))
    case .wide(let mantissa, let scale): return .wide(Value.Wide(mantissa: mantissa, scale: scale))
    case .string(let bytes): return .string(String(decoding: bytes, as: UTF8.self), safe: true)
    }
  }
}
