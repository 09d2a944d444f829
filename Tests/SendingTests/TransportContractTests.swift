import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

/// What `Transport` promises, on every implementation.
struct TransportContractTests {
  @Test(arguments: TransportKind.available)
  func `each envelope has one outcome, in the batch's order, and arrives once`(_ kind: TransportKind)
    async throws
  {
    let running = try kind.start()
    defer { running.stop() }
    let batch = Envelope.letters(120)
    let events = Mutex<[String]>([])
    let deliveries = await running.transport.deliver(
      batch, starting: { ids in events.withLock { $0 += ids.map { "started \($0.rawValue)" } } },
      answered: { delivery in events.withLock { $0.append("answered \(delivery.id.rawValue)") } },
      isWithdrawn: { _ in false })
    #expect(deliveries.map(\.id) == batch.map(\.id))
    #expect(deliveries.count("accepted") == 120)
    let heard = events.withLock(\.self)
    #expect(Set(heard).count == 240 && heard.count == 240, "each is started once and answered once")
    for id in 1...120 {
      let started = try #require(heard.firstIndex(of: "started \(id)"))
      #expect(started < (heard.firstIndex(of: "answered \(id)") ?? -1))
    }
    await running.transport.close()
    #expect(try running.arrived() == 120)
  }

  @Test(arguments: TransportKind.available)
  func `what cannot be noted as started does not arrive`(_ kind: TransportKind) async throws {
    struct DiskFull: Error {}
    let running = try kind.start()
    defer { running.stop() }
    let deliveries = await running.transport.deliver(Envelope.letters(5), starting: { _ in throw DiskFull() })
    #expect(deliveries.count("deferred") == 5)
    await running.transport.close()
    #expect(try running.arrived() == 0)
  }

  @Test(arguments: TransportKind.available)
  func `what is withdrawn does not arrive`(_ kind: TransportKind) async throws {
    let running = try kind.start()
    defer { running.stop() }
    let deliveries = await running.transport.deliver(
      Envelope.letters(10), starting: { _ in }, answered: { _ in }, isWithdrawn: { $0.rawValue <= 4 })
    #expect(deliveries.map(\.isWithdrawn) == (1...10).map { $0 <= 4 })
    #expect(deliveries.count("accepted") == 6)
    await running.transport.close()
    #expect(try running.arrived() == 6)
  }

  @Test(arguments: TransportKind.available)
  func `a task that was cancelled before gets everything back`(_ kind: TransportKind) async throws {
    let running = try kind.start()
    defer { running.stop() }
    let transport = running.transport
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await transport.deliver(Envelope.letters(8), starting: { _ in })
    }
    #expect(await task.value.count("deferred") == 8)
    await transport.close()
    #expect(try running.arrived() == 0)
  }

  @Test(arguments: TransportKind.available)
  func `several batches at once come back each with its own`(_ kind: TransportKind) async throws {
    let running = try kind.start()
    defer { running.stop() }
    let transport = running.transport
    let all = Envelope.letters(90)
    let results = await withTaskGroup(of: [Delivery].self) { group in
      for part in [all[..<30], all[30..<60], all[60...]] {
        group.addTask { await transport.deliver(Array(part), starting: { _ in }) }
      }
      var results: [[Delivery]] = []
      for await result in group { results.append(result) }
      return results
    }
    #expect(results.allSatisfy { $0.count == 30 && $0.count("accepted") == 30 })
    #expect(Set(results.flatMap(\.self).map(\.id)) == Set(all.map(\.id)))
    await transport.close()
    #expect(try running.arrived() == 90)
  }

  @Test(arguments: TransportKind.available)
  func `after close nothing goes, and the transport says so`(_ kind: TransportKind) async throws {
    let running = try kind.start()
    defer { running.stop() }
    await running.transport.close()
    let deliveries = await running.transport.deliver(Envelope.letters(3), starting: { _ in })
    #expect(deliveries.count("deferred") == 3)
    #expect(try running.arrived() == 0)
    guard case .unavailable(let outage) = running.transport.health else {
      Issue.record("the transport is ready")
      return
    }
    #expect(outage.kind == .closed)
  }

  @Test(arguments: TransportKind.available)
  func `an upstream that is not there defers everything, uncounted, and is an outage`(
    _ kind: TransportKind
  ) async throws {
    let transport = try kind.unreachable()
    let deliveries = await transport.deliver(Envelope.letters(20), starting: { _ in })
    #expect(deliveries.count("deferred") == 20)
    #expect(deliveries.allSatisfy { $0.outcome.reply.code == 0 })
    #expect(transport.health != .ready)
    await transport.close()
  }

  @Test(arguments: TransportKind.available)
  func `an empty batch has no outcomes`(_ kind: TransportKind) async throws {
    let transport = try kind.unreachable()
    #expect(await transport.deliver([], starting: { _ in }).isEmpty)
    await transport.close()
  }
}
