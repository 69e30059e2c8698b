/// Turns a schema's text into nodes, and says everything that is wrong with it.
struct SchemaCompiler {
  typealias Problem = ValueSchema.Problem

  private(set) var nodes: [SchemaNode] = []
  private(set) var problems: [Problem] = []
  private var places: [String: Int] = [:]
  private var references: [(uri: SchemaURI, path: String)] = []
  private var patternSize = 0
  private static let nodeLimit = 10_000
  private static let patternLimit = 65_536

  /// Compiles a whole schema and returns the position of its outermost node.
  mutating func compile(_ schema: Value) -> Int {
    let root = node(schema, at: "", in: SchemaScope())
    resolveReferences()
    if problems.isEmpty { refuseCircles() }
    return root
  }

  mutating func refuse(_ path: String, _ message: String) { problems.append(Problem(path: path, message: message)) }

  /// Compiles one schema.
  mutating func node(_ schema: Value, at path: String, in outer: SchemaScope) -> Int {
    let position = nodes.count
    nodes.append(SchemaNode())
    guard position < Self.nodeLimit else {
      if position == Self.nodeLimit { refuse(path, "is one schema too many; \(Self.nodeLimit) are the limit") }
      return position
    }
    var scope = outer
    switch schema {
    case .bool(let accepts):
      if !accepts { nodes[position].rules = [NothingRule()] }
    case .object(let fields):
      scope.enter(fields["$id"]?.stringValue)
      let reader = SchemaReader(fields: fields, path: path, scope: scope)
      nodes[position].rules = reader.rules(&self)
      nodes[position].standIn = fields["default"]
      if let anchor = fields["$anchor"]?.stringValue { register(scope.anchor(anchor), position, path) }
    default:
      refuse(path, "must be a schema (an object, true or false), not \(schema.kindDescription)")
    }
    for place in scope.places { register(place, position, path) }
    return position
  }

  private mutating func register(_ place: String, _ node: Int, _ path: String) {
    if let other = places.updateValue(node, forKey: place), other != node {
      refuse(path, "has the same name as another schema of this file; rename one of them")
    }
  }

  /// Keeps what all patterns of a file hold together within bounds.
  mutating func count(_ pattern: SchemaPattern, at path: String) {
    patternSize += pattern.size
    if patternSize > Self.patternLimit, patternSize - pattern.size <= Self.patternLimit {
      refuse(path, "makes the patterns of this file too large together; write shorter ones")
    }
  }

  // MARK: References

  /// Notes a reference of the schema that is being read; its target is known
  /// when all are.
  mutating func reference(to uri: SchemaURI, at path: String) -> ReferenceRule {
    references.append((uri, path))
    return ReferenceRule(target: references.count - 1)
  }

  private mutating func resolveReferences() {
    var targets: [Int] = []
    var next = 0
    // The standard's own schema joins when it is asked for, and may bring references along.
    while next < references.count {
      let (uri, path) = references[next]
      if uri.withoutFragment == SchemaDialect.uri, places[SchemaDialect.uri] == nil {
        _ = node(SchemaDialect.schema, at: "", in: SchemaScope(of: SchemaDialect.uri))
      }
      if let target = places[uri.lookupText] {
        targets.append(target)
      } else {
        refuse(path, "refers to \"\(uri.text)\", which is not in this file")
        targets.append(0)
      }
      next += 1
    }
    for node in nodes.indices {
      nodes[node].rules = nodes[node].rules.map { rule in
        (rule as? ReferenceRule).map { ReferenceRule(target: targets[$0.target]) } ?? rule
      }
    }
  }

  /// A schema that applies itself to the same value again would never end.
  private mutating func refuseCircles() {
    var state = [Int](repeating: 0, count: nodes.count)
    for start in nodes.indices where state[start] == 0 {
      var stack = [(node: start, next: nodes[start].rules.flatMap(\.appliedInPlace)[...])]
      state[start] = 1
      while let top = stack.last {
        guard let child = top.next.first else {
          state[top.node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next.removeFirst()
        if state[child] == 1 { return refuse("", "refers to itself without going deeper into the value") }
        guard state[child] == 0 else { continue }
        state[child] = 1
        stack.append((child, nodes[child].rules.flatMap(\.appliedInPlace)[...]))
      }
    }
  }
}
