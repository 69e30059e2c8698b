import Foundation
import Logging
import Perilune
import PeriluneModel

/// A folder of extensions that lives as long as this object.
final class TemporaryExtensions {
  /// Milliseconds that no script of a test takes, on whatever machine: only a script that never ends spends them.
  static let patience = 60_000

  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/perilune-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }  // The system clears what is left behind.

  /// Writes an extension; `manifest` goes over a plain valid one, in which time matters only where it says so.
  @discardableResult
  func add(_ id: String, _ manifest: Value = [:], script: String, files: [String: String] = [:]) throws -> Self {
    var fields = Value.Object()
    for name in ["id", "name", "description"] { fields[name] = .string(id) }
    fields["version"] = "1.2.3"
    fields["coreApiRange"] = "^1.0.0"
    fields["stateTransactionSupport"] = true
    fields.merge(manifest.objectValue ?? Value.Object())
    let budgets = Self.budgets(of: fields)
    if !budgets.isEmpty { fields["hookBudgets"] = .object(budgets) }
    try write(Value.object(fields).json(pretty: true), "\(id)/manifest.json")
    try write(script, "\(id)/main.lua")
    for (name, text) in files { try write(text, "\(id)/\(name)") }
    return self
  }

  /// The budgets that a manifest gives, and patience for the hooks and resolvers that it says nothing of.
  private static func budgets(of manifest: Value.Object) -> Value.Object {
    var budgets = manifest["hookBudgets"]?.objectValue ?? Value.Object()
    let hooks = ["hooks", "chatHooks"].compactMap { manifest[$0]?.objectValue }.flatMap { $0.map(\.key) }
    let resolvers = manifest["resolvers"]?.arrayValue?.compactMap(\.stringValue) ?? []
    for name in hooks + resolvers where budgets[name] == nil { budgets[name] = ["maxLatencyMs": .int(Int64(patience))] }
    return budgets
  }

  /// Writes an extension with one function for one hook, whose script has `milliseconds`.
  @discardableResult
  func add(
    _ id: String, hook: HookKind, priority: Int64 = 0, scopes: [Value] = [], milliseconds: Int = patience,
    _ body: String
  ) throws -> Self {
    var manifest = Value.Object()
    var functions = Value.Object()
    functions[hook.rawValue] = ["hook"]
    manifest[hook.section.rawValue] = .object(functions)
    manifest["priority"] = .int(priority)
    manifest["hookBudgets"] = ["hook": ["maxLatencyMs": .int(Int64(milliseconds))]]
    manifest["dataClassScopes"] = .array(scopes)
    return try add(id, .object(manifest), script: "return {hook = function(ctx, tx)\n\(body)\nend}")
  }

  func write(_ text: String, _ name: String) throws {
    let file = path + "/" + name
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
  }

  func runtime(
    _ configure: (inout ExtensionRegistrationConfig, inout ExtensionRuntime.Options) -> Void = { _, _ in }
  ) async throws -> ExtensionRuntime {
    var config = ExtensionRegistrationConfig()
    var options = ExtensionRuntime.Options()
    options.logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
    // No breaker gets its time on a busy machine.
    options.now = { .zero }
    configure(&config, &options)
    return try await ExtensionRuntime(folder: path, config: config, options: options)
  }

  /// The problems that loading reports.
  func problems(_ configure: (inout ExtensionRegistrationConfig) -> Void = { _ in }) async -> [ExtensionError] {
    var config = ExtensionRegistrationConfig()
    configure(&config)
    do throws(RegistrationFailure) {
      return try await ExtensionRegistry.load(folder: path, config: config).warnings
    } catch {
      return error.problems
    }
  }
}
