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
    .library(name: "PeriluneModel", targets: ["PeriluneModel"]),
  ],
  dependencies: [],
  targets: [
    .systemLibrary(
      name: "CLua", pkgConfig: "lua5.4",
      providers: [.apt(["liblua5.4-dev", "pkg-config"]), .brew(["lua", "pkgconf"])]),
    .target(name: "CLuaBridge", dependencies: ["CLua"]),
    .target(name: "LuaSandbox", dependencies: ["CLuaBridge"], swiftSettings: swift),
    .target(name: "PeriluneModel", swiftSettings: swift),
    .testTarget(name: "LuaSandboxTests", dependencies: ["LuaSandbox"], swiftSettings: swift),
    .testTarget(name: "PeriluneModelTests", dependencies: ["PeriluneModel"], swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)
