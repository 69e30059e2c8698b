/// The attributes of spans, by OpenTelemetry's rules for names.
enum Attribute {
  static let hook = "perilune.hook.name"
  static let request = "perilune.request.id"
  static let generation = "perilune.registry.generation"
  static let tenant = "perilune.tenant.id"
  static let session = "session.id"
  static let `extension` = "perilune.extension.id"
  static let function = "code.function.name"
  static let queueWait = "perilune.queue.wait_ms"
  static let peakMemory = "perilune.memory.peak"
  static let tokens = "perilune.tokens"
  static let operations = "perilune.proposed_operations"
  static let instructions = "perilune.instructions"
  static let skipReason = "perilune.skip.reason"
  static let detail = "perilune.detail"
  static let errorType = "error.type"
}
