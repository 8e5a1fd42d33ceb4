// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
    name: "gatehouse-fuzzing",
    dependencies: [.package(name: "gatehouse", path: "../..")],
    targets: [
        .systemLibrary(name: "CFuzzer", path: "CFuzzer"),
        .executableTarget(
            name: "Fuzz", dependencies: [.product(name: "GatehouseSAML", package: "gatehouse"), "CFuzzer"],
            path: "Fuzz", swiftSettings: settings,
            // The other linker fails on the sanitizers' objects.
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    ]
)
