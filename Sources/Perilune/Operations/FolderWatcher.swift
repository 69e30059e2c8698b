#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Calls back when files change, by looking at them now and then.
///
/// ```swift
/// let watcher = FolderWatcher(paths: ["extensions"])
/// try await watcher.run { _ = try? await runtime.reload() }
/// ```
public struct FolderWatcher: Sendable {
  /// What makes one state of a file another.
  private struct Stamp: Hashable {
    let size: UInt
    let time: Date
    let number: UInt64

    init(_ attributes: [FileAttributeKey: Any]) {
      size = (attributes[.size] as? UInt) ?? 0
      time = (attributes[.modificationDate] as? Date) ?? .distantPast
      number = (attributes[.systemFileNumber] as? UInt64) ?? 0
    }
  }

  /// The files and folders that are looked at, with everything in them.
  public var paths: [String]
  /// How long it waits between two looks.
  public var interval: Duration
  private let first: [String: Stamp]

  /// Makes a watcher, which looks at the files for the first time.
  ///
  /// Who makes it before loading the files misses no change of them.
  public init(paths: [String], interval: Duration = .milliseconds(250)) {
    self.paths = paths
    self.interval = interval
    first = Self.stamps(of: paths)
  }

  /// Calls `body` after each change since the watcher was made, when the files
  /// are the same twice in a row.
  ///
  /// Changes while `body` runs call it again.
  ///
  /// - Throws: `CancellationError` when its task is cancelled, and what `body`
  ///   throws.
  public func run(_ body: @Sendable () async throws -> Void) async throws {
    var known = first
    while true {
      try await Task.sleep(for: interval)
      var seen = Self.stamps(of: paths)
      guard seen != known else { continue }
      try await settle(&seen)
      known = seen
      try await body()
    }
  }

  private func settle(_ seen: inout [String: Stamp]) async throws {
    while true {
      try await Task.sleep(for: interval)
      let next = Self.stamps(of: paths)
      if next == seen { return }
      seen = next
    }
  }

  /// A path that is looked at.
  private struct Place {
    var path: String
    /// How many folders it is below the one that is watched.
    var depth = 0
    /// Whether a link led there.
    var isTarget = false
  }

  /// Links count as what they lead to.
  ///
  /// The folder itself and those of extensions may be links; what others lead to
  /// is not searched, as it is not loaded.
  private static func stamps(of paths: [String]) -> [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    var pending = paths.map { Place(path: $0) }
    while let place = pending.popLast() {
      // What is gone meanwhile has no stamp, which is a change of its own.
      guard stamps[place.path] == nil, let attributes = try? FileManager.default.attributesOfItem(atPath: place.path)
      else { continue }
      stamps[place.path] = Stamp(attributes)
      let type = attributes[.type] as? FileAttributeType
      if type == .typeSymbolicLink, !place.isTarget {
        let target = URL(filePath: place.path).resolvingSymlinksInPath().path(percentEncoded: false)
        pending.append(Place(path: target, depth: place.depth, isTarget: true))
      } else if type == .typeDirectory, !place.isTarget || place.depth < 2 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        pending += names.filter { !$0.hasPrefix(".") }.map {
          Place(path: place.path + "/" + $0, depth: place.depth + 1)
        }
      }
    }
    return stamps
  }
}
