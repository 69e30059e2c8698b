import Testing

@testable import PeriluneCLI

@Suite struct ConnectionTableTests {
  private typealias Limits = ConnectionTable.Limits
  private let start = ContinuousClock.now

  private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

  /// A table that expectations can change.
  private final class Table {
    private var table: ConnectionTable

    init(_ count: Int) {
      table = ConnectionTable(
        Limits(
          count: count, patience: .seconds(10), idleGrace: .milliseconds(200), answerGrace: .seconds(1),
          turnover: .seconds(2)))
    }

    func callAsFunction<Answer>(_ body: (inout ConnectionTable) -> Answer) -> Answer { body(&table) }
  }

  @Test func belowTheLimitNobodyGoes() {
    let table = Table(2)
    #expect(table { $0.makeRoom(at: at(0)) } == .free)
    let first = table { $0.admit(at: at(0)) }
    #expect(table { $0.makeRoom(at: at(5_000)) } == .free)
    _ = table { $0.admit(at: at(5_000)) }
    #expect(table { $0.makeRoom(at: at(5_000)) } == .taken(first))
    #expect(table { $0.makeRoom(at: at(5_000)) } == .free)
  }

  @Test func theOldestThatIdlesGoesAndOnlyAfterItsGrace() {
    let table = Table(2)
    let first = table { $0.admit(at: at(0)) }
    let second = table { $0.admit(at: at(100)) }
    #expect(table { $0.makeRoom(at: at(150)) } == .none(until: at(200)))
    // It asked something since then, and was answered.
    #expect(table { $0.turn(first, isBusy: true, at: at(160)) })
    #expect(table { $0.turn(first, isBusy: false, at: at(170)) })
    #expect(table { $0.makeRoom(at: at(250)) } == .none(until: at(300)))
    #expect(table { $0.makeRoom(at: at(300)) } == .taken(second))
    #expect(!table { $0.turn(second, isBusy: true, at: at(301)) })
  }

  @Test func whoIsBeingAnsweredHasMoreTime() {
    let table = Table(1)
    let only = table { $0.admit(at: at(0)) }
    #expect(table { $0.turn(only, isBusy: true, at: at(50)) })
    #expect(table { $0.makeRoom(at: at(1_000)) } == .none(until: at(1_050)))
    #expect(table { $0.makeRoom(at: at(1_050)) } == .taken(only))
  }

  @Test func whoAsksWithoutAPauseGoesInTheEnd() {
    let table = Table(1)
    let only = table { $0.admit(at: at(0)) }
    for time in stride(from: 0, through: 1_900, by: 100) {
      #expect(table { $0.turn(only, isBusy: time % 200 == 0, at: at(time)) })
    }
    #expect(table { $0.makeRoom(at: at(1_950)) } == .none(until: at(2_000)))
    #expect(table { $0.makeRoom(at: at(2_000)) } == .taken(only))
  }

  @Test func whoTakesTooLongForARequestOrAnAnswerIsEnded() {
    let table = Table(9)
    let idle = table { $0.admit(at: at(0)) }
    let deaf = table { $0.admit(at: at(0)) }
    let good = table { $0.admit(at: at(0)) }
    #expect(table { $0.nextLook(after: at(1)) } == at(10_000))
    #expect(table { $0.turn(deaf, isBusy: true, at: at(4_000)) })
    #expect(table { $0.turn(good, isBusy: true, at: at(9_000)) })
    #expect(table { $0.turn(good, isBusy: false, at: at(9_001)) })
    #expect(table { $0.removeOverdue(at: at(9_999)) } == [])
    #expect(table { $0.removeOverdue(at: at(10_000)) } == [idle])
    #expect(table { $0.nextLook(after: at(10_000)) } == at(14_000))
    #expect(table { $0.removeOverdue(at: at(14_000)) } == [deaf])
    table { $0.remove(good) }
    #expect(table { $0.removeOverdue(at: at(99_000)) } == [])
    // Whoever comes until then cannot be overdue before.
    #expect(table { $0.nextLook(after: at(99_000)) } == at(109_000))
  }
}
