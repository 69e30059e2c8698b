import PeriluneMetrics

/// What the soak promises, and what it measured.
struct Verdict {
  private(set) var lines: [String] = []
  private(set) var isGood = true

  mutating func add(_ name: String, _ measured: String, _ passes: Bool) {
    lines.append("\(passes ? "pass" : "FAIL")  \(name): \(measured)")
    if !passes { isGood = false }
  }

  /// Every admitted invocation ended, once: by the metrics, and by a count of our own.
  mutating func account(_ load: Load) {
    let (metrics, watch) = (load.metrics, load.watch.now)
    let admitted = Int(metrics.value(of: .admitted))
    let (ran, dropped) = (Int(metrics.value(of: .invocations)), Int(metrics.value(of: .dropped)))
    let running = Int(metrics.value(of: .running))
    add(
      "every admitted invocation is accounted for",
      "\(admitted) admitted = \(ran) ran + \(dropped) dropped + \(running) running",
      admitted == ran + dropped + running && running == 0)
    let skipped = Int(metrics.value(of: .skippedInvocations))
    add(
      "the metrics agree with a count of the events",
      "\(watch.admitted) admitted, \(watch.ran) ran, \(watch.droppedOrSkipped) skipped",
      admitted == watch.admitted && ran == watch.ran && skipped == watch.droppedOrSkipped)
    let runs = Int(metrics.value(of: .hookRuns))
    add(
      "every run lists every function",
      "\(load.runs.value) runs, \(runs) in the metrics, \(load.incomplete.value) that do not",
      load.runs.value == runs && load.incomplete.value == 0 && runs > 0)
  }

  /// Without anything bad the rest shows nothing.
  mutating func tempers(_ rows: [RuntimeMetrics.Row]) {
    for id in Population.all {
      let row = rows.first { $0.extensionId == id }
      let (ran, bad) = (row?.invocations ?? 0, row?.errors ?? 0)
      let isBad = id.hasPrefix("failing") || id.hasPrefix("hostile")
      // One that is not bad can be stopped on a machine that gives it no time.
      let isAsMeant = isBad ? bad == ran : bad <= ran / (id.hasPrefix("good") ? 1_000 : 20)
      if ran == 0 || !isAsMeant { add("\(id) behaves as it should", "\(ran) ran, \(bad) errors", false) }
    }
  }

  /// Memory after the first fifth, in which pools grow to their size.
  ///
  /// Where other work takes the processors, states stay full for as long as that
  /// takes; such looks are left out, and may be one in twenty.
  mutating func flatness(_ looks: [Look]) {
    let settled = looks.dropFirst(max(1, looks.count / 5))
    let usual = settled.map(\.processors).sorted()
    let fair = settled.filter { $0.processors > usual[usual.count / 2] / 2 }
    let sizes = fair.map { Double($0.memory) }
    guard let least = sizes.min(), let most = sizes.max(), least > 0 else {
      return add("memory stays within ± 2 %", "it was not measured", false)
    }
    let middle = (least + most) / 2
    let spread = (most - middle) / middle * 100
    let starved = settled.count - fair.count
    let remark = starved == 0 ? "" : ", \(starved) of \(settled.count) looks without processors left out"
    add(
      "memory stays within ± 2 %", "\(Self.megabytes(Int(middle))) MB ± \(Self.decimal(spread)) %\(remark)",
      spread <= 2 && starved * 20 <= settled.count)
  }

  /// Thirds of the time, so that a slow decline shows and a busy second does not.
  ///
  /// The two kinds share the processors, and neither may grow at the other's cost.
  mutating func steadiness(_ looks: [Look]) {
    let third = max(1, looks.count / 3)
    func mean(_ part: some Collection<Look>, _ rate: (Look) -> Double) -> Double {
      part.reduce(0) { $0 + rate($1) } / Double(max(1, part.count))
    }
    func change(_ rate: (Look) -> Double) -> Double {
      (mean(looks.suffix(third), rate) - mean(looks.prefix(third), rate)) / max(mean(looks, rate), 0.001) * 100
    }
    let (good, other) = (change(\.goodRate), change(\.otherRate))
    let rates =
      "good \(Self.decimal(mean(looks, \.goodRate))) runs/s (\(Self.decimal(good)) %), "
      + "others \(Self.decimal(mean(looks, \.otherRate))) (\(Self.decimal(other)) %)"
    add(
      "throughput falls by no more than 10 % from the first third to the last", rates,
      looks.count >= 6 && good >= -10 && other >= -10)
  }

  mutating func latency(alone: DurationSummary, mixed: DurationSummary) {
    let ratio = mixed.p99 / max(alone.p99, 0.001)
    let isMeasured = min(alone.count, mixed.count) >= 10_000
    add(
      "p99 of the good extensions is at most 1.5 × theirs alone", Self.compare(alone, mixed),
      isMeasured && ratio <= 1.5)
  }

  /// What nobody promised, since a run waits for the system's threads too.
  mutating func note(_ name: String, alone: DurationSummary, mixed: DurationSummary) {
    lines.append("      \(name): \(Self.compare(alone, mixed))")
  }

  private static func compare(_ alone: DurationSummary, _ mixed: DurationSummary) -> String {
    "\(decimal(mixed.p99)) ms against \(decimal(alone.p99)) ms, \(decimal(mixed.p99 / max(alone.p99, 0.001))) ×"
  }

  static func megabytes(_ bytes: Int) -> String { decimal(Double(bytes) / 1_048_576) }

  static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = String(hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    return sign + "\(hundredths.magnitude / 100)." + (fraction.count == 1 ? "0" : "") + fraction
  }
}
