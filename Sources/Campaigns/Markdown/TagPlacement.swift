/// Where tags that stand alone on a line go in the tree: between which children of which container.
///
/// The tags of one pair (`for` … `else` … `endfor`) go into the same container, the deepest that holds them all.
/// A pair for which there is none cuts a block in half: a problem at its opening tag.
struct TagPlacement {
  /// A container by the child indices from the root.
  typealias Path = [Int]

  private var tags: [Path: [Int: [Range<Int>]]] = [:]

  /// The tags that stand before a child of a container; the index after the last child is its end.
  func tags(in container: Path, before child: Int) -> [Range<Int>] { tags[container]?[child] ?? [] }

  /// Whether any tag stands directly in a container.
  func hasTags(in container: Path) -> Bool { tags[container] != nil }

  init(_ stripped: StrippedMarkdown, tree: MarkdownNode, places: SourcePlaces) {
    for group in Self.groups(stripped, places: places) {
      let chains = group.map { Self.gaps(for: $0, role: Self.role(of: $0, in: group), in: tree) }
      let common = chains.dropFirst().reduce(Set((chains.first ?? []).map(\.container))) {
        $0.intersection($1.map(\.container))
      }
      guard let container = common.max(by: { $0.count < $1.count }) else {
        if let first = group.first {
          places.fail(
            at: first.range, "'\(first.name)' begins and ends in different blocks and would cut one in half",
            help: "put both tags on lines of their own around whole paragraphs, list items or table rows")
        }
        continue
      }
      for (tag, chain) in zip(group, chains) {
        guard let gap = chain.first(where: { $0.container == container }) else { continue }
        tags[container, default: [:]][gap.child, default: []].append(tag.range)
      }
    }
    // Groups come by their closing tag; in one gap the file's order rules.
    for container in tags.keys {
      tags[container] = tags[container]?.mapValues { $0.sorted { $0.lowerBound < $1.lowerBound } }
    }
  }

  // MARK: Pairs

  static let openers: Set<String> = [
    "if", "unless", "case", "for", "tablerow", "capture", "ifchanged", "html_only", "text_only",
  ]
  static let middles: Set<String> = ["else", "elsif", "when"]

  /// Line tags by pair; a tag without a pair is a group of its own.
  private static func groups(
    _ stripped: StrippedMarkdown, places: SourcePlaces
  ) -> [[StrippedMarkdown.LineTag]] {
    var groups: [[StrippedMarkdown.LineTag]] = []
    var open: [(tags: [StrippedMarkdown.LineTag], hasInline: Bool)] = []
    for (name, line) in inOrder(stripped) {
      if openers.contains(name) {
        open.append((line.map { [$0] } ?? [], line == nil))
      } else if middles.contains(name) || name.hasPrefix("end"), !open.isEmpty {
        if let line { open[open.count - 1].tags.append(line) } else { open[open.count - 1].hasInline = true }
        guard name.hasPrefix("end") else { continue }
        let closed = open.removeLast()
        if closed.hasInline, let first = closed.tags.first {
          places.fail(
            at: first.range, "'\(first.name)' stands between blocks, but its pair stands inside one",
            help: "put every tag of the pair on a line of its own, or none")
        } else if !closed.tags.isEmpty {
          groups.append(closed.tags)
        }
      } else if let line {
        groups.append([line])
      }
    }
    // What was never closed is the template compiler's to report, with its place.
    return groups + open.flatMap { $0.tags.map { [$0] } }
  }

  private static func inOrder(
    _ stripped: StrippedMarkdown
  ) -> [(name: String, line: StrippedMarkdown.LineTag?)] {
    let alone = Set(stripped.lineTags.map(\.range.lowerBound))
    let inline: [(Int, String, StrippedMarkdown.LineTag?)] = stripped.placeholders.tokens.compactMap {
      token in
      guard case .tag(let name) = token.kind, !alone.contains(token.range.lowerBound) else { return nil }
      return (token.range.lowerBound, name, nil)
    }
    let lines = stripped.lineTags.map { ($0.range.lowerBound, $0.name, Optional($0)) }
    return (inline + lines).sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
  }

  // MARK: Gaps

  private enum Role { case opening, closing, between, alone }

  private struct Gap {
    var container: Path
    var child: Int
  }

  private static func role(of tag: StrippedMarkdown.LineTag, in group: [StrippedMarkdown.LineTag]) -> Role {
    if group.count == 1 { return .alone }
    if tag.range == group.first?.range { return .opening }
    return tag.range == group.last?.range ? .closing : .between
  }

  /// The gaps a tag can stand in, the outermost first.
  private static func gaps(for tag: StrippedMarkdown.LineTag, role: Role, in tree: MarkdownNode) -> [Gap] {
    var path: Path = []
    var node = tree
    // Down to the container in whose children the line falls.
    while let inside = node.children.firstIndex(where: {
      $0.lines.lowerBound < tag.before && tag.before <= $0.lastLine
    }), node.children[inside].isContainer {
      path.append(inside)
      node = node.children[inside]
    }
    var child = node.children.firstIndex { $0.lines.lowerBound >= tag.before } ?? node.children.count
    var gaps = [Gap(container: path, child: child)]
    // From there a pair may go into the list or table that it wraps, and what closes it into what ends before it.
    while true {
      if role == .opening || role == .between, !tag.blankFollows, child < node.children.count,
        node.children[child].holdsRows
      {
        path.append(child)
        node = node.children[child]
        child = 0
      } else if child > 0, node.children[child - 1].isContainer,
        role == .closing || role == .between
          || (role == .alone && node.children[child - 1].reaches(tag.indent))
      {
        path.append(child - 1)
        node = node.children[child - 1]
        child = node.children.count
      } else {
        break
      }
      gaps.append(Gap(container: path, child: child))
    }
    return gaps
  }
}

extension MarkdownNode {
  /// Whether blocks stand in it.
  var isContainer: Bool {
    switch kind {
    case .document, .blockQuote, .list, .item, .table: true
    default: false
    }
  }

  /// Whether it is a list or a table.
  var holdsRows: Bool {
    switch kind {
    case .list, .table: true
    default: false
    }
  }

  /// Whether a line indented so far belongs to the end of this list or list item.
  func reaches(_ indent: Int) -> Bool {
    switch kind {
    case .item: indent > 0 && indent + 1 >= children.first?.column ?? .max
    case .list: children.last?.reaches(indent) ?? false
    default: false
    }
  }

  /// The last line with content; the parser counts the blank lines after a list to it.
  var lastLine: Int {
    isContainer && !children.isEmpty ? children.map(\.lastLine).max() ?? lines.upperBound : lines.upperBound
  }
}
