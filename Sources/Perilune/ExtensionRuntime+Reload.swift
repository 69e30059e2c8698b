import Logging
import LuaSandbox
public import PeriluneModel
import Synchronization

extension ExtensionRuntime {
  /// Loads the folder again and gives new runs what is there now.
  ///
  /// Everything is validated, compiled and initialized first; a problem refuses
  /// all of it, and what ran before goes on. Under `failOpen` extensions with
  /// problems are left out as at the start, but one that works now is not: that
  /// refuses the reload. Extensions of which nothing changed go on as they are,
  /// with `ctx.init`, Lua states and breakers.
  ///
  /// Runs that began before end on what they began with. This returns when they
  /// have, and the extensions that are gone were shut down.
  ///
  /// - Parameter config: What replaces the host's configuration, after the
  ///   environment had its say; it stays by default.
  /// - Throws: `RegistrationFailure` with every problem.
  @discardableResult
  public func reload(config: ExtensionRegistrationConfig? = nil) async throws(RegistrationFailure) -> Reload {
    let (reload, old): (Reload, Generation)
    await reloading.enter()
    do throws(RegistrationFailure) {
      defer { reloading.leave() }
      let current = registry
      guard let folder = current.folder else {
        throw RegistrationFailure(problems: [ExtensionError(.configInvalid, "there is no folder to load again")])
      }
      let config = config.map { Self.switched($0, options.logger) } ?? current.config
      let next = try await ExtensionRegistry.load(folder: folder, config: config, previous: current.extensions)
      (reload, old) = try replace(by: next)
    } catch {
      refused(error)
      throw error
    }
    await finish(old, reload)
    return reload
  }

  /// Gives new runs another registry, as ``reload(config:)`` does.
  ///
  /// - Throws: `RegistrationFailure` when more than 63 data classes are granted.
  @discardableResult
  public func swap(to registry: ExtensionRegistry) async throws(RegistrationFailure) -> Reload {
    let (reload, old): (Reload, Generation)
    await reloading.enter()
    do throws(RegistrationFailure) {
      defer { reloading.leave() }
      (reload, old) = try replace(by: registry)
    } catch {
      refused(error)
      throw error
    }
    await finish(old, reload)
    return reload
  }

  private func replace(by registry: ExtensionRegistry) throws(RegistrationFailure) -> (Reload, Generation) {
    // Only one at a time gets here, so nothing replaces the current one meanwhile.
    let current = control.withLock { $0.current }
    let next: Generation
    do throws(ExtensionError) {
      next = try Generation(current.number + 1, registry, previous: current, now: options.now)
    } catch {
      throw RegistrationFailure(problems: [error])
    }
    let reload = Reload(from: current, to: next)
    let old = control.withLock { $0.replace(by: next) }
    for warning in registry.warnings { options.logger.warning("\(warning)") }
    options.logger.notice("reloaded: \(reload)")
    observe(.reloaded(reload))
    return (reload, old)
  }

  private func refused(_ failure: RegistrationFailure) {
    for problem in failure.problems { options.logger.error("reload refused: \(problem)") }
    observe(.reloadRefused(failure.problems))
  }

  /// Waits for the last run on a generation and lets its extensions go.
  private func finish(_ old: Generation, _ reload: Reload) async {
    await old.drain()
    for owner in old.registry.extensions where !reload.unchanged.contains(owner.id) { await shutDown(owner) }
    let current = control.withLock { control in
      control.forget(old)
      return control.current
    }
    for change in old.breakersLost(to: current) { tell(change) }
    observe(.drained(generation: old.number))
  }
}

extension Reload {
  fileprivate init(from old: Generation, to new: Generation) {
    self.init(generation: new.number)
    let before = Dictionary(old.registry.extensions.map { ($0.id, $0) }) { first, _ in first }
    for owner in new.registry.extensions {
      guard let same = before[owner.id] else {
        added.append(owner.id)
        continue
      }
      if same.pool === owner.pool { unchanged.append(owner.id) } else { changed.append(owner.id) }
    }
    let now = Set(new.registry.extensions.map(\.id))
    removed = old.registry.extensions.map(\.id).filter { !now.contains($0) }
  }
}

extension Reload: CustomStringConvertible {
  /// `generation 3, changed tag-words, removed old-tags`.
  public var description: String {
    let parts = [("added", added), ("changed", changed), ("removed", removed)].filter { !$0.1.isEmpty }
    let texts = parts.map { "\($0.0) \($0.1.joined(separator: " "))" }
    return (["generation \(generation)"] + (texts.isEmpty ? ["nothing changed"] : texts)).joined(separator: ", ")
  }
}
