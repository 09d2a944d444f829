internal import Settings

/// Reads the conditions of a segment file or of a group below `any` and `except`.
struct GroupReader {
  let context: SegmentContext

  /// Reads every key nobody has asked for yet as a condition, within the criteria that hold around the group.
  ///
  /// Nil where a part could not be read: contradictions with what would be left of the group are none.
  func read(_ reader: MappingReader, outer: [any Criterion]) -> SegmentGroup? {
    var group = SegmentGroup()
    var isWhole = true
    var places: [SettingsValue] = []
    let pairs = reader.remaining()
    for (name, key, value) in pairs where name != "any" && name != "except" {
      guard let criterion = criterion(name, key: key, value: value) else {
        isWhole = false
        continue
      }
      if let other = outer.first(where: { Self.exclude($0, criterion) }) {
        key.fail(
          "this group can never hold: here \(criterion.words), around it \(other.words)", kind: .conflict)
      }
      group.criteria.append(criterion)
      places.append(key)
    }
    for (name, key, value) in pairs where name == "any" || name == "except" {
      let groups = name == "any" ? any(value, key: key, outer: outer + group.criteria) : except(value)
      isWhole = isWhole && !groups.isEmpty && !groups.contains { $0 == nil }
      if name == "any" {
        group.any = groups.compactMap(\.self)
      } else {
        group.except = groups.compactMap(\.self)
      }
    }
    for (criterion, key) in zip(group.criteria, places) {
      refuse(criterion, at: key, takenAwayBy: group.except)
    }
    if let key = pairs.first(where: { $0.name == "except" })?.key {
      for taken in group.except
      where taken.criteria.count > 1 && Self.takes(taken, everyoneOf: group.criteria) {
        key.fail("nobody can match: this takes away everyone whom the keys beside it reach", kind: .conflict)
      }
    }
    return isWhole ? group : nil
  }

  private func criterion(_ name: String, key: SettingsValue, value: SettingsValue) -> (any Criterion)? {
    if let type = allCriteria.first(where: { $0.key == name }) {
      return type.init(key: name, value: value, context: context)
    }
    if let (kind, message, help) = KeyRules.refusal(of: name, fields: context.knownFields) {
      key.fail(message, kind: kind, help: help)
      return nil
    }
    return FieldCriterion(key: name, value: value, context: context)
  }

  private func any(_ value: SettingsValue, key: SettingsValue, outer: [any Criterion]) -> [SegmentGroup?] {
    guard value.isList, let places = value.list() else {
      value.fail(
        "'any' takes a list of groups", kind: .wrongType, help: "any: [{type: agency}, {channel: blog}]")
      return []
    }
    if places.isEmpty { key.fail("an empty list matches nobody", kind: .conflict) }
    return groups(places, outer: outer)
  }

  private func except(_ value: SettingsValue) -> [SegmentGroup?] {
    guard value.isList else { return groups([value], outer: []) }
    guard let places = value.list() else { return [] }
    if places.isEmpty { value.fail("an empty list excludes nobody", kind: .conflict, help: "remove the key") }
    return groups(places, outer: [])
  }

  private func groups(_ places: [SettingsValue], outer: [any Criterion]) -> [SegmentGroup?] {
    places.map { place in
      guard let reader = place.mapping() else { return nil }
      if reader.remaining().isEmpty { place.fail("there is no condition in this group", kind: .missingKey) }
      return read(reader, outer: outer)
    }
  }

  /// Whether no partner can meet both; language ranges such as `de` and `de-AT` differ and yet overlap.
  private static func exclude(_ a: any Criterion, _ b: any Criterion) -> Bool {
    guard a.key == b.key, type(of: a).isSingleValued else { return false }
    return a.accepted.isDisjoint(with: b.accepted) && !a.isCovered(by: b.accepted)
      && !b.isCovered(by: a.accepted)
  }

  /// Reports a criterion that reaches only partners whom `except` takes away again.
  private func refuse(_ criterion: any Criterion, at key: SettingsValue, takenAwayBy except: [SegmentGroup]) {
    let taken = except.compactMap { group -> Set<String>? in
      guard let only = group.criteria.first, group.criteria.count == 1, group.hasCriteriaOnly,
        only.key == criterion.key
      else { return nil }
      return only.accepted
    }
    guard !taken.isEmpty, criterion.isCovered(by: taken.reduce(into: []) { $0.formUnion($1) }) else { return }
    key.fail("nobody can match '\(criterion.words)': 'except' takes all of them away", kind: .conflict)
  }

  /// Whether everyone who meets `criteria` meets every criterion of the group too.
  private static func takes(_ group: SegmentGroup, everyoneOf criteria: [any Criterion]) -> Bool {
    group.hasCriteriaOnly
      && group.criteria.allSatisfy { inner in
        criteria.contains { $0.key == inner.key && $0.isCovered(by: inner.accepted) }
      }
  }
}
