package import PartnerProgram

/// Advice about a program: never a refusal, and always with its reason.
package struct Lint: Sendable, Equatable {
  /// The name of the rule that speaks, such as `number-of-tiers`.
  package let rule: String
  /// What it is about: `ladder creators, tier Elite`; empty for the whole program.
  package let subject: String
  package let advice: String
  package let reason: String

  package var text: String { "\(subject.isEmpty ? "" : "\(subject): ")\(advice) (\(reason)) [\(rule)]" }
}

/// A rule of thumb about ladders: one file in `Rules`, one line in `allLintRules`.
protocol LintRule: SendableMetatype {
  /// The word in brackets behind an advice.
  static var name: String { get }
  /// What it has to say of one ladder; `picture` is nil where no data is there.
  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding]
}

/// What a rule found.
struct LintRuleFinding {
  /// The tier it is about; nil for the ladder.
  var tier: Tier?
  var advice: String
  var reason: String
}

/// What rules may look at beside the ladder.
struct LintContext {
  let program: ProgramSettings
  /// The ladder's last month over all partners; nil where there is no data.
  let picture: LadderPicture?
}

/// Every rule of the folder `Rules`, in the order in which they speak.
let allLintRules: [any LintRule.Type] = [
  TierCountRule.self, RateJumpRule.self, TopRateRule.self, MarginRule.self, VanityRule.self, ResetRule.self,
  OneMetricRule.self, GrossRevenueRule.self, ReachRule.self, CrowdedTopRule.self, InflationRule.self,
  EvenMovementRule.self, ReadinessRule.self,
]

/// Runs every rule over every ladder of a program.
package enum ProgramLint {
  /// The advice for a program; with a picture also what only data can tell.
  package static func lints(_ program: ProgramSettings, picture: ProgramPicture? = nil) -> [Lint] {
    var found: [Lint] = []
    let ladders =
      [(String?.none, program.ladder)] + program.segmentLadders.map { (Optional($0.name), $0.ladder) }
    for (place, (name, ladder)) in ladders.enumerated() {
      let context = LintContext(program: program, picture: picture?.ladders[place])
      for rule in allLintRules {
        for finding in rule.lints(of: ladder, in: context) {
          let parts = [name.map { "ladder \($0)" }, finding.tier.map { "tier \($0.name)" }].compactMap { $0 }
          let lint = Lint(
            rule: rule.name, subject: parts.joined(separator: ", "), advice: finding.advice,
            reason: finding.reason)
          // A default rate is the same ladder again: one advice is enough.
          if !found.contains(where: { $0.rule == lint.rule && $0.advice == lint.advice }) {
            found.append(lint)
          }
        }
      }
    }
    return found
  }
}
