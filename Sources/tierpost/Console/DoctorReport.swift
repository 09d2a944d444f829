import Mailroom
import Signing

/// What `tierpost doctor` found at one sender, for people and for programs.
struct DoctorReport {
  let sender: String
  let findings: [SenderFinding]

  var lines: [String] {
    ["Sender \(sender)"]
      + findings.flatMap { finding in
        var lines = [
          "  \(Self.mark(finding.level)) \(finding.check): \(finding.subject)", "      \(finding.found)",
        ]
        guard finding.level != .good else { return lines }
        if let why = finding.why { lines.append("      why: \(why)") }
        if let record = finding.record { lines.append("      publish: \(Self.zoneLine(record))") }
        if let help = finding.help { lines.append("      do: \(help)") }
        return lines
      }
  }

  var json: [String] {
    findings.map { finding in
      JSONLine([
        ("sender", .text(sender)), ("check", .text(finding.check)), ("level", .text(finding.level.rawValue)),
        ("subject", .text(finding.subject)), ("found", .text(finding.found)), ("why", .text(finding.why)),
        (
          "publish",
          finding.record.map {
            .object([("name", .text($0.name)), ("type", .text($0.type)), ("value", .text($0.value))])
          } ?? .text(nil)
        ), ("help", .text(finding.help)),
      ]).description
    }
  }

  /// As it stands in a zone file.
  static func zoneLine(_ record: SenderFinding.Record) -> String {
    "\(record.name). IN \(record.type) \(record.type == "TXT" ? zoneFileText(record.value) : record.value)"
  }

  private static func mark(_ level: SenderFinding.Level) -> String {
    switch level {
    case .good: "ok     "
    case .note: "note   "
    case .warning: "warning"
    case .wrong: "WRONG  "
    case .unknown: "unknown"
    }
  }
}
