// Good, slow, failing and hostile extensions together at full load, and whether anybody suffers, leaks or is lost.
// The first argument is the time in seconds, ten minutes without one.
import Foundation
import Perilune
import PeriluneModel

let seconds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 600
let interval = Duration.seconds(max(1, min(10, seconds / 30)))

let aloneFolder = try Population.write(Population.good.contains)
let mixedFolder = try Population.write { _ in true }

let aloneTime = max(10, seconds / 10)
print("the good extensions alone, \(aloneTime) s …")
let alone = try await Load(folder: aloneFolder)
_ = try await alone.run(for: .seconds(aloneTime), others: 0, lookEvery: interval)

print("all extensions, \(seconds) s; runs per second, memory and processors every \(interval):")
let mixed = try await Load(folder: mixedFolder)
// They are read; the system clears what does not go.
for folder in [aloneFolder, mixedFolder] { try? FileManager.default.removeItem(atPath: folder) }
let looks = try await mixed.run(for: .seconds(seconds), others: 2, lookEvery: interval)
for look in looks {
  let (good, other) = (Verdict.decimal(look.goodRate), Verdict.decimal(look.otherRate))
  let memory = "\(Verdict.megabytes(look.memory)) MB, at most \(Verdict.megabytes(look.peakMemory))"
  print("  good \(good)  others \(other)  \(memory)  \(Verdict.decimal(look.processors)) processors")
}

var verdict = Verdict()
verdict.account(mixed)
verdict.tempers(mixed.metrics.rows)
verdict.flatness(looks)
verdict.steadiness(looks)
let (before, after) = (alone.watch.now, mixed.watch.now)
verdict.latency(alone: before.good.summary, mixed: after.good.summary)
verdict.note("p99 of their whole runs", alone: before.goodRuns.summary, mixed: after.goodRuns.summary)
for row in mixed.metrics.rows where !row.extensionId.isEmpty {
  let counts = "\(row.invocations) ran, \(row.errors) errors, \(row.overruns) overruns, \(row.skipped) skipped"
  let times = "p99 \(Verdict.decimal(row.recent.p99)) ms, wait \(Verdict.decimal(row.queueWait)) ms"
  print("  \(row.extensionId): \(counts), \(times)")
}
for line in verdict.lines { print(line) }
exit(verdict.isGood ? 0 : 1)
