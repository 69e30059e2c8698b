/// Says on the error stream how far a command is, once it took a second and
/// only for a person.
struct Progress {
  private let total: Int
  private let noun: String
  private let start = ContinuousClock.now
  private var isShown = false

  init(total: Int, noun: String) {
    self.total = total
    self.noun = noun
  }

  mutating func advance(to count: Int) {
    guard Terminal.errors.isInteractive, ContinuousClock.now - start > .seconds(1) else { return }
    isShown = true
    Terminal.errors.write(text: "\r\u{1B}[K\(count) of \(total) \(noun)")
  }

  mutating func finish() {
    if isShown { Terminal.errors.write(text: "\r\u{1B}[K") }
    isShown = false
  }
}
