extension RuntimeMetrics {
  /// What an HTTP endpoint sends as the type of ``prometheusText``.
  public static let prometheusContentType = "text/plain; version=0.0.4; charset=utf-8"

  /// All metrics in Prometheus' text format, in a fixed order.
  public var prometheusText: String {
    let snapshot = snapshot
    var writer = PrometheusWriter(now: now())
    for metric in RuntimeMetric.allCases {
      switch metric.kind {
      case .histogram:
        let series = snapshot.distributions.filter { $0.key.metric == metric }
        writer.write(metric, series.sorted { $0.key.isBefore($1.key) }.map { ($0.key, $0.value) })
      default:
        let series = snapshot.numbers.filter { $0.key.metric == metric }
        writer.write(metric, series.sorted { $0.key.isBefore($1.key) }.map { ($0.key, $0.value) })
      }
    }
    return writer.text
  }
}

extension SeriesKey {
  func isBefore(_ other: SeriesKey) -> Bool {
    (extensionId, hook, detail) < (other.extensionId, other.hook, other.detail)
  }
}

/// Writes families of series as Prometheus reads them.
struct PrometheusWriter {
  let now: ContinuousClock.Instant
  private(set) var text = ""

  init(now: ContinuousClock.Instant) { self.now = now }

  mutating func write(_ metric: RuntimeMetric, _ series: [(SeriesKey, Double)]) {
    guard !series.isEmpty else { return }
    head(metric.prometheusName, metric.help, metric.kind.rawValue)
    for (key, value) in series { sample(metric.prometheusName, key, value: Self.number(value)) }
  }

  /// A histogram to aggregate, and a summary with the percentiles of this
  /// process's last minutes.
  mutating func write(_ metric: RuntimeMetric, _ series: [(SeriesKey, Distribution)]) {
    guard !series.isEmpty else { return }
    head(metric.prometheusName, metric.help, "histogram")
    for (key, distribution) in series { histogram(metric.prometheusName, key, distribution) }
    let name = metric.prometheusName.replacing("_seconds", with: "_recent_seconds")
    head(name, "Percentiles of \(metric.rawValue) of the last one to two minutes.", "summary")
    for (key, distribution) in series { summary(name, key, distribution.recent.summary(at: now)) }
  }

  private mutating func histogram(_ name: String, _ key: SeriesKey, _ distribution: Distribution) {
    var count: UInt64 = 0
    for (bound, bucket) in zip(Distribution.bounds.map(Self.number) + ["+Inf"], distribution.buckets) {
      count += bucket
      sample(name + "_bucket", key, ("le", bound), value: "\(count)")
    }
    sample(name + "_sum", key, value: Self.number(distribution.sum))
    sample(name + "_count", key, value: "\(count)")
  }

  private mutating func summary(_ name: String, _ key: SeriesKey, _ summary: DurationSummary) {
    for (quantile, value) in [("0.5", summary.p50), ("0.95", summary.p95), ("0.99", summary.p99)] {
      sample(name, key, ("quantile", quantile), value: Self.number(value / 1_000))
    }
  }

  private mutating func head(_ name: String, _ help: String, _ type: String) {
    let help = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func sample(_ name: String, _ key: SeriesKey, _ more: (String, String)? = nil, value: String) {
    var labels = key.labels.map { "\($0.0.rawValue)=\"\(Self.escaped($0.1))\"" }
    if let more { labels.append("\(more.0)=\"\(more.1)\"") }
    text += name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") + " \(value)\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// Integers without a point, as every reader expects counts.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
