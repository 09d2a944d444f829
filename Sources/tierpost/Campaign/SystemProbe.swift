import Mailroom
import Sending

/// Asks the relays and web servers themselves, with the credentials of the settings.
struct SystemProbe: RelayProbe {
  let workspace: Workspace

  func relay(_ settings: SMTPSettings) -> RelayFacts {
    let upstream: SMTPUpstream
    do {
      upstream = try RelayChoice.upstream(settings, in: workspace)
    } catch {
      var facts = RelayFacts(name: "\(settings.scheme.rawValue)://\(settings.host)")
      facts.failure = (error as? Failure)?.message ?? "\(error)"
      return facts
    }
    let inspection = RelayInspection(of: upstream)
    var facts = RelayFacts(name: upstream.name)
    facts.failure = inspection.outage?.cause
    if case .insecure = inspection.outage?.kind { facts.isInsecure = true }
    facts.tlsVersion = inspection.tlsVersion
    facts.certificateExpires = inspection.certificateExpires
    facts.offersSTARTTLS = inspection.offersSTARTTLS
    facts.mechanisms = inspection.mechanisms
    return facts
  }

  func api(_ settings: ProviderSettings) -> RelayFacts {
    let inspection = APIInspection(
      of: settings.address, authorityFile: settings.authorityFile.map(workspace.path))
    var facts = RelayFacts(name: settings.address.name)
    facts.failure = inspection.failure
    facts.isInsecure = inspection.isInsecure
    facts.tlsVersion = inspection.tlsVersion
    facts.certificateExpires = inspection.certificateExpires
    return facts
  }

  func oneClick(_ url: String) -> Int? { OneClickPost.status(of: url) }
}
