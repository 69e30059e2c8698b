import CReference
import Foundation
import LuaSandbox
import PeriluneModel

/// Making the context readable for scripts straight from JSON text, beside Foundation's tree of objects.
struct TapeFromJSON {
  func rows(rounds: Int) throws -> [Row] {
    try [("W1", Work.one), ("W2 at 1 MB", .two(bytes: 1_000_000))].map { name, work in
      let text = Array(work.context.payload.json.utf8)
      let data = Data(text)
      let times = max(1, 100_000 / text.count)
      let samples = try inTurn(
        rounds: rounds,
        [
          { try Self.time(times) { _ = try JSONSerialization.jsonObject(with: data) } },
          { try Self.time(times) { _ = try Tape(json: text) } },
        ])
      let (foundation, own) = (samples[0].median, samples[1].median)
      return Row(
        name: "the tape from JSON to JSONSerialization: \(name)", goal: "≥ 3.00 × its speed",
        measured: "\(Format.time(own)) to \(Format.time(foundation))", ratio: Format.ratio(foundation / own),
        verdict: .init(foundation / own >= 3), noise: Format.noise(samples))
    }
  }

  /// Nanoseconds of processor time for one of so many.
  private static func time(_ times: Int, _ body: () throws -> Void) throws -> Double {
    let start = reference_thread_time()
    for _ in 0..<times { try body() }
    return Double(reference_thread_time() - start) / Double(times)
  }
}
