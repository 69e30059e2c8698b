import PeriluneModel
import Testing

@Suite struct StateTreeTests {
  func tree(_ value: Value) -> StateTree { StateTree(value.objectValue ?? Value.Object()) }

  struct Step: Sendable {
    var old: Value
    var path: String
    var kind: StateOperation.Kind
    var new: Value
  }

  static let steps: [Step] = [
    Step(old: [:], path: "a.b", kind: .set(1), new: ["a": ["b": 1]]),
    Step(old: ["a": ["c": 2]], path: "a.b", kind: .set(.null), new: ["a": ["b": .null, "c": 2]]),
    Step(old: ["a": [1]], path: "a", kind: .set("x"), new: ["a": "x"]),
    Step(old: ["a": 1], path: "a", kind: .increment(2), new: ["a": 3]),
    Step(old: ["a": 1], path: "a", kind: .increment(0.5), new: ["a": 1.5]),
    Step(old: ["a": 1.5], path: "a", kind: .increment(1), new: ["a": 2.5]),
    Step(old: [:], path: "a", kind: .increment(0.5), new: ["a": 0.5]),
    Step(old: ["a": .int(.max)], path: "a", kind: .increment(1), new: ["a": 9_223_372_036_854_775_808.0]),
    Step(old: ["a": 1.7e308], path: "a", kind: .increment(1e308), new: ["a": .double(.greatestFiniteMagnitude)]),
    Step(old: [:], path: "a", kind: .append([]), new: ["a": []]),
    Step(old: ["a": [1]], path: "a", kind: .append([[2]]), new: ["a": [1, [2]]]),
  ]

  @Test(arguments: steps)
  func anOperationMakesTheExpectedTree(_ step: Step) throws {
    var tree = tree(step.old)
    let path = try StatePath(step.path)
    let changes = try tree.apply(transaction("1", (step.path, step.kind)))
    #expect(Value.object(tree.root) == step.new)
    #expect(changes == [AttributeChange(path: path, old: self.tree(step.old)[path], new: try #require(tree[path]))])
  }

  @Test(arguments: [
    ("text", StateOperation.Kind.increment(1), #"cannot increment "text": it holds a string, not a number"#),
    ("none", .increment(1), #"cannot increment "none": it holds null, not a number"#),
    ("text", .append([1]), #"cannot append to "text": it holds a string, not an array"#),
    ("deep.list.x", .set(1), #"cannot set "deep.list.x": "deep.list" holds an array, not an object"#),
    ("text.x.y", .append([]), #"cannot append to "text.x.y": "text" holds a string, not an object"#),
    ("deep", .increment(1), #"cannot increment "deep": it holds an object, not a number"#),
  ])
  func aMisfitIsRefusedByKindAndLeavesTheTree(_ path: String, _ kind: StateOperation.Kind, _ message: String) throws {
    let before = tree(["text": "secret", "none": .null, "deep": ["list": [1]]])
    var tree = before
    let refused = try transaction("1", ("z", .set(1)), (path, kind))
    let error = #expect(throws: ExtensionError.self) { try tree.apply(refused) }
    #expect(error?.code == .storeFailure)
    #expect(error?.message == message)
    #expect(tree == before)
  }

  @Test func changesThatChangeNothingAreNotTold() throws {
    var tree = tree(["a": 1, "b": 2])
    let changes = try tree.apply(transaction("1", ("a", .set(1)), ("b", .increment(0)), ("c", .increment(0))))
    #expect(changes == [AttributeChange(path: try StatePath("c"), old: nil, new: 0)])
  }

  @Test func flatteningKeepsLeavesAndEscapesKeys() {
    let tree = tree([
      "a": ["b": 1, "c": ["d": [1, ["x": 2]]], "e": [:]], "f.g": .null, #"h\"#: ["i": true], "caf\u{E9}": ["x": 1],
    ])
    let expected: Value = [
      "a.b": 1, "a.c.d": [1, ["x": 2]], "a.e": [:], #"f\.g"#: .null, #"h\\.i"#: true, "caf\u{E9}.x": 1,
    ]
    #expect(Value.object(tree.flattened) == expected)
  }

  @Test(arguments: 0..<10)
  func everyFlattenedPathLeadsToItsLeaf(_ seed: UInt64) throws {
    var random = RandomTransactions(seed: seed)
    for _ in 0..<100 {
      let tree = tree(random.value())
      for (path, leaf) in tree.flattened { #expect(tree[try StatePath(path)] == leaf) }
    }
  }
}
