/// A sandbox with its sources loaded, passed from worker to worker.
///
/// `@unchecked`: a slot is in the pool's idle list or in the hands of the one
/// worker that took it out, and the list is under a mutex.
final class SandboxSlot: @unchecked Sendable {
  private var sandbox: Sandbox

  init(sources: [Source], memory: Int) throws(SandboxError) {
    sandbox = try Sandbox(memoryLimit: memory)
    for source in sources { try sandbox.load(source) }
  }

  init(compiled sources: [CompiledSource], memory: Int) throws(SandboxError) {
    sandbox = try Sandbox(memoryLimit: memory)
    for source in sources { try sandbox.load(source) }
  }

  /// The sources for other slots; `nil` when they do not fit beside
  /// themselves, and then this slot is spent.
  func compiled(_ sources: [Source]) -> [CompiledSource]? {
    let compiled = sources.compactMap { sandbox.compiled($0) }
    return compiled.count == sources.count ? compiled : nil
  }

  func call(_ invocation: Invocation) -> Outcome { sandbox.call(invocation) }

  /// Whether ``settle()`` has anything to do, or the sandbox is spent.
  var isUnsettled: Bool { sandbox.isUnsettled }

  func settle() -> Bool { sandbox.settle() }
}
