import Foundation

/// One of the process's outputs: coloured on a terminal, plain in a pipe.
struct Terminal {
  static let output = Terminal(handle: .standardOutput)
  static let errors = Terminal(handle: .standardError)

  private let handle: FileHandle
  let isInteractive: Bool
  let style: Style

  private init(handle: FileHandle) {
    self.handle = handle
    isInteractive = isatty(handle.fileDescriptor) == 1
    let environment = ProcessInfo.processInfo.environment
    style = Style(isColoured: isInteractive && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb")
  }

  func write(_ lines: [String]) { write(text: lines.map { $0 + "\n" }.joined()) }

  func write(text: String) {
    // A closed pipe ends the command by its signal; there is nobody to tell about another failure.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}

/// Text attributes of a terminal.
struct Style {
  enum Tone: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  let isColoured: Bool

  func paint(_ text: String, _ tone: Tone) -> String {
    isColoured ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
  }
}
