// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "tierpost",
  products: [
    .executable(name: "tierpost", targets: ["tierpost"]),
    .library(name: "Liquid", targets: ["Liquid"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // System libraries from Debian, with typed inline shims where C has variadics or macros.
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CResolver"),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "CMarkdown", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),

    // Floor 1: the standard library alone (Settings: Yams).
    .target(name: "Mail"),
    .target(name: "Liquid", exclude: ["README.md", "COMPATIBILITY.md"]),
    .target(name: "Settings", dependencies: [.product(name: "Yams", package: "Yams")]),

    // Floor 2
    .target(name: "PartnerProgram", dependencies: ["Mail", "Settings"], exclude: ["Payouts/README.md"]),
    .target(name: "Signing", dependencies: ["Mail", "COpenSSL"]),
    .target(name: "Sending", dependencies: ["Mail", "CCurl"], exclude: ["README.md"]),

    // Floor 3
    .target(name: "Pages", dependencies: ["Signing"]),
    .target(name: "Segmentation", dependencies: ["PartnerProgram", "Settings", "Mail"]),
    .target(
      name: "Campaigns", dependencies: ["PartnerProgram", "Liquid", "Mail", "Settings", "CMarkdown"]),
    .target(
      name: "Ledger",
      dependencies: [
        "PartnerProgram", "Mail", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),

    .target(name: "Reporting", dependencies: ["PartnerProgram", "Mail", "Pages"]),

    // Floor 4
    .target(
      name: "Mailroom",
      dependencies: [
        "Segmentation", "Campaigns", "Signing", "Sending", "Ledger", "Pages", "PartnerProgram", "Mail",
        "Settings", "CResolver",
      ]),

    // Floor 5
    .executableTarget(
      name: "tierpost",
      dependencies: [
        "Mailroom", "Segmentation", "Campaigns", "Signing", "Sending", "Ledger", "PartnerProgram",
        "Settings", "Mail", "Liquid", "Pages", "Reporting", "CMalloc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], exclude: ["Starter/Presets"],
      // The released program brings Swift's libraries along: it runs where no Swift is, and keeps five megabytes less in
      // memory, as it has but what it uses of them. What they need in turn is named, for nothing else does.
      linkerSettings: [
        .unsafeFlags(
          [
            "-static-stdlib", "-lFoundation", "-lFoundationInternationalization", "-lFoundationEssentials",
            "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections",
            "-lstdc++",
          ], .when(platforms: [.linux], configuration: .release))
      ], plugins: ["EmbedStarterPlugin"]),

    // At build time: this repository's own workspace becomes part of the program, for `tierpost init`.
    .plugin(
      name: "EmbedStarterPlugin", capability: .buildTool(), dependencies: ["EmbedStarter"],
      path: "Sources/EmbedStarterPlugin"),
    .executableTarget(name: "EmbedStarter"),
    // What `tierpost-bench --only dkim` runs beside openssl speed: signing is measured from within.
    .executableTarget(
      name: "signing-bench", dependencies: ["Signing", "Mail"], path: "Benchmarks/Signing"),
    // What `tierpost-bench --only lane` runs beside smtp-source.
    .executableTarget(
      name: "lane-bench", dependencies: ["Sending", "Mail", "CCurl"], path: "Benchmarks/Lane"),
    // What `tierpost-bench --only sweep` runs beside the sqlite3 shell.
    .executableTarget(
      name: "sweep-bench", dependencies: ["Ledger", "PartnerProgram", "Mail"], path: "Benchmarks/Sweep"),
    .testTarget(
      name: "StarterTests",
      dependencies: [
        "tierpost", "Mailroom", "Segmentation", "PartnerProgram", "Settings",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(
      name: "MailTests", dependencies: ["Mail"], exclude: ["Cases", "Letters", "validate.py"]),
    .testTarget(name: "LiquidTests", dependencies: ["Liquid", "AllocationCount"], exclude: ["Cases"]),
    // Puts a counting malloc into the test program.
    .target(name: "AllocationCount", path: "Tests/AllocationCount"),
    .testTarget(name: "SettingsTests", dependencies: ["Settings"]),
    .testTarget(
      name: "PartnerProgramTests", dependencies: ["PartnerProgram", "Mail", "Settings"], exclude: ["Cases"]),
    .testTarget(
      name: "SegmentationTests", dependencies: ["Segmentation", "PartnerProgram", "Settings", "Mail"],
      exclude: ["Cases"]),
    .testTarget(
      name: "CampaignsTests",
      dependencies: ["Campaigns", "PartnerProgram", "Liquid", "Mail", "Settings"],
      exclude: ["Cases", "Language/Cases"]),
    .testTarget(name: "SigningTests", dependencies: ["Signing", "Mail"], exclude: ["Cases"]),
    // Servers on loopback that tests of several rooms talk to.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "SendingTests", dependencies: ["Sending", "Mail", "TestSupport"], exclude: ["HTTP/Cases"]),
    .testTarget(name: "PagesTests", dependencies: ["Pages"], exclude: ["Cases"]),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "PartnerProgram", "Mail", "Pages", "Settings"],
      exclude: ["Cases"]),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger", "PartnerProgram", "Mail"]),
    .testTarget(
      name: "MailroomTests",
      dependencies: [
        "Mailroom", "Campaigns", "Ledger", "PartnerProgram", "Mail", "Sending", "Signing", "Settings",
        "TestSupport",
      ],
      exclude: ["Preview/Cases"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["tierpost", "TestSupport"], exclude: ["Cases"]),
  ],
  swiftLanguageModes: [.v6]
)

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]
for target in package.targets where ![.system, .plugin].contains(target.type) {
  target.swiftSettings = settings
}
