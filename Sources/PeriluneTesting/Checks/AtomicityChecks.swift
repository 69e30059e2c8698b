import PeriluneModel
import PeriluneStore

extension AttributeStoreCompatTest {
  static let atomicityChecks: [Check] = [
    Check(name: "an operation that does not fit leaves nothing of its transaction") { store in
      try await store.apply(("text", .set("x")), ("list", .set([1])), ("none", .set(.null)), txId: "1")
      let before: Value = ["text": "x", "list": [1], "none": .null]
      try await store.expectRefusal(
        of: ("new", .set(1)), ("text", .increment(1)), txId: "2", because: "incrementing a string")
      try await store.expectRefusal(
        of: ("new", .set(1)), ("text", .append([1])), txId: "3", because: "appending to a string")
      try await store.expectRefusal(
        of: ("new", .set(1)), ("list.x", .set(1)), txId: "4", because: "setting below an array")
      try await store.expectRefusal(
        of: ("new", .set(1)), ("none.x", .append([1])), txId: "5", because: "appending below null")
      try await store.expectRefusal(
        of: ("new", .set(1)), ("none", .increment(1)), txId: "6", because: "incrementing null")
      try await store.expectAttributes(before, "a refused transaction leaves the attributes as they were")
    },
    Check(name: "the id of a refused transaction is free to be tried again") { store in
      try await store.apply(("a", .set("x")), txId: "1")
      try await store.expectRefusal(of: ("a", .increment(1)), txId: "2", because: "incrementing a string")
      try await store.apply(("a", .set(1)), txId: "3")
      let result = try await store.apply(("a", .increment(1)), txId: "2")
      try store.expect(result.status == .applied, "a retry after a refusal is applied")
      try await store.expectAttributes(["a": 2])
    },
  ]
}
