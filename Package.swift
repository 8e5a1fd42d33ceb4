// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6, strict memory safety, warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets that are compiled twice: hosted for tests and the helper, Embedded for the shipped `.so` files.
let dualMode: [SwiftSetting] =
    strict + [
        .enableExperimentalFeature("Embedded", .when(traits: ["Embedded"])),
        .unsafeFlags(["-wmo", "-Osize", "-Xfrontend", "-function-sections"], .when(traits: ["Embedded"])),
    ]

/// Links a shipped `.so`: nothing exported but what the version script names, nothing needed but the given libraries.
func sharedObject(script: String, soname: String? = nil, libraries: [String]) -> [LinkerSetting] {
    var flags = ["-use-ld=lld"]
    for word in [
        "-l:../embedded/x86_64-unknown-linux-gnu/libswiftUnicodeDataTables.a",
        "--as-needed", "--no-undefined", "--gc-sections", "-z", "now", "-z", "relro", "-z", "nodelete",
        "--version-script=" + Context.packageDirectory + "/" + script,
    ] + (soname.map { ["-soname", $0] } ?? []) {
        flags += ["-Xlinker", word]
    }
    return [.unsafeFlags(flags, .when(traits: ["Embedded"]))]
        + libraries.map { .linkedLibrary($0, .when(traits: ["Embedded"])) }
}

func unit(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
        swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
}

let package = Package(
    name: "gatehouse",
    products: [
        .executable(name: "gatehouse", targets: ["gatehouse"]),
        .library(name: "pam_gatehouse", type: .dynamic, targets: ["PAMModule"]),
        .library(name: "GatehousePolicy", type: .dynamic, targets: ["PolicyABI"]),
        .library(name: "GatehouseSAML", targets: ["SAML"]),
    ],
    traits: [.trait(name: "Embedded", description: "Builds the shipped .so files as Embedded Swift.")],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries, each behind one header.
        .systemLibrary(name: "CPAM"),
        // The header that PolicyABI implements.
        .systemLibrary(name: "CGatehouse", path: "Include"),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CXMLSec", pkgConfig: "xmlsec1-openssl"),
        .systemLibrary(name: "CUnbound"),
        .systemLibrary(name: "CSeccomp"),
        .systemLibrary(name: "CIDN2"),
        .systemLibrary(name: "CPSL"),
        .systemLibrary(name: "CCrypt"),

        // The rule, and what the module needs to ask it. Compiled in both modes.
        .target(name: "Policy", swiftSettings: dualMode),
        .target(name: "Wire", swiftSettings: dualMode),
        .target(name: "Store", dependencies: ["Policy", "CSQLite"], swiftSettings: dualMode),
        .target(
            name: "PAMModule", dependencies: ["Policy", "Wire", "Store", "CPAM"], exclude: ["exports.map"],
            swiftSettings: dualMode,
            linkerSettings: sharedObject(
                script: "Sources/PAMModule/exports.map", libraries: ["pam", "sqlite3"])),
        .target(
            name: "PolicyABI", dependencies: ["Policy", "Store", "CGatehouse"], exclude: ["exports.map"],
            swiftSettings: dualMode,
            linkerSettings: sharedObject(
                script: "Sources/PolicyABI/exports.map", soname: "libgatehouse.so.1", libraries: ["sqlite3"])),

        // What only the helper and the command line need.
        .target(name: "SAML", dependencies: ["CXMLSec"], swiftSettings: strict),
        .target(name: "Isolation", dependencies: ["CSeccomp"], swiftSettings: strict),
        .target(
            name: "Domains", dependencies: ["Policy", "CUnbound", "CIDN2", "CPSL"],
            resources: [.embedInCode("Names/consumer-mail-domains.txt")], swiftSettings: strict),
        .target(name: "Accounts", dependencies: ["Policy"], swiftSettings: strict),
        .target(name: "OperatorPassword", dependencies: ["CPAM"], swiftSettings: strict),
        .target(
            name: "Helper",
            dependencies: [
                "Policy", "Wire", "Store", "SAML", "Isolation", "Domains", "Accounts", "CCrypt",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict,
            // NIOSSL's BoringSSL is partly C++.
            linkerSettings: [.linkedLibrary("stdc++")]),
        .executableTarget(
            name: "gatehouse",
            dependencies: [
                "Policy", "Store", "SAML", "Isolation", "Domains", "Accounts", "OperatorPassword", "Helper",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict,
            // A process starts for each response: its many relative relocations are read in their short form.
            linkerSettings: [
                .unsafeFlags(
                    ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"],
                    .when(configuration: .release))
            ]),

        .testTarget(
            name: "HouseTests", swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        unit("Policy"),
        unit("Store", ["Policy"]),
        unit("Domains", ["Policy"]),
        unit("Accounts", ["Policy"]),
        unit("OperatorPassword"),
        unit(
            "Helper",
            [
                "Policy", "Accounts", "Wire", "Store", "SAML", "Isolation", "Domains", "ClaimProbe",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "ClaimProbe", dependencies: ["Policy", "Store", "Domains", "Helper"],
            path: "Tests/ClaimProbe",
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault")]),
        unit(
            "gatehouse",
            ["Policy", "Store", "Domains", "Accounts", "Helper"]),
        unit("Wire"),
        unit("Isolation", ["ConfinedProbe"]),
        .executableTarget(
            name: "ConfinedProbe", dependencies: ["Isolation"], path: "Tests/ConfinedProbe",
            swiftSettings: [.swiftLanguageMode(.v6)]),
        unit("SAML", ["CXMLSec"], resources: [.copy("Fixtures")]),
        unit("PAMModule", ["Policy", "Wire", "Store"]),
    ]
)
