import CReference
import LuaSandbox

/// What one invocation costs beside hand-written C, and that it does not grow with the context.
struct HookCost {
  private static let calls = 400

  func rows(rounds: Int) throws -> [Row] {
    let one = try measure(.one, rounds: rounds)
    return oneRows(one) + (try histories(rounds: max(5, rounds / 2), one: one.sandbox))
  }

  /// Nanoseconds of one call each.
  private struct Costs {
    let sandbox, bare, body, eager, lazy, lazyCalls, instantiation, empty: Sample
  }

  private func measure(_ work: Work, rounds: Int, eagerCalls: Int = calls) throws -> Costs {
    let hooks = try SandboxedHook.Shape.allCases.map { try SandboxedHook(work, tape: work.context.tape, $0) }
    let styles = [REFERENCE_EAGER, REFERENCE_LAZY, REFERENCE_LAZY_CALLS, REFERENCE_INSTANTIATION, REFERENCE_EMPTY]
    let references = try styles.map { try ReferenceHook(work, $0) }
    let samples = try inTurn(
      rounds: rounds,
      hooks.map { hook in { try hook.run(calls: Self.calls) / Double(Self.calls) } }
        + zip(references, styles).map { reference, style in
          let calls = style == REFERENCE_EAGER ? eagerCalls : Self.calls
          return { try reference.run(calls: calls) / Double(calls) }
        })
    return Costs(
      sandbox: samples[0], bare: samples[1], body: samples[2], eager: samples[3], lazy: samples[4],
      lazyCalls: samples[5], instantiation: samples[6], empty: samples[7])
  }

  private func oneRows(_ costs: Costs) -> [Row] {
    let clean = costs.lazyCalls.median + costs.instantiation.median
    let (all, body, eager) = (costs.sandbox.median, costs.body.median, costs.eager.median)
    return [
      .ratio(
        "W1, all in, to C lazy by calls + C clean instantiation", all / clean, atMost: 1.3,
        measured: "\(Format.time(all)) to \(Format.time(clean))", noise: costs.sandbox, costs.lazyCalls),
      .ratio(
        "W1, all in, to C eager", all / eager, atMost: 0.7, measured: "\(Format.time(all)) to \(Format.time(eager))",
        noise: costs.sandbox, costs.eager),
      // There is no invocation without a fresh environment; this one has no module to make in it.
      .ratio(
        "W1 without instantiating a module, to C eager", body / eager, atMost: 0.4,
        measured: "\(Format.time(body)) to \(Format.time(eager))", noise: costs.body, costs.eager),
      .detail("W1 without a run's own fields and scratch", costs.bare),
      .detail("C lazy, operations returned as a table", costs.lazy),
      .detail("C lazy, operations by calls", costs.lazyCalls), .detail("C clean instantiation", costs.instantiation),
      .detail("C empty pcall", costs.empty),
    ]
  }

  private func histories(rounds: Int, one: Sample) throws -> [Row] {
    let sizes = [("10 KB", 10_000, 40), ("100 KB", 100_000, 8), ("1 MB", 1_000_000, 1)]
    let costs = try sizes.map { try measure(.two(bytes: $0.1), rounds: rounds, eagerCalls: $0.2) }
    let (first, last) = (costs[0].sandbox, costs[2].sandbox)
    return zip(sizes, costs).map { size, costs in
      Row(
        name: "  W2 at \(size.0): sandbox, C lazy by calls, C eager",
        measured: [costs.sandbox, costs.lazyCalls, costs.eager].map { Format.time($0.median) }.joined(separator: ", "),
        noise: Format.noise([costs.sandbox, costs.lazyCalls]))
    } + [
      .ratio(
        "W2 at 1 MB to W1", last.median / one.median, atMost: 1.1,
        measured: "\(Format.time(last.median)) to \(Format.time(one.median))", noise: one, last),
      .ratio(
        "W2 at 1 MB to W2 at 10 KB", last.median / first.median, atMost: 1.1,
        measured: "\(Format.time(last.median)) to \(Format.time(first.median))", noise: first, last),
    ]
  }
}
