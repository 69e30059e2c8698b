import PeriluneModel
import PeriluneStore

extension AttributeStoreCompatTest {
  static let isolationChecks: [Check] = [
    Check(name: "tenants and sessions see only their own attributes") { store in
      for (number, subject) in neighbours.enumerated() {
        try await store.apply(("n", .set(.int(Int64(number)))), txId: "tx-\(number)", to: subject)
      }
      for (number, subject) in neighbours.enumerated() {
        try await store.expectAttributes(["n": .int(Int64(number))], of: subject, "\(subject) has its own attributes")
      }
    },
    Check(name: "one transaction id is another transaction for another subject") { store in
      for subject in neighbours {
        let result = try await store.apply(("n", .increment(1)), txId: "1", to: subject)
        try store.expect(result.status == .applied, "the id is unused for \(subject)")
      }
      for subject in neighbours { try await store.expectAttributes(["n": 1], of: subject) }
    },
  ]

  /// Subjects that a careless key, such as both ids joined by a sign, would
  /// mix up.
  private static let neighbours = [
    StateSubject(tenantId: "a", sessionId: "b"),
    StateSubject(tenantId: "b", sessionId: "a"),
    StateSubject(tenantId: "a", sessionId: "c"),
    StateSubject(tenantId: "a/b", sessionId: "c"),
    StateSubject(tenantId: "a", sessionId: "b/c"),
    StateSubject(tenantId: "a:b", sessionId: "c"),
    StateSubject(tenantId: "a", sessionId: "b:c"),
    StateSubject(tenantId: "A", sessionId: "b"),
    StateSubject(tenantId: "a ", sessionId: "b"),
    StateSubject(tenantId: "", sessionId: "ab"),
    StateSubject(tenantId: "ab", sessionId: ""),
    StateSubject(tenantId: "%", sessionId: "_"),
    StateSubject(tenantId: "caf\u{E9}", sessionId: "b"),
    StateSubject(tenantId: "cafe\u{301}", sessionId: "b"),
  ]
}
