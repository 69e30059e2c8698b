/// One check of a value against a schema.
struct SchemaCheck {
  typealias Problem = ValueSchema.Problem

  /// Steps that one check may take: one for each schema that is applied, and
  /// what patterns and comparisons cost.
  static let stepLimit = 2_000_000
  /// Schemas that may be applied inside one another.
  static let depthLimit = 512
  /// Problems beyond this help nobody.
  private static let problemLimit = 100

  let nodes: [SchemaNode]
  /// Properties of the current value that some keyword has looked at.
  var evaluated: Set<Value.Object.Key> = []
  private(set) var path = ""
  private(set) var problems: [Problem] = []
  private var steps = Self.stepLimit
  private var depth = 0
  private var isSpent = false

  init(nodes: [SchemaNode]) { self.nodes = nodes }

  /// What was found; when the bounds were reached, that alone.
  var verdict: [Problem] {
    guard isSpent else { return problems }
    return [Problem(path: "", message: "needs more than \(Self.stepLimit) steps or \(Self.depthLimit) levels to check")]
  }

  mutating func report(_ message: String) {
    if problems.count < Self.problemLimit { problems.append(Problem(path: path, message: message)) }
  }

  /// Takes steps; `false` when there are none left.
  mutating func spend(_ count: Int = 1) -> Bool {
    steps -= count
    if steps < 0 { isSpent = true }
    return !isSpent
  }

  /// Whether the pattern occurs in the text.
  mutating func matches(_ pattern: SchemaPattern, _ text: String) -> Bool {
    let (isFound, used) = pattern.search(text, stepLimit: steps)
    return spend(used) && isFound
  }
}

extension SchemaCheck {
  /// Checks the current value against another schema, and keeps what that
  /// evaluated.
  mutating func apply(_ node: Int, to value: Value) {
    guard spend(), depth < Self.depthLimit else {
      isSpent = true
      return
    }
    depth += 1
    let outer = evaluated
    evaluated = []
    for rule in nodes[node].rules { rule.check(value, &self) }
    evaluated.formUnion(outer)
    depth -= 1
  }

  /// Checks a part of the current value.
  mutating func apply(_ node: Int, to part: Value, at partPath: String) {
    let (outerPath, outerEvaluated) = (path, evaluated)
    path = partPath
    apply(node, to: part)
    (path, evaluated) = (outerPath, outerEvaluated)
  }

  /// What another schema says about the current value, without consequences.
  mutating func attempt(_ node: Int, _ value: Value) -> (problems: [Problem], evaluated: Set<Value.Object.Key>) {
    let (outerProblems, outerEvaluated) = (problems, evaluated)
    (problems, evaluated) = ([], [])
    apply(node, to: value)
    defer { (problems, evaluated) = (outerProblems, outerEvaluated) }
    return (problems, evaluated)
  }

  /// Whether a part of the current value fits another schema.
  mutating func accepts(_ node: Int, _ part: Value) -> Bool { attempt(node, part).problems.isEmpty }

  func path(ofKey key: String) -> String { path.appendingKey(key) }

  func path(ofItem index: Int) -> String { "\(path)[\(index)]" }
}
