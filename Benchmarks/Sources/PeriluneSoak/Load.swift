import Logging
import Perilune
import PeriluneMetrics
import PeriluneModel
import Synchronization

/// One look at the load, every few seconds.
struct Look {
  var goodRate: Double
  var otherRate: Double
  /// The lower quartile of many samples: a state that is just being filled, for
  /// long on a busy machine, shows in some of them, and a leak in all.
  var memory: Int
  var peakMemory: Int
  /// Processors that this process had.
  var processors: Double
}

/// Runs hooks as fast as they go, for a time.
struct Load {
  let runtime: ExtensionRuntime
  let metrics = RuntimeMetrics()
  let watch = Watch()
  /// Runs, and those whose outcome does not list every function.
  let runs = Counter()
  let incomplete = Counter()

  init(folder: String) async throws {
    var options = ExtensionRuntime.Options()
    options.observers = [metrics, watch]
    options.logger = Logger(label: "soak") { _ in SwiftLogNoOpLogHandler() }
    options.logsRuns = false
    var config = ExtensionRegistrationConfig()
    // With breakers the hostile ones would rest most of the time, and this is about those that never do.
    config.breaker.isEnabled = false
    runtime = try await ExtensionRuntime(folder: folder, config: config, options: options)
  }

  /// - Parameter others: Tasks that run the hook of the others.
  func run(for time: Duration, good: Int = 2, others: Int, lookEvery interval: Duration) async throws -> [Look] {
    let counters = Counters()
    let end = ContinuousClock.now + time
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<good { group.addTask { try await drive(Population.goodHook, counters.good, until: end) } }
      for _ in 0..<others { group.addTask { try await drive(Population.otherHook, counters.other, until: end) } }
      if others > 0 { group.addTask { try await killAndRevive(until: end) } }
      let looks = try await look(counters, interval, until: end)
      try await group.waitForAll()
      return looks
    }
  }

  private func drive(_ hook: HookKind, _ counter: Counter, until end: ContinuousClock.Instant) async throws {
    let context = Population.context()
    let functions = runtime.registry.extensions.reduce(0) { $0 + $1.manifest.functions(of: hook).count }
    while ContinuousClock.now < end {
      var context = context
      context.requestId = "r\(counter.next())"
      let outcome = try await runtime.run(hook, context)
      _ = runs.next()
      if outcome.ran.count + outcome.skipped.count != functions { _ = incomplete.next() }
    }
  }

  /// Operators are part of the load.
  private func killAndRevive(until end: ContinuousClock.Instant) async throws {
    while ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(900))
      try runtime.kill(.extension("hostile-loop"), by: "soak", because: "a part of the load")
      try await Task.sleep(for: .milliseconds(100))
      try runtime.revive(.extension("hostile-loop"), by: "soak", because: "a part of the load")
    }
  }

  private func look(
    _ counters: Counters, _ interval: Duration, until end: ContinuousClock.Instant
  ) async throws -> [Look] {
    var looks: [Look] = []
    var (last, good, other, used) = (ContinuousClock.now, 0, 0, processorTime())
    while last + interval <= end {
      let memory = try await sampleMemory(until: last + interval)
      let now = ContinuousClock.now
      let seconds = (now - last) / .seconds(1)
      let (goodNow, otherNow, usedNow) = (counters.good.value, counters.other.value, processorTime())
      looks.append(
        Look(
          goodRate: Double(goodNow - good) / seconds, otherRate: Double(otherNow - other) / seconds,
          memory: memory[memory.count / 4], peakMemory: memory.last ?? 0, processors: (usedNow - used) / seconds))
      (last, good, other, used) = (now, goodNow, otherNow, usedNow)
    }
    return looks
  }
}

extension Load {
  /// Sorted samples, at least one.
  private func sampleMemory(until end: ContinuousClock.Instant) async throws -> [Int] {
    var samples = [residentMemory()]
    while ContinuousClock.now < end {
      try await Task.sleep(until: min(end, ContinuousClock.now + .milliseconds(50)), clock: .continuous)
      samples.append(residentMemory())
    }
    return samples.sorted()
  }
}

final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

struct Counters: Sendable {
  let good = Counter()
  let other = Counter()
}
