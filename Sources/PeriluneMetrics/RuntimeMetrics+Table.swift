extension RuntimeMetrics {
  /// One line of the table of an operator: an extension in a hook.
  public struct Row: Sendable, Hashable {
    /// The extension.
    public var extensionId: String
    /// The hook.
    public var hook: String
    /// Invocations that ended since the start.
    public var invocations = 0
    /// Invocations of the last minutes, with their percentiles.
    public var recent = DurationSummary()
    /// The 99th percentile of the time in the queue, in milliseconds.
    public var queueWait = 0.0
    /// Errors since the start.
    public var errors = 0
    /// Budgets that were spent since the start.
    public var overruns = 0
    /// Functions that were skipped since the start.
    public var skipped = 0
    /// Invocations that run or wait now.
    public var running = 0
    /// Whether the circuit breaker keeps it from running.
    public var isCircuitOpen = false
    /// Bytes that the last invocation held at most.
    public var peakMemory = 0
  }

  /// A line for each extension in each hook that was seen, in their order.
  public var rows: [Row] {
    let snapshot = snapshot
    let now = now()
    var rows: [SeriesKey: Row] = [:]
    func update(_ key: SeriesKey, _ change: (inout Row) -> Void) {
      guard key.metric.isOfInvocations else { return }
      let pair = SeriesKey(metric: .invocations, extensionId: key.extensionId, hook: key.hook)
      change(&rows[pair, default: Row(extensionId: key.extensionId, hook: key.hook)])
    }
    for (key, value) in snapshot.numbers { update(key) { $0.add(value, of: key.metric) } }
    for (key, distribution) in snapshot.distributions {
      let summary = distribution.recent.summary(at: now)
      update(key) { row in
        if key.metric == .duration { row.recent = summary } else { row.queueWait = summary.p99 }
      }
    }
    return rows.values.sorted { ($0.extensionId, $0.hook) < ($1.extensionId, $1.hook) }
  }
}

extension RuntimeMetric {
  /// Whether it says something about an extension in a hook.
  fileprivate var isOfInvocations: Bool {
    labels.starts(with: [.extension, .hook]) && self != .killed && self != .killOrders
  }
}

extension RuntimeMetrics.Row {
  fileprivate init(extensionId: String, hook: String) {
    self.extensionId = extensionId
    self.hook = hook
  }

  fileprivate mutating func add(_ value: Double, of metric: RuntimeMetric) {
    switch metric {
    case .invocations: invocations = Int(value)
    case .errors: errors += Int(value)
    case .budgetOverruns: overruns += Int(value)
    case .skippedInvocations: skipped += Int(value)
    case .running: running = Int(value)
    case .circuitOpen: isCircuitOpen = value > 0
    case .peakMemory: peakMemory = Int(value)
    default: break
    }
  }
}
