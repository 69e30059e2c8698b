/// A labelled paragraph, wrapped to the width of a page.
struct Row {
  static let pageWidth = 80
  static let indent = 12
  /// A script may return megabytes, and a person reads the beginning.
  static let excerptLimit = 2_000

  let label: String
  let text: String
  var tone: Style.Tone?

  func lines(_ style: Style) -> [String] {
    let parts = Self.wrap(Self.excerpt(Self.printable(text)), width: Self.pageWidth - Self.indent)
    return parts.enumerated().map { index, part in
      let head = index == 0 ? "  " + label : ""
      let padding = String(repeating: " ", count: max(0, Self.indent - head.count))
      return style.paint(head, .dim) + padding + (tone.map { style.paint(part, $0) } ?? part)
    }
  }

  /// The text with control characters spelt out, which could do anything to a
  /// terminal; tabs and ends of lines stay.
  static func printable(_ text: String) -> String {
    func isSafe(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory != .control || scalar == "\n" || scalar == "\t"
    }
    guard !text.unicodeScalars.allSatisfy(isSafe) else { return text }
    return text.unicodeScalars.map { isSafe($0) ? String($0) : $0.escaped(asASCII: true) }.joined()
  }

  /// Breaks at blanks, and inside a word only when it is wider than the page.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var rest = word[...]
      if !line.isEmpty, line.count + 1 + rest.count > width {
        lines.append(line)
        line = ""
      }
      // Never counted as a whole: a value's JSON is one word of any length.
      while let cut = rest.index(rest.startIndex, offsetBy: width, limitedBy: rest.endIndex), cut < rest.endIndex {
        lines.append(String(rest[..<cut]))
        rest = rest[cut...]
      }
      line += (line.isEmpty ? "" : " ") + rest
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
  }

  /// The beginning of a long text, with what it leaves out.
  static func excerpt(_ text: String) -> String {
    let bytes = text.utf8.count
    guard bytes > excerptLimit else { return text }
    let shown = text.prefix(excerptLimit)
    guard shown.utf8.count < bytes else { return text }
    return "\(shown)… (\(bytes) bytes; --json prints all)"
  }

  /// The beginning of a text that fits one line.
  static func shorten(_ text: String, to width: Int) -> String {
    let line = text.replacing("\n", with: " ")
    return line.count <= width ? line : line.prefix(width - 1) + "…"
  }
}
