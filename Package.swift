// swift-tools-version: 6.3
import PackageDescription

let warnings: [SwiftSetting] =
  Context.environment["PERILUNE_WARNINGS_AS_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)]

let swift: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + warnings

let package = Package(
  name: "perilune",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "PeriluneModel", targets: ["PeriluneModel"])
  ],
  dependencies: [],
  targets: [
    .target(name: "PeriluneModel", swiftSettings: swift),
    .testTarget(name: "PeriluneModelTests", dependencies: ["PeriluneModel"], swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6]
)
