import CReference
import LuaSandbox

/// Pieces of work for a program that counts instructions.
///
/// Each is run a few times first, and then inside of `reference_counted`. Prints a line per piece, in order: its name,
/// and of how many units of work the count is the sum.
enum CountedWork {
  private struct Piece {
    let name: String
    let units: Int
    /// What runs so many units.
    let make: () throws -> (Int) throws -> Void
  }

  /// Those whose name contains `part`.
  static func run(_ part: String) throws {
    for piece in hooks + tapes + scripts + runs where part.isEmpty || piece.name.contains(part) {
      let run = try piece.make()
      try run(max(1, piece.units / 8))
      let job = Job { try run(piece.units) }
      reference_counted({ Unmanaged<Job>.fromOpaque($0).takeUnretainedValue().run() }, job.pointer)
      if let error = job.error { throw error }
      print("\(piece.name)\t\(piece.units)")
    }
  }

  /// What C calls.
  private final class Job {
    private let body: () throws -> Void
    private(set) var error: (any Error)?

    init(_ body: @escaping () throws -> Void) { self.body = body }

    /// Valid as long as this object.
    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    func run() {
      do { try body() } catch { self.error = error }
    }
  }

  // MARK: - Pieces

  private static let works = [
    ("w1", Work.one), ("w2-10kb", .two(bytes: 10_000)), ("w2-1mb", .two(bytes: 1_000_000)),
  ]

  private static let styles = [
    ("eager", REFERENCE_EAGER), ("lazy", REFERENCE_LAZY), ("calls", REFERENCE_LAZY_CALLS),
    ("instantiation", REFERENCE_INSTANTIATION), ("pcall", REFERENCE_EMPTY),
  ]

  private static var hooks: [Piece] {
    works.flatMap { name, work in
      SandboxedHook.Shape.allCases.map { shape in
        Piece(name: "\(name).\(shape)", units: 400) {
          let hook = try SandboxedHook(work, tape: work.context.tape, shape)
          return { _ = try hook.run(calls: $0) }
        }
      }
        + styles.filter { name == "w1" || $0.0 == "eager" }.map { style in
          Piece(name: "\(name).\(style.0)", units: name == "w2-1mb" ? 2 : 400) {
            let hook = try ReferenceHook(work, style.1)
            return { _ = try hook.run(calls: $0) }
          }
        }
    }
  }

  /// All threads together, from `await` to the outcome.
  private static var runs: [Piece] {
    [(1, 200), (20, 40)].map { count, units in
      Piece(name: "run.\(count)", units: units) {
        let run = try waiting { try await RunOfExtensions(count) }
        return { times in try waiting { for _ in 0..<times { _ = try await run.time() } } }
      }
    }
  }

  private static var tapes: [Piece] {
    works.map { name, work in
      Piece(name: "\(name).tape", units: name == "w2-1mb" ? 2 : 200) {
        { times in for _ in 0..<times { _ = work.context.tape } }
      }
    }
  }

  private static var scripts: [Piece] {
    ProcessorBound.scripts.sorted { $0.key < $1.key }.flatMap { name, script in
      ProcessorBound.Subject.allCases.map { subject in
        Piece(name: "\(name).\(subject)", units: 1) {
          let run = try ProcessorBound.subject(subject, script)
          return { times in for _ in 0..<times { _ = try run() } }
        }
      }
    }
  }
}
