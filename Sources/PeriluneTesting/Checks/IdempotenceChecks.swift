import PeriluneModel
import PeriluneStore

extension AttributeStoreCompatTest {
  static let idempotenceChecks: [Check] = [
    Check(name: "the same transaction twice is once") { store in
      let first = try await store.apply(("n", .increment(1)), ("list", .append([1])), txId: "1")
      let second = try await store.apply(("n", .increment(1)), ("list", .append([1])), txId: "1")
      try store.expect(first.status == .applied, "the first call is applied")
      try store.expect(second.status == .alreadyApplied, "the second call is alreadyApplied")
      try store.expect(second.changes.isEmpty, "a transaction applied before tells no changes")
      try await store.expectAttributes(["n": 1, "list": [1]])
    },
    Check(name: "a transaction stays applied after others changed what it wrote") { store in
      try await store.apply(("n", .set(1)), txId: "1")
      try await store.apply(("n", .set("text")), txId: "2")
      let again = try await store.apply(("n", .set(1)), txId: "1")
      try store.expect(again.status == .alreadyApplied, "an old id is remembered")
      try await store.expectAttributes(["n": "text"])
    },
    Check(name: "the same id with other operations is refused") { store in
      try await store.apply(("n", .increment(1)), txId: "1")
      try await store.expectRefusal(of: ("n", .increment(2)), txId: "1", because: "an id used for other operations")
      try await store.expectRefusal(
        of: ("n", .increment(1.0)), txId: "1", because: "an id used with an integer where it now has a double")
      try await store.expectAttributes(["n": 1])
    },
    Check(name: "ids are compared by their bytes") { store in
      try await store.apply(("n", .increment(1)), txId: "caf\u{E9}")
      let other = try await store.apply(("n", .increment(1)), txId: "cafe\u{301}")
      try store.expect(other.status == .applied, "another spelling of an id is another id")
      try await store.expectAttributes(["n": 2])
    },
    Check(name: "one transaction sent by many tasks takes effect once") { store in
      let results = try await withThrowingTaskGroup { group in
        for _ in 0..<32 { group.addTask { try await store.apply(("n", .increment(1)), txId: "1").status } }
        return try await group.reduce(into: 0) { $0 += $1 == .applied ? 1 : 0 }
      }
      try store.expect(results == 1, "exactly one of the calls is applied; \(results) were")
      try await store.expectAttributes(["n": 1])
    },
  ]
}
