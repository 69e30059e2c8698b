// Measures what the documents promise and prints one table. Ratios are of medians that were taken in turn in this
// process. Arguments: `quick` takes fewer rounds, `instructions FILE` adds counts of instructions to the table,
// `count [PART]` runs each piece of work once for an instruction counter, `peer` prints what is compared with peers.
let arguments = Array(CommandLine.arguments.dropFirst())

/// The argument after a name.
func value(of name: String) -> String? {
  arguments.firstIndex(of: name).flatMap { arguments.dropFirst($0 + 1).first }
}

switch arguments.first {
case "count": try CountedWork.run(arguments.dropFirst().first ?? "")
case "peer": try PeerFigures.print()
default:
  let counts = try value(of: "instructions").map(InstructionCounts.init(file:))
  try await Benchmarks(rounds: arguments.contains("quick") ? 5 : 60, counts: counts).table().print()
}
