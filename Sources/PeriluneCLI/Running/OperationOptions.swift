import ArgumentParser
import Foundation
import Perilune
import PeriluneModel

/// What makes a run something that operators can watch and control.
struct OperationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Play the turns so often, or \"forever\".", valueName: "n"))
  var `repeat` = Repetition.times(1)
  @Option(help: ArgumentHelp("Serve the metrics for Prometheus at this port; 0 takes a free one.", valueName: "n"))
  var metricsPort: UInt16?
  @Option(help: ArgumentHelp("The address to serve them at.", valueName: "ip")) var metricsHost = "127.0.0.1"
  @Option(help: ArgumentHelp("Open a control socket for kill, revive, ps and top.", valueName: "path"))
  var control: String?
  @Option(help: ArgumentHelp("Keep what is killed in this file, over restarts.", valueName: "file"))
  var kills: String?
  @Flag(help: "Print no turns.") var quiet = false

  /// Where kills are kept; whether they can be is better known now than when
  /// something has to be killed.
  func killFile() throws -> KillFile? {
    guard let kills else { return nil }
    let folder = URL(filePath: kills).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      let message = "kills cannot be kept here: there is no such folder that takes files"
      try InputFile.refuse([ExtensionError(.configInvalid, message, location: SourceLocation(file: kills))])
    }
    return KillFile(path: kills)
  }

  /// Whether somebody may come to look, so that signals end it in order.
  var isLongLived: Bool { `repeat` != .times(1) || metricsPort != nil || control != nil }
}
