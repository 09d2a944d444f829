package import Mail
import Synchronization

/// Several upstreams that carry one sender's mail, each its share; what one cannot take goes over another.
///
/// An upstream that is out gives its share to the others; those of weight 0 carry mail only when all others are out. What an
/// upstream was not able to begin goes to the next one; what it answered, or holds in doubt, is its last word.
package final class UpstreamPool: Transport {
  package struct Member: Sendable {
    /// For the record of attempts.
    package let name: String
    /// Its share among the members; 0 for a reserve.
    package let weight: Int
    package let transport: any Transport

    package init(name: String, weight: Int, transport: any Transport) {
      self.name = name
      self.weight = max(0, weight)
      self.transport = transport
    }
  }

  private let members: [Member]
  private let shares: Mutex<PoolShares>

  /// Needs at least one member.
  package init(_ members: [Member]) {
    precondition(!members.isEmpty, "a pool has at least one upstream")
    self.members = members
    shares = Mutex(PoolShares(weights: members.map(\.weight)))
  }

  /// The parts as soon as one member wants them.
  package var needs: EnvelopeForm {
    members.contains { $0.transport.needs == .parts } ? .parts : .bytes
  }

  /// Unavailable only when all members are.
  package var health: TransportHealth {
    var outages: [Outage] = []
    for member in members {
      guard case .unavailable(let outage) = member.transport.health else { return .ready }
      outages.append(outage)
    }
    let isPermanent = outages.allSatisfy(\.isPermanent)
    // The one that is over first, and the kind that passes by itself, says when it is worth coming back.
    let first = outages.first { !$0.isPermanent } ?? outages[0]
    let ends = outages.compactMap(\.until)
    return .unavailable(
      Outage(
        kind: first.kind, cause: outages.map(\.cause).joined(separator: "; "), isPermanent: isPermanent,
        until: ends.count == outages.count ? ends.min() : nil))
  }

  @concurrent
  package func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void,
    isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery] {
    let call = Call(starting: starting, answered: answered, isWithdrawn: isWithdrawn)
    var deliveries = [Delivery?](repeating: nil, count: batch.count)
    var left = Array(batch.indices)
    var tried = [Set<Int>](repeating: [], count: batch.count)
    while !left.isEmpty {
      let parts = divide(left, tried: tried)
      // Where everyone was tried the last answer stands; it was held back so far.
      let given = Set(parts.flatMap(\.places))
      for place in left where !given.contains(place) {
        if let delivery = deliveries[place] { answered(delivery) }
      }
      let results = await carry(parts, of: batch, call)
      left = []
      for (member, places, answers) in results {
        // After a refusal to begin, only an upstream that is out passes its mail on.
        let isOut = members[member].transport.health != .ready
        for (place, delivery) in zip(places, answers) {
          deliveries[place] = delivery
          if isOut, delivery.canGoElsewhere, !Task.isCancelled {
            tried[place].insert(member)
            left.append(place)
          } else if delivery.canGoElsewhere {
            answered(delivery)
          }
        }
      }
      left.sort()
    }
    return deliveries.compactMap(\.self)
  }

  package func close() async {
    await withTaskGroup(of: Void.self) { group in
      for member in members { group.addTask { await member.transport.close() } }
    }
  }

  private struct Call: Sendable {
    let starting: @Sendable ([Envelope.ID]) throws -> Void
    let answered: @Sendable (Delivery) -> Void
    let isWithdrawn: @Sendable (Envelope.ID) -> Bool
  }

  /// Who gets which of the places; a place that every member was tried for gets none.
  private func divide(_ places: [Int], tried: [Set<Int>]) -> [(member: Int, places: [Int])] {
    let health = members.map(\.transport.health)
    return shares.withLock { shares in
      var parts: [Int: [Int]] = [:]
      // One envelope finds out whether a member that was out is back.
      var probes = Set(
        members.indices.filter { index in
          if case .unavailable(let outage) = health[index] {
            return !outage.isPermanent && members[index].weight > 0
          }
          return false
        })
      for place in places {
        let open = members.indices.filter { !tried[place].contains($0) }
        if let probe = probes.first(where: open.contains), tried[place].isEmpty, open.count > 1 {
          probes.remove(probe)
          parts[probe, default: []].append(place)
          continue
        }
        let ready = open.filter { health[$0] == .ready }
        if let member = shares.next(among: ready) ?? open.first { parts[member, default: []].append(place) }
      }
      return parts.map { ($0.key, $0.value) }
    }
  }

  private func carry(
    _ parts: [(member: Int, places: [Int])], of batch: [Envelope], _ call: Call
  ) async -> [(member: Int, places: [Int], answers: [Delivery])] {
    await withTaskGroup(of: (Int, [Int], [Delivery]).self) { group in
      for (index, places) in parts {
        let member = members[index]
        group.addTask {
          let answers = await member.transport.deliver(
            places.map { batch[$0] }, starting: call.starting,
            answered: { delivery in
              let delivery = delivery.over(member.name)
              if !delivery.canGoElsewhere { call.answered(delivery) }
            }, isWithdrawn: call.isWithdrawn)
          return (index, places, answers.map { $0.over(member.name) })
        }
      }
      var results: [(Int, [Int], [Delivery])] = []
      for await result in group { results.append(result) }
      return results
    }
  }
}

extension Delivery {
  fileprivate func over(_ name: String) -> Delivery {
    var delivery = self
    delivery.upstream = delivery.upstream ?? name
    return delivery
  }

  /// Not begun, or lost before its final dot: another upstream may have it.
  fileprivate var canGoElsewhere: Bool {
    guard case .deferred(let reply) = outcome else { return false }
    return reply.code == 0 && notBefore == nil && !isWithdrawn
  }
}
