import Foundation
import LuaSandbox

/// Runs `body` as a hook in a sandbox of its own; only one that never ends spends a minute.
func run(
  _ body: String, memory: Int = 4 << 20, milliseconds: Int? = 60_000,
  configure: (inout Invocation) -> Void = { _ in }
) throws -> Outcome {
  var sandbox = try Sandbox(memoryLimit: memory)
  try sandbox.load(Source(body, file: "body.lua"))
  var invocation = Invocation(.body, budget: .init(time: milliseconds.map { .milliseconds($0) }))
  configure(&invocation)
  return sandbox.call(invocation)
}

/// What a script whose budget is its time made of it.
struct Stop {
  var outcome: Outcome
  var budget: Duration
  /// The processor time of it all: a machine that does other things makes a call longer, and it takes no more of this.
  var work: Duration
}

/// Runs what never ends by itself until its budget, again with twice the budget as long as the stop is not the wanted
/// one: a thread may get no processor before its deadline, and a machine may stand still at any time.
func stop(
  _ body: String, memory: Int = 4 << 20, milliseconds: Int, until isWanted: (Stop) -> Bool = { _ in true }
) throws -> Stop {
  for attempt in 0..<6 {
    let stop = try stop(body, memory: memory, milliseconds: milliseconds << attempt)
    guard stop.outcome.failure?.code == .time, !isWanted(stop) else { return stop }
  }
  return try stop(body, memory: memory, milliseconds: milliseconds)
}

private func stop(_ body: String, memory: Int, milliseconds: Int) throws -> Stop {
  let start = threadTime()
  let outcome = try run(body, memory: memory, milliseconds: milliseconds)
  return Stop(outcome: outcome, budget: .milliseconds(milliseconds), work: threadTime() - start)
}

/// The processor time that the calling thread has used.
func threadTime() -> Duration {
  var time = timespec()
  _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// Waits for what another thread or task brings about.
func wait(until isThere: () -> Bool) async throws {
  while !isThere() { try await Task.sleep(for: .milliseconds(1)) }
}

extension Duration {
  /// The processor time that a test allows a stop to take; more in builds with sanitizers (`PERILUNE_TEST_SLOWNESS`).
  static func allowed(milliseconds: Int) -> Duration {
    let slowness = ProcessInfo.processInfo.environment["PERILUNE_TEST_SLOWNESS"].flatMap(Int.init) ?? 1
    return .milliseconds(milliseconds * slowness)
  }
}

extension Outcome {
  /// The only token of the value, when the hook returned a scalar.
  var scalar: EncodedValue.Token? {
    guard failure == nil else { return nil }
    var reader = EncodedValue.Reader(value)
    return reader.next()
  }

  /// The texts of the log.
  var lines: [String] { log.map(\.text) }
}
