import CReference
import LuaSandbox

/// Twenty extensions on one context of a megabyte.
struct ManyExtensions {
  private static let count = 20

  func rows(rounds: Int) throws -> [Row] {
    let work = Work.two(bytes: 1_000_000)
    let tape = work.context.tape
    let hooks = try (0..<Self.count).map { _ in try SandboxedHook(work, tape: tape) }
    let samples = try inTurn(
      rounds: rounds,
      [
        { try hooks[0].run(calls: Self.count) / Double(Self.count) },
        {
          let start = reference_thread_time()
          for hook in hooks { try hook.runOnce() }
          return Double(reference_thread_time() - start)
        },
        {
          let start = reference_thread_time()
          let tape = work.context.tape
          return tape.size > 0 ? Double(reference_thread_time() - start) : 0
        },
      ])
    let (one, all, build) = (samples[0].median, samples[1].median, samples[2].median)
    return [
      .ratio(
        "\(Self.count) extensions on 1 MB to one call", all / one, atMost: 25,
        measured: "\(Format.time(all)) to \(Format.time(one))", noise: samples[0], samples[1]),
      .ratio(
        "the same with the tape to building the tape", (all + build) / build, atMost: 2,
        measured: "\(Format.time(all + build)) to \(Format.time(build))", noise: samples[2]),
    ]
  }
}
