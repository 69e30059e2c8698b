/// The kills that are in force.
public struct KillBoard: Sendable, Hashable {
  private var byTarget: [KillTarget: Kill] = [:]

  /// Makes a board of kills; of two with one target the later one counts.
  public init(_ kills: [Kill] = []) {
    for kill in kills { byTarget[kill.target] = kill }
  }

  /// The kills, the oldest first.
  public var kills: [Kill] {
    byTarget.values.sorted { ($0.time, $0.target.description) < ($1.time, $1.target.description) }
  }

  /// Puts a kill in force, also in place of one with the same target.
  public mutating func kill(_ kill: Kill) { byTarget[kill.target] = kill }

  /// Lifts the kill of exactly this target; others may still cover it.
  ///
  /// - Returns: The kill; `nil` when there was none.
  public mutating func revive(_ target: KillTarget) -> Kill? { byTarget.removeValue(forKey: target) }

  /// The kill that keeps an extension from running in a hook, the widest first.
  public func kill(of extensionId: String, in hook: HookKind) -> Kill? {
    guard !byTarget.isEmpty else { return nil }
    return byTarget[.all] ?? byTarget[.extension(extensionId)] ?? byTarget[.hook(hook, of: extensionId)]
  }
}

extension KillBoard {
  private enum Key: String, CaseIterable {
    case version, kills
  }

  private enum KillKey: String, CaseIterable {
    case extensionId, hook, actor, reason, time
  }

  /// The board as JSON; ``decode(_:file:)`` reads it.
  public var value: Value {
    ["version": 1, "kills": .array(kills.map(\.value))]
  }

  /// Reads the bytes of a board's JSON.
  ///
  /// `file` is only used to say where a problem is; each has the code
  /// `storeFailure`.
  public static func decode(_ json: some Sequence<UInt8>, file: String) -> Decoded<KillBoard> {
    do throws(JSONSyntaxError) {
      let reader = StrictReader(try JSONDocument(parsing: json, file: file), code: .storeFailure)
      let object = reader.root.object(Key.self)
      _ = object?.required(.version)?.integer(in: 1...1, "the version of this file's form")
      let kills = object?.required(.kills)?.items("an array of kills")?.compactMap(kill) ?? []
      return Decoded(KillBoard(kills), problems: reader.problems)
    } catch {
      return Decoded(problems: [error.asExtensionError(.storeFailure, file: file)])
    }
  }

  private static func kill(_ field: StrictField) -> Kill? {
    guard let object = field.object(KillKey.self) else { return nil }
    let id = object[.extensionId]?.text(.extensionId)
    let hook = object[.hook]?.text(.functionName).map(HookKind.init)
    let actor = object.required(.actor)?.text(.nonEmpty)
    let reason = object.required(.reason)?.text(.nonEmpty)
    let time = object.required(.time)?.integer()
    if hook != nil, object[.extensionId] == nil {
      field.report("names a hook without its extension; add the extension")
    }
    guard let actor, let reason, let time else { return nil }
    let target: KillTarget? = id.map { id in hook.map { .hook($0, of: id) } ?? .extension(id) }
    return Kill(target ?? .all, actor: actor, reason: reason, time: Int64(time))
  }
}

extension Kill {
  /// The kill as JSON; a kill of everything names no extension.
  public var value: Value {
    var fields = Value.Object()
    fields["extensionId"] = target.extensionId.map(Value.string)
    fields["hook"] = (target.hook?.rawValue).map(Value.string)
    fields["actor"] = .string(actor)
    fields["reason"] = .string(reason)
    fields["time"] = .int(time)
    return .object(fields)
  }
}
