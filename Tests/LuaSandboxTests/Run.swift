import Foundation
import LuaSandbox

/// Runs `body` as a hook in a sandbox of its own.
func run(
  _ body: String, memory: Int = 4 << 20, milliseconds: Int? = 2_000,
  configure: (inout Invocation) -> Void = { _ in }
) throws -> Outcome {
  var sandbox = try Sandbox(memoryLimit: memory)
  try sandbox.load(Source(body, file: "body.lua"))
  var invocation = Invocation(.body, budget: .init(time: milliseconds.map { .milliseconds($0) }))
  configure(&invocation)
  return sandbox.call(invocation)
}

/// A budget in milliseconds within which a script surely begins, also in builds with sanitizers on a busy machine.
func budget(milliseconds: Int) -> Int {
  ProcessInfo.processInfo.environment["PERILUNE_TEST_SLOWNESS"] == nil ? milliseconds : milliseconds * 10
}

extension Duration {
  /// What a test allows a stop to take on a machine that does other things too; more in builds with sanitizers
  /// (`PERILUNE_TEST_SLOWNESS`).
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
