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
      guard case .array = reader.next() else { throw invalid("an operation is no call of tx") }
      try take(&reader)
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
  private mutating func take(_ call: inout EncodedValue.Reader) throws(ExtensionError) {
    if call.skip("set") {
      operations.append(StateOperation(try path(&call), .set(call.value())))
    } else if call.skip("increment") {
      operations.append(StateOperation(try path(&call), .increment(call.value())))
    } else if call.skip("append") {
      operations.append(StateOperation(try path(&call), .append([call.value()])))
    } else if call.skip("appendAll") {
      try takeList(try path(&call), call.value())
    } else if call.skip("policy") {
      let name = call.value().stringValue ?? ""
      try takePolicy(name, call.value())
    } else if call.skip("metadata") {
      metadata.merge(try fields(call.value(), of: "tx:metadata"))
    } else {
      throw invalid("tx:\(call.value().stringValue ?? "") is unknown to this runtime")
    }
  }

  private func path(_ call: inout EncodedValue.Reader) throws(ExtensionError) -> StatePath {
    try StatePath(call.value().stringValue ?? "")
  }

  private mutating func takeList(_ path: StatePath, _ list: Value) throws(ExtensionError) {
    guard let items = list.arrayValue else {
      throw invalid("tx:appendAll needs a list, but \(list.kindDescription) was given")
    }
    if !items.isEmpty { operations.append(StateOperation(path, .append(items))) }
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
