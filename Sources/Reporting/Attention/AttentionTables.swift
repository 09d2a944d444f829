internal import Pages

extension AttentionList {
  /// A table for each group that has anyone.
  func add(to document: inout Document) {
    guard !counts.isEmpty else { return }
    document.add(.heading("Whom to look at"))
    for group in Group.allCases {
      guard let count = counts[group], let entries = entries[group] else { continue }
      var table = Table([.left, .left, .left], header: ["Partner", "Tier", "Why"])
      for entry in entries { table.add([entry.partner, entry.tier, entry.why]) }
      let more = count > entries.count ? ", the first \(entries.count)" : ""
      document.add(.table(table, caption: "\(group.rawValue): \(count)\(more)"))
    }
  }
}
