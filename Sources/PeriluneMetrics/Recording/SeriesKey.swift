/// One series of a metric.
///
/// Not every metric uses all three labels; `detail` is the value of its last
/// one.
struct SeriesKey: Hashable {
  var metric: RuntimeMetric
  var extensionId = ""
  var hook = ""
  var detail = ""

  /// The labels with their values, in the metric's order.
  var labels: [(RuntimeMetric.Label, String)] {
    metric.labels.map { label in
      switch label {
      case .extension: (label, extensionId)
      case .hook: (label, hook)
      default: (label, detail)
      }
    }
  }
}

/// Bounds how many pairs of extension and hook get series of their own.
///
/// Whoever comes when the limit is reached counts under `other`, so that no
/// number of extensions or reloads fills the memory of the process or of the
/// system that stores its metrics.
struct SeriesLimit {
  /// What later pairs count under.
  static let other = "other"

  private struct Pair: Hashable {
    let extensionId: String
    let hook: String
  }

  let limit: Int
  private var known: Set<Pair> = []

  init(_ limit: Int) { self.limit = limit }

  /// The key to count under.
  mutating func admit(_ key: SeriesKey) -> SeriesKey {
    let pair = Pair(extensionId: key.extensionId, hook: key.hook)
    if known.contains(pair) { return key }
    if known.count < limit {
      known.insert(pair)
      return key
    }
    var key = key
    if !key.extensionId.isEmpty { key.extensionId = Self.other }
    if !key.hook.isEmpty { key.hook = Self.other }
    return key
  }
}
