/// The tags of the language.
enum TagNames {
  /// Every tag this engine runs.
  static let known = [
    "assign", "capture", "increment", "decrement", "if", "unless", "case", "for", "break", "continue",
    "cycle",
    "tablerow", "ifchanged", "render", "include", "raw", "comment", "doc", "echo", "liquid",
  ]
  /// Tags of the mail dialect.
  static let mail = ["skip", "html_only", "text_only"]
  /// Tags of Liquid that are refused by name.
  static let later: [String] = []
  static let middles = ["else", "elsif", "when"]
}
