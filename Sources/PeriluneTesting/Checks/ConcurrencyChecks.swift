import PeriluneModel
import PeriluneStore

extension AttributeStoreCompatTest {
  static let concurrencyChecks: [Check] = [
    Check(name: "no increment of many tasks is lost") { store in
      try await withThrowingTaskGroup { group in
        for number in 0..<64 {
          group.addTask { try await store.apply(("n", .increment(1)), ("m", .increment(2)), txId: "tx-\(number)") }
        }
        try await group.waitForAll()
      }
      try await store.expectAttributes(["n": 64, "m": 128])
    },
    Check(name: "every reader sees all of a transaction or nothing") { store in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<32 {
          group.addTask {
            try await store.apply(("left.n", .increment(1)), ("right.n", .increment(1)), txId: "tx-\(number)")
          }
          group.addTask {
            let tree = StateTree(try await store.store.attributes(of: CheckedStore.subject)).flattened
            try store.expect(tree["left.n"] == tree["right.n"], "both halves of a transaction appear together")
          }
        }
        try await group.waitForAll()
      }
    },
    Check(name: "each of many changes continues where the one before ended") { store in
      let olds = try await withThrowingTaskGroup { group in
        for number in 0..<32 {
          group.addTask { try await store.apply(("n", .increment(1)), txId: "tx-\(number)").changes.first?.old }
        }
        return try await group.reduce(into: Set<Value?>()) { $0.insert($1) }
      }
      try store.expect(olds.count == 32, "no two transactions start from the same value")
    },
    Check(name: "tasks of many subjects do not mix") { store in
      let subjects = (0..<16).map { StateSubject(tenantId: "t\($0 % 4)", sessionId: "s\($0 / 4)") }
      try await withThrowingTaskGroup { group in
        for (number, subject) in subjects.enumerated() {
          for step in 0..<4 {
            group.addTask { try await store.apply(("n\(number)", .increment(1)), txId: "tx-\(step)", to: subject) }
          }
        }
        try await group.waitForAll()
      }
      for (number, subject) in subjects.enumerated() {
        let fields: [(key: String, value: Value)] = [("n\(number)", 4)]
        try await store.expectAttributes(.object(Value.Object(fields)), of: subject)
      }
    },
  ]
}
