// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]
let roomSettings = settings + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

// A package of its own: it drives the release program from outside, as its users do.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "tierpost-bench",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: settings),
    // The rooms that are measured without the rest of the program, by links to their folders.
    .systemLibrary(name: "CCurl", path: "Rooms/CCurl", pkgConfig: "libcurl"),
    .target(name: "Mail", path: "Rooms/Mail", swiftSettings: roomSettings),
    .target(
      name: "Sending", dependencies: ["Mail", "CCurl"], path: "Rooms/Sending", swiftSettings: roomSettings),
    .executableTarget(
      name: "lane-bench", dependencies: ["Sending", "Mail", "CCurl"], swiftSettings: roomSettings),
  ],
  swiftLanguageModes: [.v6]
)
