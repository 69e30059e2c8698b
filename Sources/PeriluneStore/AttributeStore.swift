public import PeriluneModel

/// Keeps the attributes of sessions and applies state transactions to them.
///
/// Every store passes `AttributeStoreCompatTest` of the module
/// `PeriluneTesting`. `StateTree` holds the meaning of the operations; a store
/// adds that its changes last, are atomic and happen once:
///
/// - *Atomic*: all operations of a transaction take effect or none, and no one
///   sees a part of them. Transactions of one subject happen one after another.
/// - *Once*: a transaction id takes effect once for each subject. The same id
///   with other net operations is an error.
/// - *Isolated*: no call for one subject sees or changes another's attributes,
///   and the same transaction id is another transaction there.
/// - *Exact*: an integer stays an integer, a double a double, and texts and
///   keys keep their bytes.
///
/// ```swift
/// let store: any AttributeStore = InMemoryAttributeStore()
/// let result = try await store.apply(transaction, to: subject)
/// if result.status == .applied { observe(result.changes) }
/// ```
public protocol AttributeStore: Sendable {
  /// Reads the attributes of a subject: objects within objects, empty for a
  /// subject that no transaction touched.
  ///
  /// - Throws: `ExtensionError` with the code `.storeFailure`.
  func attributes(of subject: StateSubject) async throws -> Value.Object

  /// Applies a transaction to a subject's attributes, all of it or nothing.
  ///
  /// After an error the attributes are what they were, and the id is free: the
  /// same transaction can be tried again.
  ///
  /// - Throws: `ExtensionError` with the code `.storeFailure` when an operation
  ///   does not fit what is there, the id was used with other net operations,
  ///   or the store itself fails. The message names paths and kinds, no content.
  func apply(_ transaction: StateTransaction, to subject: StateSubject) async throws -> ApplyResult
}
