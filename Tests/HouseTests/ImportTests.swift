import Foundation
import Testing

/// Who may import whom. The manifest keeps targets apart only as far as it declares them; this looks at every file.
@Suite struct ImportTests {
    /// Rooms that are also compiled as Embedded Swift: these imports and no others.
    static let embedded: [String: Set<String>] = [
        "Policy": [],
        "Wire": [],
        "Store": ["Policy", "CSQLite"],
        "PAMModule": ["Policy", "Wire", "Store", "CPAM"],
        "PolicyABI": ["CGatehouse", "Policy", "Store"],
    ]

    /// Of our own rooms, these and no others; libraries and the system besides.
    static let hosted: [String: Set<String>] = [
        "SAML": ["CXMLSec"],
        "Isolation": ["CSeccomp"],
        "Domains": ["Policy", "CUnbound", "CIDN2", "CPSL"],
        "Accounts": ["Policy"],
        "OperatorPassword": ["CPAM"],
        "Helper": ["Policy", "Wire", "Store", "SAML", "Isolation", "Domains", "Accounts", "CCrypt"],
        "gatehouse": [
            "Policy", "Store", "SAML", "Isolation", "Domains", "Accounts", "OperatorPassword", "Helper",
        ],
    ]

    static let rooms = Set(embedded.keys).union(hosted.keys).union([
        "CPAM", "CSQLite", "CXMLSec", "CUnbound", "CSeccomp", "CIDN2", "CPSL", "CCrypt",
    ])

    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The modules that a room's files import, with the file that does.
    static func imports(of room: String) throws -> [(module: String, file: String)] {
        let folder = sources.appending(path: room)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        #expect(!files.isEmpty)
        let pattern =
            /^(?:@\w+(?:\(\w+\))?\s+)*(?:public |package |internal |private |fileprivate )?import (?:\w+ )?(\w+)/
            .anchorsMatchLineEndings()
        return try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: pattern).map {
                (String($0.1), file.lastPathComponent)
            }
        }
    }

    @Test(arguments: embedded.keys.sorted())
    func `rooms that are loaded into sshd import nothing but what the house allows`(room: String) throws {
        for (module, file) in try Self.imports(of: room) {
            #expect(Self.embedded[room]?.contains(module) == true, "\(room)/\(file) imports \(module)")
        }
    }

    @Test(arguments: hosted.keys.sorted())
    func `other rooms import only the rooms below them`(room: String) throws {
        for (module, file) in try Self.imports(of: room) where Self.rooms.contains(module) {
            #expect(Self.hosted[room]?.contains(module) == true, "\(room)/\(file) imports \(module)")
        }
    }

    @Test(arguments: ["Helper", "gatehouse"])
    func `whoever opens the store for writing has the system's log told of what is recorded`(room: String)
        throws
    {
        let files = try #require(
            FileManager.default.enumerator(
                at: Self.sources.appending(path: room), includingPropertiesForKeys: nil)
        )
        .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for opening in text.matches(of: /Store\(\s*path: [^)]*access: (\.\w+|access)([^)]*)\)/)
            where opening.1 != ".read" {
                #expect(opening.2.contains("announcing:"), "\(room)/\(file.lastPathComponent)")
            }
        }
    }

    @Test func `every room is in the table`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        #expect(Set(folders).subtracting([".DS_Store"]) == Self.rooms)
    }

    @Test func `the C libraries are one header and one module map each`() throws {
        for room in Self.rooms where room.hasPrefix("C") {
            let files = try FileManager.default.contentsOfDirectory(
                atPath: Self.sources.appending(path: room).path)
            #expect(Set(files) == ["shim.h", "module.modulemap"])
        }
    }
}
