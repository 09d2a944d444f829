internal import PartnerProgram

/// How tiers are won and lost, in sentences for those who hold them.
struct MovementAnswers {
  private let policy: MovementPolicy
  private let period: String

  init(_ policy: MovementPolicy, _ window: Window) {
    self.policy = policy
    period = window.resets ? "\(window)" : "month"
  }

  var lines: [String] {
    [up, down, warning, plan, reapply, approval].compactMap { $0 }
  }

  private var up: String {
    let step = policy.stepUp == .one ? ", one tier at a time" : ""
    let cap =
      policy.cap.map { " After \($0) promotions in a \(period) a further one waits for approval." } ?? ""
    let when =
      switch policy.up {
      case .atOnce: "as soon as the figures reach the tier"
      case .periodEnd: "on the first day after the \(period)"
      case .review, .never: "at the review, \(reviews)"
      }
    return "When you move up: \(when)\(step).\(cap)"
  }

  private var down: String {
    let step = policy.stepDown == .one ? ", one tier at a time" : ""
    let grace =
      switch policy.gracePeriods {
      case 0: ""
      case 1: " One \(period) below the bound is forgiven."
      default: " \(policy.gracePeriods) \(period)s in a row below the bound are forgiven."
      }
    return switch policy.down {
    case .never: "When you move down: never; a tier once reached stays."
    case .atOnce: "When you move down: as soon as the figures no longer reach the tier\(step).\(grace)"
    case .periodEnd:
      "When you move down: on the first day after a \(period) that does not reach the tier\(step).\(grace)"
    case .review: "When you move down: at the review, \(reviews)\(step).\(grace)"
    }
  }

  private var reviews: String {
    switch policy.reviewMonths {
    case 1: "every month"
    case 3: "every quarter"
    case 12: "every year"
    default: "every \(policy.reviewMonths) months"
    }
  }

  private var warning: String? {
    guard policy.down != .never, policy.warningDays > 0 else { return nil }
    return
      "Before a tier is lost: you hear of it \(policy.warningDays == 1 ? "1 day" : "\(policy.warningDays) days") ahead."
  }

  private var plan: String? {
    policy.improvementDays > 0 && policy.down != .never
      ? "A second chance: a plan of \(policy.improvementDays) days opens before the tier is lost." : nil
  }

  /// Who decides where a person does.
  private var approval: String? {
    guard policy.up == .review || policy.down == .review || policy.cap != nil else { return nil }
    let who =
      policy.roles.count == 1
      ? "the role of \(policy.roles[0])"
      : "two people, in the roles of \(policy.roles.joined(separator: " and "))"
    return "Who decides what waits: \(who), with a reason that is kept."
  }

  private var reapply: String? {
    policy.reapplyMonths.map {
      "A tier ends \($0) months after it was reached unless you apply for it again."
    }
  }
}
