// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let liquid = Target.Dependency.product(name: "Liquid", package: "tierpost")

// A package of its own: it drives the release program from outside, as its users do.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "tierpost", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(name: "tierpost-bench", dependencies: [arguments], swiftSettings: settings),
    .target(name: "LiquidJSON", dependencies: [liquid], swiftSettings: settings),
    .executableTarget(
      name: "liquid-conformance", dependencies: [arguments, liquid, "LiquidJSON"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
