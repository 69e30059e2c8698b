public import PeriluneModel

/// An entity on its way into the store.
public struct EntityInput: Sendable, Hashable {
  /// Its id; `ctx.entity.id`.
  public var id: String
  /// Its type, such as `npc`; `ctx.entity.type`.
  public var type: String
  /// Its attributes; `ctx.entity.attributes`.
  public var attributes: Value.Object
  /// Whatever else scripts shall find; the entity wins.
  public var more = Value.Object()

  /// Makes an entity.
  public init(id: String, type: String, attributes: Value.Object) {
    self.id = id
    self.type = type
    self.attributes = attributes
  }

  var payload: Value.Object {
    var fields = more
    fields["entity"] = ["id": .string(id), "type": .string(type), "attributes": .object(attributes)]
    return fields
  }
}

/// The hook `normalize`.
public struct Normalize: HookInput {
  /// The hook.
  public static let hook = HookKind.normalize
  /// The entity that is about to be stored.
  public var entity: EntityInput
  /// The fields that scripts read in `ctx`.
  public var payload: Value.Object { entity.payload }

  /// Makes the input.
  public init(_ entity: EntityInput) { self.entity = entity }

  /// What the extensions changed.
  public struct Output: HookOutput {
    /// The attributes that replace those of the entity.
    public var attributes: Value.Object

    /// Reads a merged result.
    public init(merged: Value.Object) { attributes = merged }
  }
}

/// The hook `preSaveValidate`.
public struct PreSaveValidate: HookInput {
  /// The hook.
  public static let hook = HookKind.preSaveValidate
  /// The entity that is about to be saved.
  public var entity: EntityInput
  /// The fields that scripts read in `ctx`.
  public var payload: Value.Object { entity.payload }

  /// Makes the input.
  public init(_ entity: EntityInput) { self.entity = entity }

  /// What the extensions object to.
  public struct Output: HookOutput {
    /// Every objection, in order; one rejects the save.
    public var rejections: [Rejection]
    /// Whether nobody objects.
    public var isAccepted: Bool { rejections.isEmpty }

    /// Reads a merged result.
    public init(merged: Value.Object) { rejections = (merged["rejections"]?.arrayValue ?? []).map(Rejection.init) }
  }

  /// An objection to a save.
  public struct Rejection: Sendable, Hashable {
    /// The extension's own code.
    public var code: String
    /// Why, for people.
    public var message: String
    /// The attribute it is about, where one is named.
    public var path: String?
    /// Who objects.
    public var extensionId: String

    init(_ value: Value) {
      code = value["code"]?.stringValue ?? ""
      message = value["message"]?.stringValue ?? ""
      path = value["path"]?.stringValue
      extensionId = value["extensionId"]?.stringValue ?? ""
    }
  }
}
