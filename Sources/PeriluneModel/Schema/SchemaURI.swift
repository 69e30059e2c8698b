/// A URI reference as schemas use it, after RFC 3986.
struct SchemaURI: Hashable {
  /// As it was written, or as it was put together.
  let text: String
  private let scheme: String?
  private let authority: String?
  private let path: String
  private let query: String?
  private let fragment: String?

  init(_ text: String) {
    self.text = text
    var rest = text[...]
    fragment = Self.cut(&rest, at: "#").map(String.init)
    query = Self.cut(&rest, at: "?").map(String.init)
    if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
      scheme = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    } else {
      scheme = nil
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      authority = String(rest[..<end])
      rest = rest[end...]
    } else {
      authority = nil
    }
    path = String(rest)
  }

  private static func cut(_ text: inout Substring, at mark: Character) -> Substring? {
    guard let index = text.firstIndex(of: mark) else { return nil }
    let rest = text[text.index(after: index)...]
    text = text[..<index]
    return rest
  }

  private static func isScheme(_ text: Substring) -> Bool {
    text.utf8.first?.isLetter == true
      && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  }

  /// This reference as one stands for it that is made at `base` (section 5.2).
  func resolved(against base: SchemaURI) -> SchemaURI {
    if scheme != nil { return self }
    let tail = fragment.map { "#" + $0 } ?? ""
    if authority != nil { return SchemaURI((base.scheme.map { $0 + ":" } ?? "") + text) }
    if path.isEmpty {
      let query = (query ?? base.query).map { "?" + $0 } ?? ""
      return SchemaURI(base.start + base.path + query + tail)
    }
    let merged = path.hasPrefix("/") ? path : base.folder + path
    return SchemaURI(base.start + Self.withoutDots(merged) + (query.map { "?" + $0 } ?? "") + tail)
  }

  private var start: String { (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") }

  private var folder: String {
    if authority != nil, path.isEmpty { return "/" }
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func withoutDots(_ path: String) -> String {
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { kept.append("") }
      case "..":
        if kept.count > 1 { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(part)
      }
    }
    return kept.joined(separator: "/")
  }

  /// Everything before the fragment.
  var withoutFragment: String { start + path + (query.map { "?" + $0 } ?? "") }

  /// The name of a place inside this resource.
  func withFragment(_ fragment: String) -> String {
    fragment.isEmpty ? withoutFragment : withoutFragment + "#" + fragment
  }

  /// The name of the place that this reference means.
  var lookupText: String { withFragment(Self.withoutPercents(fragment ?? "")) }

  private static func withoutPercents(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let decoded = UInt8(digits, radix: 16) {
        bytes.append(decoded)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
