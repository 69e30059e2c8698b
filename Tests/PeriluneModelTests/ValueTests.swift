import PeriluneModel
import Testing

@Suite struct ValueTests {
  @Test func anIntegerAndADoubleOfOneAmountAreDifferent() {
    #expect(Value.int(1) != Value.double(1))
    #expect(Value.double(0.0) != Value.double(-0.0))
    #expect(Value.double(.nan) == Value.double(.nan))
  }

  @Test func stringsAndKeysCompareByTheirBytes() {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    #expect(composed == decomposed, "Swift itself calls them equal")
    #expect(Value.string(composed) != Value.string(decomposed))
    let fields: [(key: String, value: Value)] = [(composed, 1), (decomposed, 2)]
    let object = Value.Object(fields)
    #expect(object.count == 2)
    #expect(object[composed] == 1)
    #expect(object[decomposed] == 2)
  }

  @Test func anObjectKeepsItsFieldsSortedAndItsLastDuplicate() {
    let fields: [(key: String, value: Value)] = [("b", 1), ("a", 2), ("b", 3), ("B", 4)]
    var object = Value.Object(fields)
    #expect(object.map(\.key) == ["B", "a", "b"])
    #expect(object["b"] == 3)
    object["a"] = nil
    object["aa"] = 5
    #expect(object.map(\.key) == ["B", "aa", "b"])
    #expect(object["a"] == nil)
  }

  @Test func randomEditsOfAnObjectAgreeWithADictionary() {
    var generator = SystemRandomNumberGenerator()
    var object = Value.Object()
    var model: [String: Value] = [:]
    for _ in 0..<2_000 {
      let key = String(Int.random(in: 0..<200, using: &generator), radix: 36)
      let value: Value? = Bool.random(using: &generator) ? .int(.random(in: 0..<9, using: &generator)) : nil
      object[key] = value
      model[key] = value
      #expect(object.count == model.count)
    }
    #expect(object.map(\.key) == model.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for (key, value) in model { #expect(object[key] == value) }
  }

  @Test func subscriptsReadThroughNestedValuesAndAreNilElsewhere() {
    let value: Value = ["list": [1, ["deep": true]], "none": .null]
    #expect(value["list"]?[1]?["deep"] == true)
    #expect(value["list"]?[2] == nil)
    #expect(value["list"]?["deep"] == nil)
    #expect(value["none"] == .some(.null))
  }
}
