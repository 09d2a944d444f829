import Campaigns
import Mail
import PartnerProgram
import Signing

/// What one page of partners gives to a plan.
struct PlanPart: Sendable {
  var report: PlanReport
  /// Over every partner and every byte of the page's mails, in their order.
  private(set) var digest: [UInt8] = []
  /// What is kept of the page; nil where nothing is.
  var kept: KeptMails.Page?

  init(report: PlanReport) { self.report = report }

  mutating func add(_ mail: Composition, for recipient: Recipient) {
    report.mails += 1
    report.languages[mail.language.description, default: 0] += 1
    report.tiers[recipient.status.tier.id, default: 0] += 1
    report.largestHTML = max(report.largestHTML, mail.html.count)
    digest = sha256(
      pieces: digest, Array(recipient.partner.id.utf8), Array(recipient.partner.name.utf8),
      Array(recipient.partner.email.description.utf8), Array(mail.subject.utf8), mail.html, mail.text)
  }
}

/// A plan as it grows, part by part in the order of the walk.
struct PlanSum {
  private var report: PlanReport
  private var digest: [UInt8]

  init(_ report: PlanReport, asOf: Timestamp) {
    self.report = report
    digest = sha256(Array("\(report.campaign)\n\(report.edition)\n\(asOf)\n".utf8))
  }

  mutating func add(_ part: PlanPart) {
    report.add(part.report)
    if !part.digest.isEmpty { digest = sha256(pieces: digest, part.digest) }
  }

  /// The whole, with its id.
  var finished: PlanReport {
    var report = report
    report.id = hexadecimal(digest.prefix(6))
    return report
  }
}
