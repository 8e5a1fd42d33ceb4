import Foundation
import Testing

@testable import Helper

@Suite struct MetadataFileTests {
    let workshop: MetadataWorkshop
    var file: String { workshop.file }

    init() throws {
        workshop = try MetadataWorkshop()
        try Data("octets".utf8).write(to: URL(filePath: workshop.file))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: workshop.file)
    }

    private func read(owners: Set<UInt32> = [geteuid()]) throws -> [UInt8] {
        try MetadataFile.read(file, owners: owners)
    }

    @Test func `a file of this user is read`() throws {
        #expect(try read() == Array("octets".utf8))
    }

    @Test(arguments: [0o664, 0o646]) func `a file that others may write is refused`(mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        #expect { try read() } throws: { ($0 as? MetadataFailure)?.rule == "META-02" }
    }

    @Test func `a file of somebody else is refused`() throws {
        #expect { try read(owners: [geteuid() + 1]) } throws: { ($0 as? MetadataFailure)?.rule == "META-02" }
    }

    @Test func `a link, a folder and a pipe are refused`() throws {
        try FileManager.default.moveItem(atPath: file, toPath: file + ".real")
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: file + ".real")
        #expect(throws: MetadataFailure.self) { try read() }
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        #expect(throws: MetadataFailure.self) { try read() }
        try FileManager.default.removeItem(atPath: file)
        #expect(mkfifo(file, 0o644) == 0)
        #expect(throws: MetadataFailure.self) { try read() }
    }

    @Test func `no more is read than metadata may have`() throws {
        try Data(count: 3 << 20).write(to: URL(filePath: file))
        #expect(try read().count == (1 << 20) + 1)
    }
}
