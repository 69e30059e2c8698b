import PeriluneModel
import PeriluneStore

extension AttributeStoreCompatTest {
  static let fidelityChecks: [Check] = [
    Check(name: "integers and doubles stay apart and keep every bit") { store in
      let numbers: [Value] = [
        0, 1, 1.0, -0.0, 0.1, .int(.max), .int(.min), .double(.greatestFiniteMagnitude),
        .double(.leastNonzeroMagnitude), .double(.pi), 9_007_199_254_740_993, 1e300,
      ]
      try await store.apply(("numbers", .set(.array(numbers))), txId: "1")
      try await store.expectAttributes(["numbers": .array(numbers)])
    },
    Check(name: "integers add as integers, and as doubles with a double or beyond 64 bits") { store in
      try await store.apply(("i", .set(1)), ("d", .set(1)), ("o", .set(.int(.max))), txId: "1")
      try await store.apply(("i", .increment(2)), ("d", .increment(0.5)), ("o", .increment(1)), txId: "2")
      try await store.expectAttributes(["i": 3, "d": 1.5, "o": 9_223_372_036_854_775_808.0])
    },
    Check(name: "a sum beyond the doubles stays finite") { store in
      try await store.apply(("n", .set(.double(.greatestFiniteMagnitude))), txId: "1")
      try await store.apply(("n", .increment(.double(.greatestFiniteMagnitude))), txId: "2")
      try await store.expectAttributes(["n": .double(.greatestFiniteMagnitude)])
    },
    Check(name: "escaped dots and backslashes are part of a key") { store in
      try await store.apply((#"a\.b"#, .set(1)), ("a.b", .set(2)), (#"c\\.d"#, .set(3)), txId: "1")
      try await store.expectAttributes(["a.b": 1, "a": ["b": 2], #"c\"#: ["d": 3]])
    },
    Check(name: "keys and texts keep their bytes") { store in
      try await store.apply(
        ("caf\u{E9}", .set("\u{E9}")), ("cafe\u{301}", .set("e\u{301}")), ("\u{1F319}.\u{10FFFF}", .set("\u{1F319}")),
        txId: "1")
      try await store.expectAttributes([
        "caf\u{E9}": "\u{E9}", "cafe\u{301}": "e\u{301}", "\u{1F319}": ["\u{10FFFF}": "\u{1F319}"],
      ])
    },
    Check(name: "keys that mean something to databases are only keys") { store in
      let keys = ["$", "*", "#", "[0]", "0", "'", "\"", "''; --", "%", "_", " ", "\n", "{}", "null", "@"]
      for (number, key) in keys.enumerated() {
        let path = try StatePath(keys: ["odd", key])
        try await store.apply((path.description, .set(.int(Int64(number)))), txId: "tx-\(number)")
      }
      let fields = keys.enumerated().map { (key: $1, value: Value.int(Int64($0))) }
      try await store.expectAttributes(["odd": .object(Value.Object(fields))])
    },
    Check(name: "nested and empty values come back as they went") { store in
      let nested: Value = ["list": [[], [:], [.null, [1, [2, ["deep": false]]]]], "empty": [:], "": ["": ""]]
      try await store.apply(("a.b", .set(nested)), ("c", .set([:])), txId: "1")
      try await store.expectAttributes(["a": ["b": nested], "c": [:]])
    },
    Check(name: "values of the greatest depth fit") { store in
      let value = (2..<StateTree.maximumDepth).reduce(Value.int(1)) { inner, _ in ["x": inner] }
      try await store.apply(("a.b", .set(value)), txId: "1")
      try await store.expectAttributes(["a": ["b": value]])
    },
    Check(name: "a megabyte of text and ten thousand fields fit") { store in
      let text = Value.string(String(repeating: "perilune \u{1F319} ", count: 80_000))
      let fields = (0..<10_000).map { (key: "key-\($0)", value: Value.int($0)) }
      let wide = Value.object(Value.Object(fields.map { (key: $0.key, value: $0.value) }))
      try await store.apply(("text", .set(text)), ("wide", .set(wide)), txId: "1")
      try await store.apply(("wide.key-7", .increment(1)), txId: "2")
      var expected = wide.objectValue ?? Value.Object()
      expected["key-7"] = 8
      let found = try await store.store.attributes(of: CheckedStore.subject)
      try store.expect(found["text"] == text, "the text comes back whole")
      try store.expect(found["wide"] == .object(expected), "every field comes back")
    },
  ]
}
