import Mailroom
import PartnerProgram

extension OpenedWorkspace {
  /// The codes by which partners are shown who are not to be recognised.
  var alias: @Sendable (Partner.ID) -> String {
    { [key] in PartnerAlias.of($0, key: key) }
  }
}
