// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "perilune-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "perilune", path: ".."), .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLuaReference", pkgConfig: "lua5.4",
      providers: [.apt(["liblua5.4-dev", "pkg-config"]), .brew(["lua", "pkgconf"])]),
    .target(name: "CReference", dependencies: ["CLuaReference"]),
    .executableTarget(
      name: "PeriluneBenchmarks",
      dependencies: [
        "CReference", .product(name: "LuaSandbox", package: "perilune"),
        .product(name: "Perilune", package: "perilune"), .product(name: "PeriluneModel", package: "perilune"),
      ]),
    .executableTarget(
      name: "PeriluneSoak",
      dependencies: [
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Perilune", package: "perilune"), .product(name: "PeriluneMetrics", package: "perilune"),
        .product(name: "PeriluneModel", package: "perilune"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)
