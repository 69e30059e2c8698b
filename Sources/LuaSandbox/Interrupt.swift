import CLuaBridge

/// A switch that stops an invocation from any thread, at once.
///
/// Give it to one invocation at a time. It stays tripped: before an invocation
/// starts, it stops it at its first instruction.
@safe
public final class Interrupt: Sendable {
  // The bridge counts references to it and its fields are atomic, so it may be used from any thread while this
  // object holds one reference.
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Makes one that is not tripped.
  ///
  /// - Throws: ``SandboxError/Code/unavailable`` when there is no memory.
  public init() throws(SandboxError) {
    guard let pointer = unsafe perilune_interrupt_create() else {
      throw SandboxError(.unavailable, "there is no memory for an interrupt")
    }
    unsafe self.pointer = pointer
  }

  deinit { unsafe perilune_interrupt_release(pointer) }

  /// Stops the invocation that has it now or gets it later.
  public func trip() { unsafe perilune_interrupt_trip(pointer) }

  /// Makes it one that is not tripped, for the next invocation; not while one
  /// has it.
  package func reset() { unsafe perilune_interrupt_reset(pointer) }

  /// Whether it was tripped.
  public var isTripped: Bool { unsafe perilune_interrupt_is_tripped(pointer) }
}
