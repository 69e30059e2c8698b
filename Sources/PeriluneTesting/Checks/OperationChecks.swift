import PeriluneModel
import PeriluneStore

extension AttributeStoreCompatTest {
  static let operationChecks: [Check] = [
    Check(name: "a subject that nobody touched has no attributes") { store in
      try await store.expectAttributes([:])
    },
    Check(name: "set creates the objects on its way and replaces what is there") { store in
      try await store.apply(("a.b.c", .set(1)), txId: "1")
      try await store.apply(("a.d", .set("new")), ("a.b", .set([true])), txId: "2")
      try await store.expectAttributes(["a": ["b": [true], "d": "new"]])
    },
    Check(name: "null is a value like others") { store in
      try await store.apply(("a", .set(.null)), ("b.c", .set([.null])), txId: "1")
      try await store.expectAttributes(["a": .null, "b": ["c": [.null]]])
    },
    Check(name: "increment adds, and starts at zero") { store in
      try await store.apply(("n", .increment(2)), ("m.x", .increment(-1)), txId: "1")
      try await store.apply(("n", .increment(3)), txId: "2")
      try await store.expectAttributes(["n": 5, "m": ["x": -1]])
    },
    Check(name: "append adds at the end, and starts with an empty array") { store in
      try await store.apply(("list", .append([1, "two"])), txId: "1")
      try await store.apply(("list", .append([[3]])), ("none", .append([])), txId: "2")
      try await store.expectAttributes(["list": [1, "two", [3]], "none": []])
    },
    Check(name: "operations apply in their order") { store in
      try await store.apply(("n", .set(10)), ("n", .increment(1)), ("o", .set([:])), ("o.p", .append([1])), txId: "1")
      try await store.expectAttributes(["n": 11, "o": ["p": [1]]])
    },
    Check(name: "the result tells old and new values, and only real changes") { store in
      try await store.apply(("n", .set(1)), ("same", .set("x")), txId: "1")
      let result = try await store.apply(("same", .set("x")), ("n", .increment(1)), ("o.p", .set(.null)), txId: "2")
      let changes = [
        AttributeChange(path: try StatePath("n"), old: 1, new: 2),
        AttributeChange(path: try StatePath("o.p"), old: nil, new: .null),
      ]
      try store.expect(result.status == .applied, "the status is applied")
      try store.expect(result.changes == changes, "changes tell old and new; found \(result.changes)")
    },
  ]
}
