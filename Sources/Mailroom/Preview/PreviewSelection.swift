/// Chooses the mails worth showing: the first of each combination that makes mails differ.
///
/// Offer every mail in the order of the audience; then take `chosen`. Only the first of each combination is
/// kept, so memory does not grow with the audience.
package struct PreviewSelection<Element: Sendable>: Sendable {
  /// What makes two mails of one program look different.
  package struct Combination: Hashable, Sendable {
    package let campaign: String
    package let edition: String
    /// The language of the template that is used, as a tag of BCP 47.
    package let language: String
    package let tier: String
    package let hasBonus: Bool

    package init(campaign: String, edition: String, language: String, tier: String, hasBonus: Bool) {
      self.campaign = campaign
      self.edition = edition
      self.language = language
      self.tier = tier
      self.hasBonus = hasBonus
    }
  }

  private struct Candidate: Sendable {
    let combination: Combination
    let element: Element
    let position: Int
  }

  private let limit: Int
  private var seen: Set<Combination> = []
  private var campaigns: [String] = []
  private var candidates: [String: [Candidate]] = [:]

  /// A selection of at most `limitPerCampaign` mails of each campaign, all its editions together.
  package init(limitPerCampaign: Int) { limit = max(0, limitPerCampaign) }

  /// Keeps the element where it is the first of its combination; `element` is not made otherwise.
  ///
  /// - Returns: whether it was kept.
  @discardableResult
  package mutating func offer(_ combination: Combination, _ element: @autoclosure () throws -> Element)
    rethrows
    -> Bool
  {
    guard !seen.contains(combination) else { return false }
    let candidate = Candidate(combination: combination, element: try element(), position: seen.count)
    seen.insert(combination)
    if candidates[combination.campaign] == nil { campaigns.append(combination.campaign) }
    candidates[combination.campaign, default: []].append(candidate)
    return true
  }

  /// The chosen elements: campaigns in the order they came, and within each the order of the audience.
  ///
  /// Where a campaign has more combinations than the limit, languages are spread first, then editions, tiers
  /// and bonuses: each time the combination is taken whose language was taken least so far, and so on.
  package var chosen: [Element] {
    campaigns.flatMap { campaign in
      let kept = Self.spread(candidates[campaign] ?? [], limit: limit)
      return kept.sorted { $0.position < $1.position }.map(\.element)
    }
  }

  private static func spread(_ candidates: [Candidate], limit: Int) -> [Candidate] {
    guard candidates.count > limit else { return candidates }
    var rest = candidates
    var taken: [Candidate] = []
    var counts = Counts()
    while taken.count < limit {
      let ranks = rest.map { counts.rank($0) }
      guard let next = rest.indices.min(by: { ranks[$0] < ranks[$1] }) else { break }
      let candidate = rest.remove(at: next)
      counts.add(candidate.combination)
      taken.append(candidate)
    }
    return taken
  }

  private struct Counts {
    var languages: [String: Int] = [:]
    var editions: [String: Int] = [:]
    var tiers: [String: Int] = [:]
    var bonuses: [Bool: Int] = [:]

    mutating func add(_ combination: Combination) {
      languages[combination.language, default: 0] += 1
      editions[combination.edition, default: 0] += 1
      tiers[combination.tier, default: 0] += 1
      bonuses[combination.hasBonus, default: 0] += 1
    }

    /// How well covered the candidate's properties are already; of equals the audience's order decides.
    func rank(_ candidate: Candidate) -> (Int, Int, Int, Int, Int) {
      let combination = candidate.combination
      return (
        languages[combination.language] ?? 0, editions[combination.edition] ?? 0,
        tiers[combination.tier] ?? 0, bonuses[combination.hasBonus] ?? 0, candidate.position
      )
    }
  }
}
