internal import Pages

/// A choice over the list by one property, which style rules alone carry out.
struct PreviewFilter {
  private let label: String
  private let every: String
  private let letter: String
  /// Of each mail in the list, the place of its value among `names`.
  private let places: [Int]
  private let names: [String]

  /// - Parameters:
  ///   - label: what is chosen.
  ///   - every: the option that leaves all mails in the list.
  ///   - letter: begins the classes of the values, `l1`, `l2`; one for each filter.
  ///   - values: the property of each mail, in the order of the list.
  ///   - name: what people read for a value.
  init(label: String, every: String, letter: String, values: [String], name: (String) -> String) {
    self.label = label
    self.every = every
    self.letter = letter
    var known: [String: Int] = [:]
    var names: [String] = []
    places = values.map { value in
      if let place = known[value] { return place }
      names.append(name(value))
      known[value] = names.count
      return names.count
    }
    self.names = names
  }

  /// The classes of the values that occur in this part of the list.
  func classes(_ range: Range<Int>) -> [String] {
    Set(places[range]).sorted().map { "\(letter)\($0)" }
  }

  /// The control; empty where there is nothing to choose from.
  var html: String {
    guard names.count > 1 else { return "" }
    let options = names.enumerated().map { index, name in
      let text = PageText.escaped(PageText.clipped(name, to: 60))
      return "<option id=\"\(letter)\(index + 1)\">\(text)</option>"
    }
    return """
      <label>\(label) <select autocomplete="off"><option>\(every)</option>\(options.joined())</select></label>

      """
  }

  /// Hides what lacks the chosen value; no text of the data is in it.
  var style: String {
    guard names.count > 1 else { return "" }
    return (1...names.count).map { place in
      ":root:has(#\(letter)\(place):checked) nav :is(section,li):not(.\(letter)\(place)){display:none}\n"
    }.joined()
  }
}
