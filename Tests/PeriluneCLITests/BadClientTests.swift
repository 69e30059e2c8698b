import Foundation
import PeriluneModel
import Testing

@testable import PeriluneCLI

/// What clients can do to a process: nothing.
@Suite(.serialized, .timeLimit(.minutes(3))) struct BadClientTests {
  private static let top = #"{"do":"top"}"# + "\n"
  private static let head = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n"
  private static let crowd = ConnectionTable.Limits().count * 3

  private func port(_ run: LongRun) throws -> UInt16 {
    try #require(try run.address.firstMatch(of: /:(\d+)\//).flatMap { UInt16($0.output.1) })
  }

  private static func get(_ port: UInt16, _ text: String = head, finishes: Bool = false) throws -> String {
    let connection = try RawConnection(port: port)
    connection.send(text)
    if finishes { connection.finish() }
    return connection.receive()
  }

  @Test func idleDeafAndVanishingClientsKeepNoOperatorWaiting() async throws {
    let run = try LongRun()
    try await run.wait()
    for _ in 0..<20 {
      let hasty = try RawConnection(to: run.control)
      hasty.send(String(repeating: Self.top, count: 200))
    }
    var idle = try (0..<Self.crowd).map { _ in try RawConnection(to: run.control) }
    #expect(try run.ask("kill", "--all", "--reason", "an incident").code == 0)
    let deaf = try RawConnection(to: run.control)
    #expect(!deaf.send(String(repeating: Self.top, count: 1_000_000)))
    #expect(try run.ask("ps").code == 0)
    idle.removeAll()
    let long = try RawConnection(to: run.control)
    long.send(String(repeating: "x", count: 100_000))
    #expect(long.receive() == "")
    #expect(run.stop() == 0)
  }

  @Test func aLastRequestWithoutAnEndOfLineIsAnswered() async throws {
    let run = try LongRun()
    try await run.wait()
    for (text, count) in [(#"{"do":"ps"}"#, 1), (Self.top + #"{"do":"ps"}"#, 2), (Self.top, 1), ("", 0)] {
      let client = try RawConnection(to: run.control)
      client.send(text)
      client.finish()
      let answers = client.receive().split(separator: "\n")
      #expect(answers.count == count && answers.allSatisfy { $0.contains(#""ok":true"#) }, "\(answers)")
    }
  }

  @Test func metricsAreServedBesideBadClients() async throws {
    let run = try LongRun()
    try await run.wait()
    let port = try port(run)
    let idle = try (0..<Self.crowd).map { _ in try RawConnection(port: port) }
    let slow = try (0..<Self.crowd).map { _ in try RawConnection(port: port) }
    for client in slow { client.send("GET /metrics HTTP/1.1\r\nX: ") }
    #expect(try Self.get(port).hasPrefix("HTTP/1.1 200 OK\r\n"))
    withExtendedLifetime((idle, slow)) {}
    let endless = try RawConnection(port: port)
    #expect(!endless.send("GET /metrics HTTP/1.1\r\nX: " + String(repeating: "x", count: 100_000_000)))
    #expect(try Self.get(port).hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(run.stop() == 0)
  }

  @Test func aConnectionGetsOneWholeAnswer() async throws {
    let run = try LongRun()
    try await run.wait()
    let port = try port(run)
    func starts(_ answer: String, _ status: String) -> Bool { answer.hasPrefix("HTTP/1.1 \(status) ") }
    let pipelined = try Self.get(port, String(repeating: Self.head, count: 100))
    #expect(starts(pipelined, "200") && pipelined.ranges(of: "HTTP/1.1 ").count == 1 && pipelined.hasSuffix("\n"))
    #expect(starts(try Self.get(port, Self.head, finishes: true), "200"))
    #expect(starts(try Self.get(port, "\r\nGET /metrics HTTP/1.0\n\n"), "200"))
    #expect(try Self.get(port, "HEAD /metrics HTTP/1.1\r\n\r\n").hasSuffix("\r\n\r\n"))
    let body = String(repeating: "x", count: 100_000)
    #expect(starts(try Self.get(port, "POST /metrics HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + body), "405"))
    #expect(starts(try Self.get(port, "GET /metrics HTTP/1.1\r\nHost: h", finishes: true), "400"))
    #expect(starts(try Self.get(port, "GET /metrics HTTP/1.1\r\nX: \(body)\r\n\r\n"), "431"))
    #expect(starts(try Self.get(port, "GET /metrics HTTP/1.1", finishes: true), "400"))
    #expect(try Self.get(port, "", finishes: true) == "")
  }

  @Test func manyScrapesAtOnceAreAllAnswered() async throws {
    let run = try LongRun()
    try await run.wait()
    let port = try port(run)
    let whole = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { try Self.get(port).hasSuffix("\n") } }
      return try await group.reduce(into: 0) { count, isWhole in count += isWhole ? 1 : 0 }
    }
    #expect(whole == 200)
  }

  @Test func aPortThatIsTakenOrNoneIsSaid() async throws {
    let run = try LongRun()
    try await run.wait()
    for (host, port, part) in [
      ("127.0.0.1", "\(try port(run))", "already in use"), ("localhost", "0", "this is no IP address"),
    ] {
      let result = try Command.run(
        "run", "--extensions", "extensions", "--turns", "examples/moonlit-harbor.jsonl", "--metrics-host", host,
        "--metrics-port", port)
      #expect(result.code == 2)
      #expect(result.errors.contains(part), "\(result.errors)")
    }
  }
}
