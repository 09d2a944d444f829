import PartnerProgram

extension Activity.Kind {
  /// The kind as the ledger keeps it.
  var word: String {
    switch self {
    case .sale: "sale"
    case .refund: "refund"
    case .chargeback: "chargeback"
    case .other(let word): word
    }
  }

  init(word: String) {
    switch word {
    case "sale": self = .sale
    case "refund": self = .refund
    case "chargeback": self = .chargeback
    default: self = .other(word)
    }
  }

  /// Whether the kind must name what it takes back.
  var takesBack: Bool { self == .refund || self == .chargeback }
}
