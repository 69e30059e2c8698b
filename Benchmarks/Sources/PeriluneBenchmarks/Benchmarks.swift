/// All of the measurements, from the hot path to the limits.
struct Benchmarks {
  let rounds: Int
  let counts: InstructionCounts?

  func table() async throws -> Table {
    let (few, some) = (max(5, rounds / 4), max(5, rounds / 3))
    var noise = Noise()
    noise.listen()
    var rows = try HookCost().rows(rounds: rounds) + InstructionCounts.hookRows(counts)
    rows += try ManyExtensions().rows(rounds: rounds)
    noise.listen()
    rows += try TapeFromJSON().rows(rounds: some)
    rows += try await WholeRun().rows(rounds: rounds)
    rows += try ProcessorBound().rows(rounds: some, counts)
    noise.listen()
    rows += try LibrarySpeed().rows(rounds: few)
    rows += try FreshState().rows(rounds: rounds)
    noise.listen()
    rows += try await Throughput().rows(rounds: some)
    rows += try StopLatency().rows(rounds: rounds)
    noise.listen()
    return Table(rows: noise.rows + rows)
  }
}
