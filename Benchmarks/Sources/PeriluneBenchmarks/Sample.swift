/// Measurements of one thing, in nanoseconds.
struct Sample {
  private var values: [Double] = []

  init(_ values: [Double] = []) { self.values = values }

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double { quantile(0.5) }

  /// The width of the middle half as a share of the median.
  var spread: Double { median > 0 ? (quantile(0.75) - quantile(0.25)) / median : 0 }

  func quantile(_ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}

/// Measures things in turn, so that whatever else the machine does meets all of them.
func inTurn(rounds: Int, _ subjects: [() throws -> Double]) throws -> [Sample] {
  var samples = subjects.map { _ in Sample() }
  for _ in 0..<rounds {
    for (index, subject) in subjects.enumerated() { samples[index].add(try subject()) }
  }
  return samples
}
