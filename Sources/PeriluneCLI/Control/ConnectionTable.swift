/// Which connections a server has open, and which of them ends for a new one or
/// because its time is over.
struct ConnectionTable {
  typealias Instant = ContinuousClock.Instant

  /// How many connections there may be, and how long each.
  struct Limits {
    /// Open at once; a further one takes the place of another.
    var count = 128
    /// The time for a request, all of it, and then for its answer.
    var patience = Duration.seconds(10)
    /// What a connection without a whole request has when its place is needed:
    /// the client may be between its connect and its write.
    var idleGrace = Duration.milliseconds(200)
    /// What a connection that is being answered has then.
    var answerGrace = Duration.seconds(1)
    /// What any has since its beginning then, however much it asks.
    var turnover = Duration.seconds(2)
  }

  /// What a new connection finds.
  enum Room: Equatable {
    case free
    /// The place of this one.
    case taken(Int)
    /// Nobody has to go before then.
    case none(until: Instant)
  }

  private struct Connection {
    /// Whether its request is whole, and its answer is not.
    var isBusy = false
    let beginning: Instant
    var since: Instant
  }

  private let limits: Limits
  private var open: [Int: Connection] = [:]
  private var last = 0

  init(_ limits: Limits) { self.limits = limits }

  /// Takes a connection that waits for its first request.
  mutating func admit(at now: Instant) -> Int {
    last += 1
    open[last] = Connection(beginning: now, since: now)
    return last
  }

  /// A whole request came, or its answer is written; `false` when the
  /// connection was told to end before.
  mutating func turn(_ id: Int, isBusy: Bool, at now: Instant) -> Bool {
    guard let connection = open[id] else { return false }
    open[id] = Connection(isBusy: isBusy, beginning: connection.beginning, since: now)
    return true
  }

  mutating func remove(_ id: Int) { open[id] = nil }

  /// Makes room for one more.
  mutating func makeRoom(at now: Instant) -> Room {
    guard open.count >= limits.count else { return .free }
    guard let (first, end) = firstToGo else { return .none(until: now) }
    guard end <= now else { return .none(until: end) }
    open[first] = nil
    return .taken(first)
  }

  private var firstToGo: (Int, Instant)? {
    let ends = open.lazy.map { id, connection in
      let grace = connection.isBusy ? limits.answerGrace : limits.idleGrace
      return (id, min(connection.since + grace, connection.beginning + limits.turnover))
    }
    return ends.min { $0.1 < $1.1 }
  }

  /// Removes and returns those whose time is over.
  mutating func removeOverdue(at now: Instant) -> [Int] {
    let overdue = open.filter { $0.value.since + limits.patience <= now }.map(\.key)
    for id in overdue { open[id] = nil }
    return overdue
  }

  /// When there can be an overdue one next, whoever comes until then.
  func nextLook(after now: Instant) -> Instant {
    (open.values.map(\.since).min() ?? now) + limits.patience
  }
}
