import Testing

@testable import PAMModule

@Suite struct ModuleOptionsTests {
    private func options(_ words: String...) -> ModuleOptions {
        ModuleOptions(words.map { Array($0.utf8) })
    }

    @Test func withoutWordsTheDefaultsHold() {
        let options = options()
        #expect(options.store == "/var/lib/gatehouse/gatehouse.db")
        #expect(options.socket == "/run/gatehouse/login.sock")
        #expect(
            options.timeout == 1 && !options.deniesLocalOnStoreFailure && !options.checksStatusOnly
                && !options.debug)
    }

    @Test func everyOptionIsRead() {
        let options = options(
            "store=/a/b", "socket=/c", "timeout=5", "store-failure=deny", "account=status", "debug",
            "password=accepted")
        #expect(options.store == "/a/b" && options.socket == "/c" && options.timeout == 5)
        #expect(
            options.deniesLocalOnStoreFailure && options.checksStatusOnly && options.debug
                && options.followsPassword)
        #expect(options.unknown.isEmpty)
    }

    @Test func theLastOneCounts() {
        #expect(!options("store-failure=deny", "store-failure=local").deniesLocalOnStoreFailure)
    }

    @Test func whatIsNotUnderstoodChangesNothing() {
        let words = [
            "Debug", "store=", "store=relative", "socket=x", "timeout=", "timeout=0", "timeout=61",
            "timeout=2s",
            "timeout=99999999999999999999", "store-failure=", "account=", "",
        ]
        var options = ModuleOptions(words.map { Array($0.utf8) })
        #expect(options.unknown.map { String(decoding: $0, as: UTF8.self) } == words)
        options.unknown = []
        #expect(options == ModuleOptions())
    }
}
