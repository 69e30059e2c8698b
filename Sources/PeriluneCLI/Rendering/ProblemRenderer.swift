import PeriluneModel

/// Renders an error for a person: place, what it is, what to do.
struct ProblemRenderer {
  let style: Style

  func lines(_ problem: ExtensionError) -> [String] {
    let severity = problem.severity == .warn ? style.paint("warning", .yellow) : style.paint("error", .red)
    let place = problem.location.map { style.paint($0.description, .bold) + ": " } ?? ""
    var lines = ["\(place)\(severity): \(problem.message) [\(problem.code.rawValue)]"]
    if let excerpt = problem.excerpt { lines += self.excerpt(excerpt, problem.location?.column) }
    if let traceback = problem.traceback {
      lines += traceback.split(separator: "\n").map { style.paint("    \($0)", .dim) }
    }
    return lines + problem.causes.flatMap(self.lines)
  }

  private func excerpt(_ line: String, _ column: Int?) -> [String] {
    let source = "    " + line.replacing("\t", with: " ")
    guard let column else { return [source] }
    let before = String(decoding: line.utf8.prefix(column - 1), as: UTF8.self).count
    return [source, String(repeating: " ", count: 4 + before) + style.paint("^", .cyan)]
  }
}
