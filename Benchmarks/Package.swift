// swift-tools-version: 6.2
import PackageDescription

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let liquid = Target.Dependency.product(name: "Liquid", package: "tierpost")

// A package of its own: it drives the release program from outside, as its users do, and the library `Liquid` as
// any other package does.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(name: "tierpost", path: ".."),
  ],
  targets: [
    .executableTarget(name: "tierpost-bench", dependencies: [arguments]),
    .executableTarget(name: "liquid-bench", dependencies: [arguments, liquid]),
    .executableTarget(name: "liquid-conformance", dependencies: [arguments, liquid]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
