internal import FoundationEssentials
internal import Glibc
package import Mail
package import Settings
package import Signing

/// A key file as it was found.
package struct DKIMKeyFile: Sendable {
  package let settings: DKIMSettings
  package let key: DKIMKey
  /// Whether the file's group or everyone may read it.
  package let isReadableByOthers: Bool
  /// When the file was written last.
  package let modified: Timestamp?

  /// Said where others may read the file.
  package var warning: String {
    "warning: \(settings.keyFile) can be read by others than its owner: chmod 600 \(settings.keyFile)"
  }

  package var identity: DKIMSigner.Identity {
    DKIMSigner.Identity(domain: settings.domain, selector: settings.selector, key: key)
  }
}

extension Workspace {
  /// Reads the key files of a sender.
  ///
  /// - Throws: every file that is missing or holds no key to sign with, at the place that names it.
  package func keyFiles(of sender: SenderSettings) throws(Problems) -> [DKIMKeyFile] {
    let log = ProblemLog()
    var files: [DKIMKeyFile] = []
    for settings in sender.dkim {
      do throws(Problems) { files.append(try keyFile(settings)) } catch { error.list.forEach(log.add) }
    }
    try log.throwIfAny()
    return files
  }

  /// What signs a sender's mails; nil where nothing is to be signed.
  ///
  /// - Throws: as `keyFiles(of:)`.
  package func signer(of sender: SenderSettings) throws(Problems) -> DKIMSigner? {
    let files = try keyFiles(of: sender)
    guard !files.isEmpty else { return nil }
    return DKIMSigner(files.map(\.identity), lifetime: sender.dkimDays.map { Int64($0) * 86_400 })
  }

  private func keyFile(_ settings: DKIMSettings) throws(Problems) -> DKIMKeyFile {
    let path = path(settings.keyFile)
    guard let data = FileManager.default.contents(atPath: path) else {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw Problems([
        settings.place.problem(
          isThere
            ? "the key file \(settings.keyFile) cannot be read"
            : "there is no key file \(settings.keyFile)",
          help: isThere ? nil : "tierpost dkim-key --selector \(settings.selector) makes one")
      ])
    }
    var status = stat()
    let isKnown = stat(path, &status) == 0
    do throws(DKIMKeyError) {
      return DKIMKeyFile(
        settings: settings, key: try DKIMKey(pem: Array(data)),
        isReadableByOthers: isKnown && status.st_mode & 0o044 != 0,
        modified: isKnown ? Timestamp(seconds: Int64(status.st_mtim.tv_sec)) : nil)
    } catch {
      throw Problems([
        settings.place.problem("the key file \(settings.keyFile) \(error)", help: error.help)
      ])
    }
  }
}
