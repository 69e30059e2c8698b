public import PeriluneStore

/// The checks that every `AttributeStore` must pass.
///
/// It depends on no test framework: a failure is a thrown error that names the
/// check and says what was expected. Run all checks at once, or give a test
/// framework one case for each:
///
/// ```swift
/// @Test(arguments: AttributeStoreCompatTest.checks)
/// func myStorePasses(_ check: AttributeStoreCompatTest.Check) async throws {
///   try await AttributeStoreCompatTest { try await MyStore.empty() }.run(check)
/// }
/// ```
public struct AttributeStoreCompatTest: Sendable {
  private let makeStore: @Sendable () async throws -> any AttributeStore

  /// Makes the test; each check asks `makeStore` for an empty store of its own.
  public init(makeStore: @escaping @Sendable () async throws -> any AttributeStore) { self.makeStore = makeStore }

  /// Runs every check.
  ///
  /// - Throws: A `Failure` that names every check that failed.
  public func run() async throws {
    var problems: [Failure.Problem] = []
    for check in Self.checks {
      do { try await run(check) } catch let failure as Failure { problems += failure.problems }
    }
    if !problems.isEmpty { throw Failure(problems: problems) }
  }

  /// Runs one check.
  ///
  /// - Throws: A `Failure` that names the check.
  public func run(_ check: Check) async throws {
    do {
      try await check.body(CheckedStore(try await makeStore()))
    } catch let error as Expectation {
      throw Failure(problems: [.init(check: check.name, message: error.message)])
    } catch {
      throw Failure(problems: [.init(check: check.name, message: "unexpected error: \(error)")])
    }
  }
}

extension AttributeStoreCompatTest {
  /// Every check; a new one joins the list of its file under `Checks/`.
  public static let checks: [Check] =
    operationChecks + atomicityChecks + idempotenceChecks + isolationChecks + fidelityChecks + concurrencyChecks

  /// One promise of a store.
  public struct Check: Sendable, CustomStringConvertible {
    /// What the store promises, as a short sentence.
    public let name: String
    let body: @Sendable (CheckedStore) async throws -> Void

    /// The name.
    public var description: String { name }
  }

  /// What a store failed to do.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// What failed, in the order of the checks; at least one.
    public let problems: [Problem]

    /// One check that failed.
    public struct Problem: Sendable, Hashable {
      /// The check's name.
      public let check: String
      /// What was expected and what happened.
      public let message: String
    }

    /// One line for each check that failed.
    public var description: String {
      problems.map { "\($0.check): \($0.message)" }.joined(separator: "\n")
    }
  }
}
