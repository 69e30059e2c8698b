/// The first line of an HTTP/1 request; what else a head says changes no answer
/// here.
struct HTTPRequestHead: Equatable {
  /// The most bytes that a head may have.
  static let longest = 16_384

  var method: String
  /// Without a query.
  var path: String

  /// `nil` for a line that begins no request.
  init?(_ line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, !words[1].isEmpty, words[2].hasPrefix("HTTP/1.") else { return nil }
    method = String(words[0])
    path = String(words[1].prefix { $0 != "?" })
  }
}

extension HTTPRequestHead {
  /// What came where a head should be.
  enum Reading: Equatable {
    case head(HTTPRequestHead)
    case malformed
    case tooLong
  }

  /// Reads a head with all its lines; `nil` where nothing comes.
  static func read(from channel: inout LineChannel) async throws -> Reading? {
    var first: String?
    var rest = longest
    do {
      while let line = try await channel.read(longest: rest) {
        rest -= line.count + 1
        let text = String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self)
        // An empty line before a request is allowed, and ends it after one.
        if let first, text.isEmpty { return HTTPRequestHead(first).map(Reading.head) ?? .malformed }
        if first == nil, !text.isEmpty { first = text }
      }
    } catch is LineChannel.TooLong {
      return .tooLong
    }
    return first == nil ? nil : .malformed
  }
}
