import LuaSandbox
import PeriluneModel

extension HookContext {
  /// The fields that set properties instead of being payload.
  static let properties: Set = ["tenantId", "sessionId", "role", "requestId", "tokenBudget"]

  /// The payload: fields, or a JSON text that was read into a tape and may still
  /// have the properties in it.
  enum Content {
    case fields(Value.Object)
    case json(Tape)

    /// All fields of the payload.
    var fields: Value.Object {
      switch self {
      case .fields(let fields): return fields
      case .json(let tape):
        let fields = tape.root.map { Array($0.fields) } ?? []
        let payload = fields.lazy.filter { !HookContext.properties.contains($0.name) }
        return Value.Object(payload.map { (key: $0.name, value: Value($0.value)) })
      }
    }

    /// One field, without decoding the others.
    subscript(name: String) -> Value? {
      switch self {
      case .fields(let fields): fields[name]
      case .json(let tape): tape.root?[name].map { Value($0) }
      }
    }

    /// Removes the properties from fields.
    mutating func dropProperties() {
      guard case .fields(var fields) = self else { return }
      self = .json(.none)  // So that the fields have one owner and change in place.
      for name in HookContext.properties { fields[name] = nil }
      self = .fields(fields)
    }
  }
}
