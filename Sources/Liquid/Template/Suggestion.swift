/// Finds the name somebody probably meant.
enum Suggestion {
  /// "did you mean 'x'?" for the closest of `names`, or nil when none is close.
  static func help(for word: String, among names: some Sequence<String>) -> String? {
    closest(to: word, among: names).map { "did you mean '\($0)'?" }
  }

  /// The name with the smallest edit distance, at most a third of the word's length (and at least 1).
  static func closest(to word: String, among names: some Sequence<String>) -> String? {
    let target = Array(word.utf8.prefix(64))
    let allowed = max(1, target.count / 3)
    var best: (name: String, distance: Int)?
    for name in names where name != word {
      let distance = editDistance(target, Array(name.utf8.prefix(64)))
      guard distance <= allowed else { continue }
      if let known = best, (known.distance, known.name) <= (distance, name) { continue }
      best = (name, distance)
    }
    return best?.name
  }

  /// Damerau-Levenshtein distance (adjacent letters swapped count once).
  static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var previous = [Int](repeating: 0, count: b.count + 1)
    var current = Array(0...b.count)
    for i in 1...a.count {
      let older = previous
      previous = current
      current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var distance = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          distance = min(distance, older[j - 2] + 1)
        }
        current[j] = distance
      }
    }
    return current[b.count]
  }
}
