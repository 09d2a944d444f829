/// The rule that says where a partner stands: tiers with lower bounds, and how is counted and paid.
package struct TierLadder: Sendable, Equatable {
  /// Which activity counts by its status; reversed activity never does.
  package enum Basis: String, Sendable, Hashable, CaseIterable {
    /// Approved and paid.
    case approved
    /// Pending as well.
    case all
    /// Approved and paid, once the sale's own refund window is over.
    case safe
  }

  /// From the first tier, whose bound is 0, upwards; never empty.
  ///
  /// Those by invitation only stand at the end.
  package let tiers: [Tier]
  package let terms: LadderTerms
  /// Every measure that decides: first those of requirements, then those of a score, then those of keep-rules.
  package let measures: [Measure]
  /// The activity kinds beside sales that measures count.
  let kinds: [String]
  /// Eight hexadecimal digits of a hash (FNV-1a) over all that decides: what is the same rule has the same version.
  package let version: String
  /// For each tier the places of its requirements' measures and their bounds.
  private let bounds: [[Bound]]
  let keepBounds: [[Bound]]
  /// Where the measures of the score begin.
  private let scorePlaces: [Int]

  struct Bound: Sendable, Equatable {
    let measure: Int
    let from: Int64
  }

  package var metric: Metric { terms.metric }
  package var basis: Basis { terms.basis }
  package var refundWindow: Int { terms.refundWindow }
  /// The ladder's window, as its metric knows it.
  package var window: Window { Measure(terms.metric, over: terms.window).window }

  /// A ladder of these tiers, the first of which takes everyone.
  ///
  /// - Parameters:
  ///   - tiers: ascending, not empty; the first one's requirements are dropped, and one without requirements that is not by
  ///     invitation only is reached by `from` in the ladder's metric.
  ///   - terms: how is counted and paid.
  ///   - currency: the program's, for the version.
  package init(tiers: [Tier], terms: LadderTerms, currency: Currency) {
    let own = Measure(terms.metric, over: terms.window)
    var rungs = tiers
    for place in rungs.indices {
      rungs[place].rank = place
      if place == 0 {
        rungs[0].from = 0
        rungs[0].requirements = []
      } else if rungs[place].requirements.isEmpty, !rungs[place].isInvitationOnly {
        rungs[place].requirements = [Requirement(own, from: rungs[place].from)]
      }
    }
    var measures = [own]
    func place(of measure: Measure) -> Int {
      if let known = measures.firstIndex(of: measure) { return known }
      measures.append(measure)
      return measures.count - 1
    }
    func bounds(_ requirements: [Requirement]) -> [Bound] {
      requirements.map { Bound(measure: place(of: $0.measure), from: $0.from) }
    }
    self.bounds = rungs.map { bounds($0.requirements) }
    scorePlaces = terms.score?.parts.map { place(of: $0.measure) } ?? []
    keepBounds = rungs.map { bounds($0.keep) }
    self.tiers = rungs
    self.terms = terms
    self.measures = measures
    var kinds: [String] = []
    for metric in measures.map(\.metric) {
      for word in metric.family.kinds(of: metric) where !kinds.contains(word) { kinds.append(word) }
    }
    self.kinds = kinds
    version = RuleVersion.of(tiers: rungs, terms: terms, currency: currency)
  }

  /// A ladder in one metric over a month, its tiers sorted by `from`.
  package init(
    first: Tier, rest: [Tier], metric: Metric, basis: Basis, refundWindow: Int, currency: Currency
  ) {
    var terms = LadderTerms(metric: metric)
    terms.basis = basis
    terms.refundWindow = refundWindow
    self.init(tiers: [first] + rest.sorted { $0.from < $1.from }, terms: terms, currency: currency)
  }

  /// Whether facts must know their customers.
  var needsCustomers: Bool {
    terms.recurring != .always || measures.contains { $0.metric.family.needsCustomers }
  }

  /// Whether one number decides, in the ladder's own metric and window.
  package var isSimple: Bool { bounds.allSatisfy { $0.isEmpty || ($0.count == 1 && $0[0].measure == 0) } }

  /// The tiers that a partner may hear of: those by invitation only if it is the partner's own.
  package func visibleTiers(holding id: Tier.ID? = nil) -> [Tier] {
    // Those by invitation stand at the end; most ladders have none, and then nothing is copied.
    guard tiers.last?.isInvitationOnly == true else { return tiers }
    return tiers.filter { !$0.isInvitationOnly || $0.id == id }
  }

  /// The place in `tiers` of the highest tier that the values of `measures` reach.
  package func place(reachedBy values: [Int64]) -> Int {
    tiers.indices.last { $0 == 0 || (!bounds[$0].isEmpty && isReached($0, by: values)) } ?? 0
  }

  /// The place in `tiers` of the highest tier whose bound a value of the ladder's own metric reaches.
  ///
  /// For ladders where `isSimple`.
  package func place(reachedBy value: Int64) -> Int {
    tiers.indices.last { $0 == 0 || (!bounds[$0].isEmpty && bounds[$0][0].from <= value) } ?? 0
  }

  /// The highest tier that a value of the ladder's own metric reaches.
  package func tier(reachedBy value: Int64) -> Tier { tiers[place(reachedBy: value)] }

  /// Whether the values of `measures` meet a tier's requirements.
  func isReached(_ place: Int, by values: [Int64]) -> Bool {
    switch tiers[place].joining {
    case .all: bounds[place].allSatisfy { values[$0.measure] >= $0.from }
    case .any: bounds[place].contains { values[$0.measure] >= $0.from }
    }
  }

  /// The next tier up that can be earned; nil at the top.
  package func next(afterPlace place: Int) -> Tier? {
    tiers.dropFirst(place + 1).first { !$0.isInvitationOnly }
  }

  /// The tier above one of the ladder's; nil at the top and for a tier that is not of this ladder.
  package func next(after id: Tier.ID) -> Tier? {
    tiers.firstIndex { $0.id == id }.flatMap { next(afterPlace: $0) }
  }

  /// Puts the score's points at the place of its measure, which is the first.
  func settleScore(_ values: inout [Int64]) throws(EvaluationFailure.Cause) {
    guard let score = terms.score else { return }
    let parts = scorePlaces.map { values[$0] }
    values[0] = try score.points(of: parts[...])
  }
}
