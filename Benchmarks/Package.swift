// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "gatehouse-benchmarks",
    dependencies: [.package(name: "gatehouse", path: "..")],
    targets: [
        .executableTarget(
            name: "SAMLWorker",
            dependencies: [.product(name: "GatehouseSAML", package: "gatehouse")],
            path: "SAML/Worker",
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
    ]
)
