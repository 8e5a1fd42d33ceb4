import Foundation
import Policy
import Testing

@testable import Store

@Suite struct StoreFileTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    private func error(opening access: Store.Access) -> StoreError? {
        do throws(StoreError) {
            _ = try Store(path: temporary.path, access: access)
            return nil
        } catch { return error }
    }

    @Test func `reading creates no file`() {
        #expect(error(opening: .read) == .missing(path: temporary.path))
        #expect(error(opening: .write) == .missing(path: temporary.path))
        #expect(!FileManager.default.fileExists(atPath: temporary.path))
    }

    @Test func `what was written is there after opening again`() throws {
        do {
            let store = try Store(path: temporary.path, access: .create)
            _ = try store.createOrganisation(name: "Corp", at: at(0))
        }
        let store = try Store(path: temporary.path, access: .read)
        #expect(try store.organisation()?.name == "Corp")
    }

    @Test func `a file that everybody may write, and a link, are refused`() throws {
        _ = try Store(path: temporary.path, access: .create)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: temporary.path)
        #expect(error(opening: .read) == .writable(path: temporary.path))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: temporary.path)
        #expect(error(opening: .read) == nil)
        let moved = temporary.path + ".moved"
        try FileManager.default.moveItem(atPath: temporary.path, toPath: moved)
        try FileManager.default.createSymbolicLink(atPath: temporary.path, withDestinationPath: moved)
        #expect(error(opening: .read) == .unsafeFile(path: temporary.path))
    }

    @Test(arguments: [0o777, 0o1777]) func `a store in a folder that everybody may write is refused`(
        mode: Int
    ) throws {
        let folder = (temporary.path as NSString).deletingLastPathComponent
        _ = try Store(path: temporary.path, access: .create)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
        for access in [Store.Access.read, .write, .create] {
            #expect(error(opening: access) == .writable(path: folder))
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        #expect(error(opening: .read) == nil)
    }

    @Test func `a file that is no store is refused and left as it was`() throws {
        let junk = Data((0..<8_192).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try junk.write(to: URL(fileURLWithPath: temporary.path))
        #expect(error(opening: .read) == .notAStore(path: temporary.path))
        #expect(error(opening: .create) == .notAStore(path: temporary.path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: temporary.path)) == junk)
    }

    @Test func `a database of another program is refused`() throws {
        do {
            let connection = try Connection(path: temporary.path, flags: 6, patience: 0)
            try connection.run("CREATE TABLE t (x)")
        }
        #expect(error(opening: .write) == .notAStore(path: temporary.path))
    }

    @Test func `a store of a newer version is refused`() throws {
        do {
            _ = try Store(path: temporary.path, access: .create)
            let connection = try Connection(path: temporary.path, flags: 2, patience: 0)
            try connection.run("PRAGMA user_version = 99")
        }
        #expect(error(opening: .write) == .wrongVersion(found: 99, known: Schema.version))
        #expect(error(opening: .read) == .wrongVersion(found: 99, known: Schema.version))
    }

    @Test func `a failed transaction leaves nothing behind`() throws {
        let store = try Store(path: temporary.path, access: .create)
        #expect(throws: StoreError.refused(.nameTaken)) {
            try store.transaction { () throws(StoreError) in
                _ = try store.createOrganisation(name: "Corp", at: at(0))
                _ = try store.createOrganisation(name: "Corp", at: at(0))
            }
        }
        #expect(try store.organisation() == nil)
    }

    @Test func `a reader is not held up by a writer`() throws {
        let writer = try temporary.makeReady()
        try writer.transaction { () throws(StoreError) in
            try writer.setJITEnabled(false)
            do throws(StoreError) {
                let reader = try Store(path: temporary.path, access: .read)
                let sawOldValue = try reader.organisation()?.jitEnabled
                #expect(sawOldValue == true)
            } catch { Issue.record(error) }
        }
    }
}
