/// The preview could not be written.
package struct PreviewError: Error, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    case cannotCreateFolder = "cannot create the folder"
    case cannotRead = "cannot read"
    case cannotWrite = "cannot write"
    case cannotRemove = "cannot remove"
  }

  package let kind: Kind
  /// The file or folder.
  package let path: String
  /// What the system said.
  package let cause: String

  package var description: String { "the preview \(kind.rawValue) \(path): \(cause)" }
}
