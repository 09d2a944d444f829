import Campaigns
import Mailroom
import Settings

extension Workspace {
  /// A campaign that a person named.
  func named(campaign name: String) throws -> Campaign {
    if let found = campaigns.first(where: { $0.name == name }) { return found }
    throw Failure(
      "there is no campaign '\(name)' in tierpost.yaml",
      help: Suggestion.help(for: name, among: campaigns.map(\.name)), code: Exit.noInput)
  }

  /// A stream that a person named.
  func named(stream name: String) throws -> String {
    let streams = Set(campaigns.compactMap(\.stream)).sorted()
    if streams.contains(name) { return name }
    throw Failure(
      "no campaign in tierpost.yaml is of the stream '\(name)'",
      help: Suggestion.help(for: name, among: streams), code: Exit.noInput)
  }

  /// The name of a segment file that a person named.
  func named(segment name: String) throws -> String {
    if segmentNames.contains(name) { return name }
    throw Failure(
      "there is no segment '\(name)' in Segments", help: Suggestion.help(for: name, among: segmentNames),
      code: Exit.noInput)
  }
}
