import CReference

/// The same hook in hand-written C over liblua, without limits.
final class ReferenceHook {
  private let hook: OpaquePointer
  private let context: UnsafeMutableBufferPointer<UInt8>
  private let proposes: Bool

  init(_ work: Work, _ style: reference_style) throws {
    let bytes = work.context.referenceBuffer
    context = .allocate(capacity: bytes.count)
    _ = context.initialize(from: bytes)
    let returns = style == REFERENCE_EAGER || style == REFERENCE_LAZY
    proposes = returns || style == REFERENCE_LAZY_CALLS
    let script = returns ? work.returningInEnvironment : work.callingInEnvironment
    guard let base = context.baseAddress, let opened = reference_hook_open(style, script, base) else {
      context.deallocate()
      throw Unexpected(script: script, outcome: "no reference")
    }
    hook = opened
  }

  deinit {
    reference_hook_close(hook)
    context.deallocate()
  }

  /// Nanoseconds of processor time.
  func run(calls: Int) throws -> Double {
    let time = reference_hook_run(hook, UInt32(calls))
    guard time > 0, !proposes || reference_hook_operations(hook) == 2 else {
      throw Unexpected(script: "reference", outcome: "\(reference_hook_operations(hook)) operations")
    }
    return Double(time)
  }
}
