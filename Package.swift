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
    .library(name: "LuaSandbox", targets: ["LuaSandbox"]),
    .library(name: "Perilune", targets: ["Perilune"]),
    .library(name: "PeriluneMetrics", targets: ["PeriluneMetrics"]),
    .library(name: "PeriluneModel", targets: ["PeriluneModel"]),
    .library(name: "PeriluneStore", targets: ["PeriluneStore"]),
    .library(name: "PeriluneTesting", targets: ["PeriluneTesting"]),
    .library(name: "PeriluneTracing", targets: ["PeriluneTracing"]),
    .executable(name: "perilune", targets: ["PeriluneCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.3.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.1.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLua", pkgConfig: "lua5.4",
      providers: [.apt(["liblua5.4-dev", "pkg-config"]), .brew(["lua", "pkgconf"])]),
    .target(name: "CLuaBridge", dependencies: ["CLua"]),
    .target(name: "LuaSandbox", dependencies: ["CLuaBridge"], swiftSettings: swift),
    .target(name: "PeriluneModel", swiftSettings: swift),
    .target(name: "PeriluneStore", dependencies: ["PeriluneModel"], swiftSettings: swift),
    .target(
      name: "Perilune",
      dependencies: ["PeriluneModel", "PeriluneStore", "LuaSandbox", .product(name: "Logging", package: "swift-log")],
      swiftSettings: swift),
    .target(
      name: "PeriluneMetrics",
      dependencies: [
        "Perilune", "PeriluneModel", .product(name: "Histogram", package: "hdrhistogram-swift"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ],
      swiftSettings: swift),
    .target(
      name: "PeriluneTracing",
      dependencies: ["Perilune", "PeriluneModel", .product(name: "Tracing", package: "swift-distributed-tracing")],
      swiftSettings: swift),
    .target(
      name: "PeriluneTesting", dependencies: ["PeriluneModel", "PeriluneStore"], swiftSettings: swift),
    .executableTarget(
      name: "PeriluneCLI",
      dependencies: [
        "Perilune", "PeriluneModel", "PeriluneStore", "PeriluneMetrics",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: swift),
    .executableTarget(name: "TenLineHost", dependencies: ["Perilune"], path: "examples/TenLineHost"),
    .executableTarget(
      name: "HarbourHost", dependencies: ["Perilune", "PeriluneModel"], path: "examples/HarbourHost"),
    .testTarget(
      name: "PeriluneTests",
      dependencies: [
        "Perilune", "PeriluneModel", "PeriluneStore", "PeriluneMetrics", "PeriluneTracing", "LuaSandbox",
        .product(name: "MetricsTestKit", package: "swift-metrics"),
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      exclude: ["Hostile"],
      swiftSettings: swift),
    .testTarget(
      name: "PeriluneCLITests",
      dependencies: ["PeriluneCLI", "PeriluneModel", .product(name: "FlyingSocks", package: "FlyingFox")],
      exclude: ["Fixtures"],
      swiftSettings: swift),
    .testTarget(
      name: "PeriluneStoreTests", dependencies: ["PeriluneModel", "PeriluneStore", "PeriluneTesting"],
      swiftSettings: swift),
    .testTarget(
      name: "LuaSandboxTests", dependencies: ["LuaSandbox"], exclude: ["Fixtures"], swiftSettings: swift),
    .testTarget(
      name: "PeriluneModelTests", dependencies: ["PeriluneModel"], exclude: ["Fixtures"], swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)
