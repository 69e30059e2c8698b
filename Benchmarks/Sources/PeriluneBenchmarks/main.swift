// Measures what the documents promise and prints one table. Ratios are of medians that were taken in turn in this
// process; `quick` as the first argument takes fewer rounds.
let rounds = CommandLine.arguments.dropFirst().first == "quick" ? 5 : 60

var rows = try StopLatency().rows(rounds: rounds)
rows += try FreshState().rows(rounds: rounds * 5)
rows.append(Row(name: "own library functions against liblua's:", goal: "", measured: "", passes: true))
rows += try LibrarySpeed().rows(rounds: max(5, rounds / 4))

let widths = [\Row.name, \.goal, \.measured].map { column in rows.map { $0[keyPath: column].count }.max() ?? 0 }
for row in rows { print(row.line(widths)) }
