import CReference
import LuaSandbox

/// A hook in a sandbox of its own, called as a run calls it.
final class SandboxedHook {
  private var sandbox: Sandbox
  private let call: Invocation

  /// How a hook is called.
  enum Shape: String, CaseIterable {
    /// As a run calls it, with the fields of the invocation and a scratch space.
    case sandbox
    /// Without those.
    case bare
    /// The script itself is the hook, so there is a fresh environment but no module in it.
    case body
  }

  init(_ work: Work, tape: Tape, _ shape: Shape = .sandbox) throws {
    sandbox = try Sandbox(memoryLimit: 16 << 20)
    try sandbox.load(Source(shape == .body ? work.callingAsBody : work.calling, file: "main.lua"))
    let entry = shape == .body ? Invocation.Entry.body : .function("hook")
    var call = Invocation(entry, context: tape, budget: .init(time: .milliseconds(40)))
    call.proposals = .accepted
    if shape != .bare {
      call.fields = [.init("config", .tape(Self.emptyConfig)), .init("timeBudgetMs", .integer(40))]
      call.retainedField = "scratch"
      call.grantedClasses = 1
    }
    self.call = call
  }

  /// Calls the hook so many times: nanoseconds of processor time.
  func run(calls: Int) throws -> Double {
    let start = reference_thread_time()
    for _ in 0..<calls { try runOnce() }
    return Double(reference_thread_time() - start)
  }

  /// Calls the hook, reads its operations and cleans up.
  func runOnce() throws {
    let outcome = sandbox.call(call)
    let operations = ProposedOperation.list(of: outcome.operations)
    guard operations.count == 2, sandbox.settle() else {
      throw Unexpected(script: "hook", outcome: "\(outcome.failure as Any), \(operations)")
    }
  }

  private static let emptyConfig: Tape = {
    var builder = Tape.Builder()
    builder.beginObject()
    builder.end()
    return builder.finish()
  }()
}

/// An operation as a host keeps it.
struct ProposedOperation {
  enum Kind { case set, increment }
  enum Operand {
    case integer(Int64)
    case string(String)
    case other
  }

  let kind: Kind
  let path: String
  let operand: Operand

  static func list(of encoded: EncodedValue) -> [Self] {
    var reader = EncodedValue.Reader(encoded)
    var operations: [Self] = []
    while !reader.isAtEnd, case .array(3) = reader.next(), let operation = Self(&reader) {
      operations.append(operation)
    }
    return operations
  }

  private init?(_ reader: inout EncodedValue.Reader) {
    if reader.skip("set") {
      kind = .set
    } else if reader.skip("increment") {
      kind = .increment
    } else {
      return nil
    }
    guard case .string(let path) = reader.next() else { return nil }
    self.path = path
    switch reader.next() {
    case .integer(let number): operand = .integer(number)
    case .string(let text): operand = .string(text)
    default: operand = .other
    }
  }
}
