/// Whose state it is: one session of one tenant.
///
/// Two subjects are the same only when both ids have the same UTF-8 bytes, so
/// no two spellings of a tenant's name can share a state.
public struct StateSubject: Sendable, Hashable {
  private let tenant: Value.Object.Key
  private let session: Value.Object.Key

  /// Makes the subject of a tenant's session.
  public init(tenantId: String, sessionId: String) {
    tenant = Value.Object.Key(tenantId)
    session = Value.Object.Key(sessionId)
  }

  /// The tenant.
  public var tenantId: String { tenant.text }
  /// The session, unique within its tenant.
  public var sessionId: String { session.text }
}
