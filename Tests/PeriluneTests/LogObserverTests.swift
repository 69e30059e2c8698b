import Logging
import Perilune
import PeriluneModel
import Synchronization
import Testing

@Suite struct LogObserverTests {
  private struct Line: Equatable {
    var level: Logger.Level
    var text: String
    var metadata: [String: String]
  }

  private final class Lines: Sendable {
    let all = Mutex<[Line]>([])
  }

  private struct Recorder: LogHandler {
    let lines: Lines
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let metadata = (event.metadata ?? [:]).mapValues { "\($0)" }
      lines.all.withLock { $0.append(Line(level: event.level, text: "\(event.message)", metadata: metadata)) }
    }
  }

  private final class Clock: Sendable {
    let now = Mutex(ContinuousClock.now)

    func advance(_ time: Duration) { now.withLock { $0 += time } }
  }

  private func runtime(
    _ body: String, _ lines: Lines, clock: Clock = Clock(), burst: Int = 100
  ) async throws -> (ExtensionRuntime, TemporaryExtensions) {
    let folder = try TemporaryExtensions().add("talker", hook: .preChatTurn, body)
    let runtime = try await folder.runtime { _, options in
      options.logger = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
      options.logsRuns = false
      let logger = Logger(label: "test") { _ in Recorder(lines: lines) }
      let observer = LogObserver(logger, rate: 2, burst: burst) { clock.now.withLock { $0 } }
      options.observers = [observer]
    }
    return (runtime, folder)
  }

  @Test func aScriptsLineSaysWhoseItIs() async throws {
    let lines = Lines()
    let (runtime, _) = try await runtime("log.warn('careful')", lines)
    _ = try await runtime.run(.preChatTurn, ["requestId": "r1"])
    #expect(
      lines.all.withLock { $0 } == [
        Line(
          level: .warning, text: "careful",
          metadata: ["request": "r1", "extension": "talker", "hook": "preChatTurn", "function": "hook"])
      ])
  }

  @Test func anErrorIsLoggedWithItsRequest() async throws {
    let lines = Lines()
    let (runtime, _) = try await runtime("error('broken')", lines)
    _ = try await runtime.run(.preChatTurn, ["requestId": "r2"])
    let all = lines.all.withLock { $0 }
    #expect(all.map(\.level) == [.error])
    #expect(all[0].text.contains("broken"))
    #expect(all[0].metadata["request"] == "r2" && all[0].metadata["extension"] == "talker")
  }

  @Test func whoLogsTooMuchIsCutAndTheLossIsLogged() async throws {
    let (lines, clock) = (Lines(), Clock())
    let (runtime, _) = try await runtime("for i = 1, 8 do print(i) end", lines, clock: clock, burst: 10)
    for _ in 0..<3 { _ = try await runtime.run(.preChatTurn, [:]) }
    #expect(lines.all.withLock { $0.count } == 10)
    clock.advance(.seconds(4))
    _ = try await runtime.run(.preChatTurn, [:])
    let last = lines.all.withLock { $0.suffix(9) }
    #expect(last.first?.text == "14 lines were left out")
    #expect(last.dropFirst().map(\.text) == (1...8).map { "\($0)" })
  }

  @Test func anErrorTellsOfTheLossToo() async throws {
    let (lines, clock) = (Lines(), Clock())
    let (runtime, _) = try await runtime(
      "if ctx.fails then error('no') end for i = 1, 8 do print(i) end", lines, clock: clock, burst: 5)
    _ = try await runtime.run(.preChatTurn, ["fails": false])
    clock.advance(.seconds(1))
    _ = try await runtime.run(.preChatTurn, ["fails": true])
    #expect(lines.all.withLock { $0.suffix(2).first?.text } == "3 lines were left out")
    #expect(lines.all.withLock { $0.last?.level } == .error)
  }
}
