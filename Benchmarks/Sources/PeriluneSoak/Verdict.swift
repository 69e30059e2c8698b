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
  mutating func account(_ metrics: RuntimeMetrics, _ watch: Watch.Counts) {
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
  }

  /// Memory after the first fifth, in which pools grow to their size.
  mutating func flatness(_ looks: [Look]) {
    let settled = looks.dropFirst(max(1, looks.count / 5)).map { Double($0.memory) }
    guard let least = settled.min(), let most = settled.max(), least > 0 else { return }
    let middle = (least + most) / 2
    let spread = (most - middle) / middle * 100
    add("memory stays within ± 2 %", "\(Self.megabytes(Int(middle))) MB ± \(Self.decimal(spread)) %", spread <= 2)
  }

  /// Thirds of the time, so that a slow decline shows and a busy second does not.
  ///
  /// The two kinds share the processors, by the priorities of the system, so what
  /// counts is the mean of both rates, each in shares of its own mean.
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
    add("throughput falls by no more than 10 % from the first third to the last", rates, (good + other) / 2 >= -10)
  }

  mutating func latency(of what: String, alone: DurationSummary, mixed: DurationSummary) {
    let ratio = mixed.p99 / max(alone.p99, 0.001)
    add(
      "p99 of \(what) is at most 1.5 × theirs alone",
      "\(Self.decimal(mixed.p99)) ms against \(Self.decimal(alone.p99)) ms, \(Self.decimal(ratio)) ×", ratio <= 1.5)
  }

  static func megabytes(_ bytes: Int) -> String { decimal(Double(bytes) / 1_048_576) }

  static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = String(hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    return sign + "\(hundredths.magnitude / 100)." + (fraction.count == 1 ? "0" : "") + fraction
  }
}
