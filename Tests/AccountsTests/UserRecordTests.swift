import Policy
import Testing

@testable import Accounts

@Suite struct `A record that is given out` {
    private let uid = UIDRange.managed.lowerBound

    @Test(arguments: [
        0, 1, 999, 1000, 65534, UIDRange.managed.lowerBound - 1, UIDRange.managed.upperBound + 1, .max,
    ])
    func `never has a uid of anybody else`(uid: UInt32) {
        #expect(throws: UserRecordError.uidOutOfRange(login("alice"), uid)) {
            try UserRecord(login: login("alice"), uid: uid, realName: "", shell: "/bin/bash")
        }
    }

    @Test func `lives in its own home unless told otherwise`() throws {
        let record = try UserRecord(login: login("alice"), uid: uid, realName: "", shell: "/bin/bash")
        #expect(record.home == "/home/alice")
        let other = try UserRecord(
            login: login("alice"), uid: uid, realName: "", home: "/srv/a", shell: "/bin/bash")
        #expect(other.home == "/srv/a")
    }

    @Test(arguments: [
        "", "bin/sh", "/", "//bin", "/bin/", "/home/../root", "/./x", "/home/a:b", "/home/a\nb", "/a b",
    ])
    func `has plain absolute paths only`(path: String) {
        #expect(throws: UserRecordError.badPath(login("alice"), path)) {
            try UserRecord(login: login("alice"), uid: uid, realName: "", home: path, shell: "/bin/bash")
        }
        #expect(throws: UserRecordError.badPath(login("alice"), path)) {
            try UserRecord(login: login("alice"), uid: uid, realName: "", shell: path)
        }
    }

    @Test func `has a name for people that breaks no line`() throws {
        func realName(_ text: String) throws -> String {
            try UserRecord(login: login("alice"), uid: uid, realName: text, shell: "/bin/bash").realName
        }
        #expect(try realName("Müller-Łoś, Carol") == "Müller-Łoś, Carol")
        #expect(try realName("A:0:0\nroot\u{0}\u{85}\u{1B}") == "A 0 0 root   ")
        #expect(try realName(String(repeating: "é", count: 200)).utf8.count == 256)
    }
}
