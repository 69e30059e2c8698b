import PeriluneModel
import Testing

@Suite struct CircuitBreakerTests {
  /// What can happen to a breaker.
  private enum Event: CaseIterable {
    case admitA, admitB
    case oldestSucceeds, oldestFails, oldestIsNeutral, newestSucceeds, newestFails, newestIsNeutral
    case aSecond, tenSeconds
  }

  /// What the contract says, told by a plain history.
  private struct Model {
    let settings: CircuitBreaker.Settings
    var now = Duration.zero
    var row = 0
    var openings = 0
    var opened: (at: Duration, by: UInt64)?
    var probe: Int?
    var round = 0
    var next = 0

    var state: CircuitBreaker.State { opened == nil ? .closed : probe == nil ? .open : .halfOpen }

    var openFor: Duration {
      var time = settings.firstOpen
      for _ in 1..<max(1, openings) { time = min(time * 2, settings.longestOpen) }
      return time
    }

    mutating func admit(_ request: UInt64) -> (ticket: Int, round: Int)? {
      if let opened {
        guard probe == nil, now >= opened.at + openFor, opened.by != request else { return nil }
        probe = next
      }
      defer { next += 1 }
      return (next, round)
    }

    mutating func end(_ ticket: (ticket: Int, round: Int), _ result: CircuitBreaker.Result, _ request: UInt64) {
      if let probe {
        guard probe == ticket.ticket else { return }
        self.probe = nil
        if result == .failure { open(request) }
        if result == .success { (opened, openings, row, round) = (nil, 0, 0, round + 1) }
      } else if opened == nil, ticket.round == round {
        if result == .success { row = 0 }
        if result == .failure { row += 1 }
        if row == settings.failures { open(request) }
      }
    }

    private mutating func open(_ request: UInt64) {
      openings += 1
      opened = (now, request)
      round += 1
    }
  }

  private struct Pair {
    var breaker: CircuitBreaker
    var model: Model
    var outstanding: [(permit: CircuitBreaker.Permit, ticket: (ticket: Int, round: Int), request: UInt64)] = []

    init(_ settings: CircuitBreaker.Settings) {
      breaker = CircuitBreaker(settings)
      model = Model(settings: settings)
    }

    /// Says whether both agree afterwards.
    mutating func take(_ event: Event) -> Bool {
      switch event {
      case .admitA: return admit(1)
      case .admitB: return admit(2)
      case .oldestSucceeds: end(.success, at: 0)
      case .oldestFails: end(.failure, at: 0)
      case .oldestIsNeutral: end(.neutral, at: 0)
      case .newestSucceeds: end(.success, at: outstanding.count - 1)
      case .newestFails: end(.failure, at: outstanding.count - 1)
      case .newestIsNeutral: end(.neutral, at: outstanding.count - 1)
      case .aSecond: model.now += .seconds(1)
      case .tenSeconds: model.now += .seconds(10)
      }
      return agrees
    }

    private var agrees: Bool {
      breaker.state == model.state && (breaker.state == .closed || breaker.openFor == model.openFor)
        && breaker.isClean == (model.opened == nil && model.row == 0)
    }

    private mutating func admit(_ request: UInt64) -> Bool {
      let permit = breaker.admit(at: model.now, request: request)
      let ticket = model.admit(request)
      if let permit, let ticket { outstanding.append((permit, ticket, request)) }
      return (permit == nil) == (ticket == nil) && agrees
    }

    private mutating func end(_ result: CircuitBreaker.Result, at index: Int) {
      guard outstanding.indices.contains(index) else { return }
      let (permit, ticket, request) = outstanding.remove(at: index)
      breaker.record(result, of: permit, at: model.now, request: request)
      model.end(ticket, result, request)
    }
  }

  private static func settings(_ failures: Int) -> CircuitBreaker.Settings {
    CircuitBreaker.Settings(failures: failures, firstOpen: .seconds(2), longestOpen: .seconds(7))
  }

  /// The sequences of events after which breaker and model differ.
  private func disagreements(_ pair: Pair, depth: Int, _ path: [Event], _ count: inout Int) -> [Event]? {
    guard depth > 0 else { return nil }
    for event in Event.allCases {
      var next = pair
      count += 1
      if !next.take(event) { return path + [event] }
      if let found = disagreements(next, depth: depth - 1, path + [event], &count) { return found }
    }
    return nil
  }

  @Test(arguments: 1...3)
  func everySequenceOfFiveEventsDoesWhatTheContractSays(failures: Int) {
    var count = 0
    #expect(disagreements(Pair(Self.settings(failures)), depth: 5, [], &count) == nil)
    #expect(count == 111_110)
  }

  @Test func longRandomSequencesDoWhatTheContractSays() {
    var generator = SeededGenerator(seed: 6)
    var seen: Set<Duration> = []
    for round in 0..<300 {
      var pair = Pair(Self.settings(round % 4 + 1))
      var path: [Event] = []
      for _ in 0..<200 {
        let event = Event.allCases[Int.random(in: 0..<Event.allCases.count, using: &generator)]
        path.append(event)
        guard pair.take(event) else {
          Issue.record("\(path)")
          return
        }
        if pair.breaker.state == .open { seen.insert(pair.breaker.openFor) }
      }
    }
    #expect(seen == [.seconds(2), .seconds(4), .seconds(7)])
  }

  @Test func threeFailuresInARowOpenItForTheRestOfTheRequest() {
    var breaker = CircuitBreaker()
    for result in [CircuitBreaker.Result.failure, .failure, .success, .failure, .failure, .failure] {
      guard let permit = breaker.admit(at: .zero, request: 7) else {
        Issue.record("it opened too early")
        return
      }
      breaker.record(result, of: permit, at: .zero, request: 7)
    }
    #expect(breaker.state == .open)
    #expect(breaker.openFor == .seconds(1))
    #expect(breaker.admit(at: .milliseconds(999), request: 8) == nil)
    // The request of the failures does not probe, however long it lasts.
    #expect(breaker.admit(at: .seconds(60), request: 7) == nil)
    #expect(breaker.admit(at: .seconds(60), request: 8) != nil)
    #expect(breaker.admit(at: .seconds(60), request: 9) == nil)
    #expect(breaker.state == .halfOpen)
  }
}
