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
  }

  /// The files and folders that are looked at, with everything in them and
  /// behind their links.
  public var paths: [String]
  /// How long it waits between two looks.
  public var interval: Duration

  /// Makes a watcher.
  public init(paths: [String], interval: Duration = .milliseconds(250)) {
    self.paths = paths
    self.interval = interval
  }

  /// Calls `body` after each change, when the files are the same twice in a row.
  ///
  /// Changes while `body` runs call it again.
  ///
  /// - Throws: `CancellationError` when its task is cancelled, and what `body`
  ///   throws.
  public func run(_ body: @Sendable () async throws -> Void) async throws {
    var known = stamps
    while true {
      try await Task.sleep(for: interval)
      var seen = stamps
      guard seen != known else { continue }
      try await settle(&seen)
      known = seen
      try await body()
    }
  }

  private func settle(_ seen: inout [String: Stamp]) async throws {
    while true {
      try await Task.sleep(for: interval)
      let next = stamps
      if next == seen { return }
      seen = next
    }
  }

  private var stamps: [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    var pending = paths
    while let path = pending.popLast() {
      // Links can lead in circles. What is gone meanwhile has no stamp, which is a change of its own.
      guard stamps[path] == nil, let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
        continue
      }
      stamps[path] = Stamp(
        size: (attributes[.size] as? UInt) ?? 0, time: (attributes[.modificationDate] as? Date) ?? .distantPast,
        number: (attributes[.systemFileNumber] as? UInt64) ?? 0)
      let type = attributes[.type] as? FileAttributeType
      if type == .typeSymbolicLink { pending.append(URL(filePath: path).resolvingSymlinksInPath().path) }
      guard type == .typeDirectory else { continue }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      pending += names.filter { !$0.hasPrefix(".") }.map { path + "/" + $0 }
    }
    return stamps
  }
}
