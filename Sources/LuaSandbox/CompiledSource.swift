import CLuaBridge

/// A source as one sandbox compiled it, for the others of its pool.
///
/// Never public: Lua does not check bytecode, so only what this process wrote
/// itself may be loaded.
struct CompiledSource: Sendable, Hashable {
  let module: String
  let file: String
  fileprivate let chunk: [UInt8]
}

extension Sandbox {
  /// What other sandboxes can load of a source that was loaded here; `nil` when
  /// there was no memory for it, and then the sandbox is spent.
  mutating func compiled(_ source: Source) -> CompiledSource? {
    var chunk = unsafe perilune_bytes()
    let status = unsafe withBytes([Array(source.module.utf8)]) { unsafe perilune_state_dump(state, $0[0], &chunk) }
    guard status == PERILUNE_COMPLETED else { return nil }
    return unsafe CompiledSource(module: source.module, file: source.file, chunk: [UInt8](bridge: chunk))
  }

  /// Loads a compiled source.
  ///
  /// - Throws: ``SandboxError/Code/memory``.
  mutating func load(_ source: CompiledSource) throws(SandboxError) {
    let blocks = [Array(source.module.utf8), source.chunk]
    let status = unsafe withBytes(blocks) { unsafe perilune_state_load_compiled(state, $0[0], $0[1]) }
    try checkLoad(status, of: source.file)
  }
}
