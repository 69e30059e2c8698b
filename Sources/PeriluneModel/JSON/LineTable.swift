/// Where the lines of a text begin.
struct LineTable: Sendable {
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    let breaks = bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "\n") }
    starts = [0] + breaks.map { $0 + 1 }
  }

  /// Line and column of a byte, both counted from 1.
  func position(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, offset - starts[low] + 1)
  }
}
