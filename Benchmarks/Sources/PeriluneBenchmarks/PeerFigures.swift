import CReference
import LuaSandbox

/// The figures that `peers/compare` sets beside those of others: nanoseconds with tabs in between.
///
/// The first line has the calls over a tape that is there, and how late a stop is at p50 and p99; the second one the
/// calls with the tape built for each.
enum PeerFigures {
  static func print() throws {
    let works = [Work.one, .two(bytes: 10_000), .two(bytes: 100_000), .two(bytes: 1_000_000)]
    let shared = try inTurn(
      rounds: 41,
      try works.map { work in
        let hook = try SandboxedHook(work, tape: work.context.tape)
        return { try hook.run(calls: 200) / 200 }
      })
    let tapes = try inTurn(
      rounds: 21,
      works.map { work in
        {
          let start = reference_thread_time()
          let tape = work.context.tape
          return tape.size > 0 ? Double(reference_thread_time() - start) : 0
        }
      })
    let late = try StopLatency.lateness(of: "while true do end", rounds: 50)
    show(shared.map(\.median) + [late.median, late.quantile(0.99)])
    show(zip(shared, tapes).map { $0.median + $1.median })
  }

  private static func show(_ figures: [Double]) {
    Swift.print(figures.map { Format.decimal($0, 0) }.joined(separator: "\t"))
  }
}
