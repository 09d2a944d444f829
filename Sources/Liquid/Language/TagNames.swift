/// The tags of the language.
enum TagNames {
  /// Every tag this engine runs.
  static let known = [
    "assign", "capture", "increment", "decrement", "if", "unless", "case", "for", "break", "continue", "cycle",
    "ifchanged", "render", "include", "raw", "comment", "doc", "echo", "liquid",
  ]
  /// Tags of Liquid that are refused by name.
  static let later = ["tablerow"]
  static let middles = ["else", "elsif", "when"]
}
