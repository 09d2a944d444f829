package import PartnerProgram

/// A program in one month: what its ladders hold, added up over all partners in one pass.
///
/// Memory grows with a number a partner, for the percentiles, and with nothing else.
package struct ProgramPicture: Sendable {
  package let program: ProgramSettings
  package let month: Month
  /// The program's own ladder first, then those of segments, in the settings' order.
  package private(set) var ladders: [LadderPicture]
  /// Partners who left in the month.
  package private(set) var left = 0
  package private(set) var attention: AttentionList

  package init(_ program: ProgramSettings, month: Month) {
    self.program = program
    self.month = month
    attention = AttentionList(currency: program.currency)
    ladders =
      [LadderPicture(name: nil, ladder: program.ladder)]
      + program.segmentLadders.map { LadderPicture(name: $0.name, ladder: $0.ladder) }
  }

  /// Takes in one partner; those who have left count no more.
  package mutating func add(_ recipient: Recipient) {
    guard counts(recipient.partner) else {
      if let day = recipient.partner.left, Month(of: day) == month { left += 1 }
      return
    }
    attention.add(recipient)
    let place = ladders.firstIndex { $0.name == recipient.status.ladderName } ?? 0
    ladders[place].add(recipient)
  }

  /// Whether a partner is still in the program when the month ends.
  package func counts(_ partner: Partner) -> Bool { partner.left.map { $0 > month.lastDay } ?? true }

  /// Ladders that anyone is on; the program's own at least.
  package var inUse: [LadderPicture] {
    let used = ladders.filter { $0.partners > 0 }
    return used.isEmpty ? Array(ladders.prefix(1)) : used
  }
}
