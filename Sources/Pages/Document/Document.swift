/// Something to read, made once and shown in several ways: on a terminal, as Markdown, as a page.
package struct Document: Sendable {
  package enum Block: Sendable {
    case heading(String)
    case paragraph(String)
    case list([String])
    case table(Table, caption: String? = nil)
    /// Shown on a page only: its numbers stand in a table beside it.
    case chart(any Chart)
  }

  package var title: String
  package var blocks: [Block]
  /// A line at the end, such as the version and the date.
  package var foot: String?

  package init(title: String, blocks: [Block] = [], foot: String? = nil) {
    self.title = title
    self.blocks = blocks
    self.foot = foot
  }

  package mutating func add(_ block: Block) { blocks.append(block) }
}
