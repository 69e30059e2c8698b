import Perilune
import PeriluneModel

/// What an operator asks of a running process.
enum ControlRequest: Equatable {
  /// Do not let something run.
  case kill(KillTarget, actor: String, reason: String)
  /// Let it run again.
  case revive(KillTarget, actor: String, reason: String)
  /// List the extensions.
  case list
  /// Show what they do.
  case show

  /// Why a line is no request.
  struct Problem: Error, Equatable {
    let message: String
  }

  /// Reads a request.
  ///
  /// A field that it does not have, or of another type, is a mistake: what is
  /// left without it could cover more than was meant.
  init(_ line: [UInt8]) throws(Problem) {
    let fields = try Self.fields(line)
    let order = fields["do"]?.stringValue
    switch order {
    case "kill", "revive": try Self.check(fields, against: ["do", "extension", "hook", "all", "actor", "reason"])
    case "ps", "top": try Self.check(fields, against: ["do"])
    default: throw Problem(message: "\"do\" has to be one of kill, revive, ps, top")
    }
    switch order {
    case "kill": self = .kill(try Self.target(fields), actor: Self.actor(fields), reason: try Self.reason(fields))
    case "revive":
      self = .revive(try Self.target(fields), actor: Self.actor(fields), reason: try Self.reason(fields))
    case "ps": self = .list
    default: self = .show
    }
  }

  private static func fields(_ line: [UInt8]) throws(Problem) -> Value.Object {
    do throws(JSONSyntaxError) {
      if case .object(let fields) = try Value(parsing: line) { return fields }
    } catch {
      throw Problem(message: "not valid JSON: \(error.message)")
    }
    throw Problem(message: "a request is one JSON object a line")
  }

  private static func check(_ fields: Value.Object, against known: [String]) throws(Problem) {
    for (name, value) in fields {
      guard known.contains(name) else {
        let advice = Spelling.advice(for: name, among: known, else: "leave it out")
        throw Problem(message: "\"\(name)\" is an unknown field\(advice)")
      }
      let isFlag = name == "all"
      guard isFlag ? value.boolValue != nil : value.stringValue != nil else {
        throw Problem(message: "\"\(name)\" has to be \(isFlag ? "true or false" : "a string")")
      }
    }
  }

  /// The request as JSON.
  var value: Value {
    switch self {
    case .list: ["do": "ps"]
    case .show: ["do": "top"]
    case .kill(let target, let actor, let reason): Self.value("kill", target, actor, reason)
    case .revive(let target, let actor, let reason): Self.value("revive", target, actor, reason)
    }
  }

  private static func value(_ order: String, _ target: KillTarget, _ actor: String, _ reason: String) -> Value {
    var fields = Value.Object()
    fields["do"] = .string(order)
    if let id = target.extensionId { fields["extension"] = .string(id) } else { fields["all"] = true }
    fields["hook"] = target.hook.map { .string($0.rawValue) }
    fields["actor"] = .string(actor)
    fields["reason"] = .string(reason)
    return .object(fields)
  }

  /// Everything has to be asked for by name: a missing id never means all.
  private static func target(_ fields: Value.Object) throws(Problem) -> KillTarget {
    let id = fields["extension"]?.stringValue
    let isAll = fields["all"]?.boolValue ?? false
    guard let id else {
      guard isAll, fields["hook"] == nil else { throw Problem(message: "name an \"extension\", or set \"all\"") }
      return .all
    }
    guard !isAll else { throw Problem(message: "\"extension\" and \"all\" exclude each other") }
    guard let hook = fields["hook"]?.stringValue else { return .extension(id) }
    return .hook(HookKind(rawValue: hook), of: id)
  }

  private static func actor(_ fields: Value.Object) -> String { fields["actor"]?.stringValue ?? "unknown" }

  private static func reason(_ fields: Value.Object) throws(Problem) -> String {
    guard let reason = fields["reason"]?.stringValue, !reason.isEmpty else {
      throw Problem(message: "a kill or a revival needs a \"reason\"")
    }
    return reason
  }
}
