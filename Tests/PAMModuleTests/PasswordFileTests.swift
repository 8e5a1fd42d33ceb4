import Foundation
import Testing

@testable import PAMModule

@Suite struct PasswordFileTests {
    @Test func aNameIsFoundOnlyAsAWhole() throws {
        let path = NSTemporaryDirectory() + "gatehouse-passwd-" + UUID().uuidString
        try Data("# comment\nroot:x:0:0::/root:/bin/sh\nalice2:x:1:1::/:/bin/sh\nbroken\n".utf8)
            .write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(PasswordFile.contains(Array("root".utf8), path: path) == true)
        #expect(PasswordFile.contains(Array("alice".utf8), path: path) == false)
        #expect(PasswordFile.contains(Array("broken".utf8), path: path) == false)
    }

    @Test func anUnreadableFileIsNoAnswer() {
        #expect(PasswordFile.contains(Array("root".utf8), path: "/nonexistent/passwd") == nil)
    }
}
