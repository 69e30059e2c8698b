import Foundation
import PeriluneModel
import Testing

@Suite struct ValueCodableTests {
  struct Everything: Encodable {
    var small: Int8 = -8
    var large: UInt64 = 9_223_372_036_854_775_807
    var half: Float = 0.5
    var whole = 1.0
    var text: String? = "a"
    var absent: String?
    var list: [Int?] = [1, nil]
    var nested: [String: [Bool]] = ["k": [true]]
    var raw: Value = ["double": 2.0, "int": 2]
  }

  @Test func keepsIntegersAndDoublesApart() throws {
    let expected: Value = [
      "small": -8, "large": .int(.max), "half": 0.5, "whole": 1.0, "text": "a", "list": [1, .null],
      "nested": ["k": [true]], "raw": ["double": 2.0, "int": 2],
    ]
    #expect(try Value(encoding: Everything()) == expected)
  }

  @Test func encodesSingleValues() throws {
    #expect(try Value(encoding: 7) == 7)
    #expect(try Value(encoding: "a") == "a")
    #expect(try Value(encoding: Int?.none) == .null)
    #expect(try Value(encoding: [[UInt8]]()) == [])
    #expect(try Value(encoding: Date(timeIntervalSinceReferenceDate: 1.5)) == 1.5)
  }

  struct Numbers: Encodable {
    var list: [UInt64]
  }

  @Test func refusesWhatNoValueCanHold() throws {
    let error = try #require(throws: EncodingError.self) { try Value(encoding: Numbers(list: [UInt64.max])) }
    guard case .invalidValue(_, let context) = error else { return }
    #expect(context.codingPath.map(\.stringValue) == ["list"])
    #expect(throws: EncodingError.self) { try Value(encoding: Double.infinity) }
  }

  struct Handwritten: Encodable {
    enum Key: String, CodingKey { case nested, list, parent, null }
    var asksTwice = false

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      var nested = container.nestedContainer(keyedBy: Key.self, forKey: .nested)
      try nested.encode(UInt16(1), forKey: .list)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode("first")
      var inner = list.nestedUnkeyedContainer()
      try inner.encode(Int64(2))
      try "last".encode(to: list.superEncoder())
      #expect(list.count == 3)
      try container.encodeNil(forKey: .null)
      try [3].encode(to: container.superEncoder())
      try 4.encode(to: container.superEncoder(forKey: .parent))
      if asksTwice { _ = encoder.unkeyedContainer() }
    }
  }

  @Test func nestedAndSuperContainersLandInTheirPlaces() throws {
    let expected: Value = [
      "nested": ["list": 1], "list": ["first", [2], "last"], "null": .null, "super": [3], "parent": 4,
    ]
    #expect(try Value(encoding: Handwritten()) == expected)
    #expect(throws: EncodingError.self) { try Value(encoding: Handwritten(asksTwice: true)) }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func aValueEncodesAsItself(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = Value.random(depth: 5, using: &generator)
    #expect(try Value(encoding: value) == value)
    #expect(try Value(encoding: ["k": [value]]) == ["k": [value]])
  }

  @Test func goesThroughFoundationsCoders() throws {
    let value: Value = ["a": [1, 2.5, .null, true, "text"], "b": ["c": [:], "d": []]]
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    #expect(try Value(parsing: data) == value)
  }
}
