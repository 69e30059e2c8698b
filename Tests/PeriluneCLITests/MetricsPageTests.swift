import Foundation
import PeriluneMetrics
import Testing

@testable import PeriluneCLI

@Suite struct MetricsPageTests {
  private func answer(_ line: String) -> String {
    let reading = HTTPRequestHead(line).map(HTTPRequestHead.Reading.head) ?? .malformed
    return String(decoding: MetricsServer.Pages(metrics: RuntimeMetrics()).answer(to: reading), as: UTF8.self)
  }

  @Test(arguments: [
    ("GET /metrics HTTP/1.1", "200 OK"), ("GET /metrics?name=x HTTP/1.0", "200 OK"),
    ("HEAD /metrics HTTP/1.1", "200 OK"), ("POST /metrics HTTP/1.1", "405 Method Not Allowed"),
    ("get /metrics HTTP/1.1", "405 Method Not Allowed"), ("GET / HTTP/1.1", "404 Not Found"),
    ("GET /metrics/ HTTP/1.1", "404 Not Found"), ("GET /metrics", "400 Bad Request"),
    ("GET /metrics HTTP/2.0", "400 Bad Request"), ("GET  /metrics HTTP/1.1", "400 Bad Request"),
    (" /metrics HTTP/1.1", "400 Bad Request"), ("GET /met rics HTTP/1.1", "400 Bad Request"),
  ])
  func everyRequestHasItsAnswer(line: String, status: String) throws {
    let answer = answer(line)
    #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"))
    let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let length = try #require(parts[0].firstMatch(of: /Content-Length: (\d+)/)).output.1
    let body = try #require(parts.last)
    #expect(line.hasPrefix("HEAD ") ? body.isEmpty : Int(length) == body.utf8.count)
    #expect(answer.contains("\r\nConnection: close\r\n"))
  }

  @Test func aHeadThatIsTooLongIsSaid() {
    let page = MetricsServer.Pages(metrics: RuntimeMetrics()).answer(to: .tooLong)
    #expect(String(decoding: page, as: UTF8.self).hasPrefix("HTTP/1.1 431 "))
  }
}
