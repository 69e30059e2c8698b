import LuaSandbox
import PeriluneModel

/// Turns the operations that a script proposed into one transaction, without
/// those that it may not propose.
struct ProposalReader {
  let txId: String
  let origin: String
  let scopes: Set<DataClass>
  /// Whether the extension may propose at all.
  let isSupported: Bool
  let tags: [DataClassTag]
  /// The resolvers that the extension declares itself.
  let ownResolvers: [String]
  private(set) var warnings: [ExtensionError] = []
  private var operations: [StateOperation] = []
  private var policy = ConflictPolicy.firstWins
  private var weight = 0.0
  private var resolverId: String?
  private var metadata = Value.Object()

  init(
    txId: String, origin: String, scopes: Set<DataClass>, isSupported: Bool = true, tags: [DataClassTag],
    ownResolvers: [String] = []
  ) {
    self.txId = txId
    self.origin = origin
    self.scopes = scopes
    self.isSupported = isSupported
    self.tags = tags
    self.ownResolvers = ownResolvers
  }

  /// The transaction; `nil` when nothing, or nothing permitted, was proposed.
  ///
  /// - Throws: `outputInvalid` for an operation that no state can take.
  mutating func read(_ encoded: EncodedValue) throws(ExtensionError) -> StateTransaction? {
    var reader = EncodedValue.Reader(encoded)
    while !reader.isAtEnd {
      guard let call = reader.value().arrayValue, let name = call.first?.stringValue else { continue }
      try take(name, call)
    }
    guard !operations.isEmpty else { return nil }
    guard isSupported else {
      let message = "\(operations.count) proposed operations were dropped; set \"stateTransactionSupport\" to true"
      warnings.append(ExtensionError(.outputInvalid, message, severity: .warn, extensionId: origin))
      return nil
    }
    let permitted = tags.isEmpty ? operations : operations.filter { tags.permit($0.path, to: scopes) }
    warnAboutWithheld(operations.count - permitted.count)
    guard !permitted.isEmpty else { return nil }
    return try StateTransaction(
      txId: txId, originExtension: origin, operations: permitted, policy: policy, weight: weight,
      resolverId: resolverId, metadata: metadata)
  }

  /// Takes a call: the name, then the arguments.
  private mutating func take(_ name: String, _ call: [Value]) throws(ExtensionError) {
    switch name {
    case "policy": try takePolicy(call[1].stringValue ?? "", call[2])
    case "metadata": metadata.merge(try fields(call[1], of: "tx:metadata"))
    case "set": try add(call, .set(call[2]))
    case "increment": try add(call, .increment(call[2]))
    case "append": try add(call, .append([call[2]]))
    case "appendAll":
      guard let items = call[2].arrayValue else {
        throw invalid("tx:appendAll needs a list, but \(call[2].kindDescription) was given")
      }
      if !items.isEmpty { try add(call, .append(items)) }
    default: throw invalid("tx:\(name) is unknown to this runtime")
    }
  }

  private mutating func add(_ call: [Value], _ kind: StateOperation.Kind) throws(ExtensionError) {
    operations.append(StateOperation(try StatePath(call[1].stringValue ?? ""), kind))
  }

  private mutating func takePolicy(_ name: String, _ options: Value) throws(ExtensionError) {
    guard let named = ConflictPolicy(rawValue: name) else {
      let known = ConflictPolicy.allCases.map(\.rawValue).joined(separator: ", ")
      throw invalid("\"\(name)\" is not a conflict policy; write one of \(known)")
    }
    policy = named
    for (key, value) in try fields(options, of: "tx:policy") {
      switch (key, value.doubleValue, value.stringValue) {
      case ("weight", let number?, _): weight = number
      case ("resolverId", _, let text?):
        resolverId = ownResolvers.contains(text) ? ScriptResolver.id(of: text, in: origin) : text
      default:
        throw invalid("tx:policy takes a number \"weight\" and a string \"resolverId\", not \"\(key)\" like this")
      }
    }
  }

  /// The named fields of a table; none of an empty or an absent one.
  private func fields(_ value: Value, of method: String) throws(ExtensionError) -> Value.Object {
    if let fields = value.objectValue { return fields }
    guard value == .null || value.arrayValue?.isEmpty == true else {
      throw invalid("\(method) needs named fields, but \(value.kindDescription) was given")
    }
    return Value.Object()
  }

  private mutating func warnAboutWithheld(_ count: Int) {
    guard count > 0 else { return }
    let message = "\(count) proposed operations were dropped: their paths are of a data class that is not granted"
    warnings.append(ExtensionError(.scopeDenied, message, severity: .warn, extensionId: origin))
  }

  private func invalid(_ message: String) -> ExtensionError {
    ExtensionError(.outputInvalid, message, extensionId: origin)
  }
}
