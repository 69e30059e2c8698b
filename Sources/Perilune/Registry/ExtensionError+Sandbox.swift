import LuaSandbox
import PeriluneModel

extension ExtensionError {
  /// The error of an extension for a failure of its sandbox.
  ///
  /// - Parameter code: The code for a script's own error; by default it follows
  ///   from the failure.
  init(_ failure: SandboxError, sources: [Source], code: Code? = nil) {
    self.init(code ?? Code(failure.code), failure.message)
    guard let file = failure.file else { return }
    location = SourceLocation(file: file, line: failure.line)
    traceback = failure.traceback
    guard let number = failure.line, let line = sources.first(where: { $0.file == file })?.line(number) else { return }
    excerpt = line
    if failure.code == .syntax { location?.column = Self.column(in: line, of: failure.message) }
  }

  /// Where in its line the token stands that the compiler names, else the
  /// first character that is not blank.
  private static func column(in line: String, of message: String) -> Int {
    var token = message.components(after: "near '")
    if token?.hasSuffix("'") == true { token?.removeLast() }
    let start = token.flatMap { line.firstRange(of: $0)?.lowerBound } ?? line.firstIndex { !$0.isWhitespace }
    return line.utf8.distance(from: line.startIndex, to: start ?? line.startIndex) + 1
  }

  /// With a line and a column wherever a file is known: what concerns a whole
  /// file stands at its start, what Lua has only a line for at that line's.
  var withFullLocation: ExtensionError {
    guard var location else { return self }
    var error = self
    location.column = location.column ?? excerpt.map { Self.column(in: $0, of: "") } ?? 1
    location.line = location.line ?? 1
    error.location = location
    return error
  }
}

extension ExtensionError.Code {
  fileprivate init(_ code: SandboxError.Code) {
    switch code {
    case .syntax, .missingFunction: self = .scriptInvalid
    case .output: self = .outputInvalid
    case .time, .deadline: self = .timeBudgetExceeded
    case .memory: self = .memoryLimitExceeded
    case .instructions: self = .instructionBudgetExceeded
    case .killed: self = .killed
    case .queueFull: self = .queueFull
    default: self = .hookFailure
    }
  }
}

extension Source {
  /// A line's text without its break, counted from 1.
  fileprivate func line(_ number: Int) -> String? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: number, omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return nil }
    return String(decoding: lines[number - 1].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }
}

extension String {
  fileprivate func components(after marker: String) -> String? {
    firstRange(of: marker).map { String(self[$0.upperBound...]) }
  }
}
