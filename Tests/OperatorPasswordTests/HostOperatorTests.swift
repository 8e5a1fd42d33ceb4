import Testing

@testable import OperatorPassword

/// Whose password is asked for.
@Suite struct HostOperatorTests {
    static let accounts: [UInt32: String] = [0: "root", 1000: "olivia", 1001: "alice"]

    static func who(login: UInt32? = nil, sudo: String? = nil, as uid: UInt32 = 0) -> HostOperator? {
        HostOperator(loginUID: login, sudoUser: sudo, effectiveUID: uid) { accounts[$0] }
    }

    @Test func `behind root stands who logged in, whatever the environment says`() throws {
        let person = try #require(Self.who(login: 1000, sudo: "alice"))
        #expect(person.account == "olivia")
        #expect(person.basis == .login)
    }

    @Test func `without a login behind root stands who called sudo`() throws {
        let person = try #require(Self.who(sudo: "alice"))
        #expect(person.account == "alice")
        #expect(person.basis == .sudo)
    }

    @Test(arguments: [(nil, nil), (0, "alice"), (nil, ""), (nil, "root")] as [(UInt32?, String?)])
    func `root is root where nobody stands behind it`(login: UInt32?, sudo: String?) throws {
        let person = try #require(Self.who(login: login, sudo: sudo))
        #expect(person.account == "root")
        #expect(person.basis == .process)
    }

    @Test func `a login from outside a container is nobody here`() throws {
        #expect(try #require(Self.who(login: 4242, sudo: "alice")).account == "alice")
        #expect(try #require(Self.who(login: 4242)).account == "root")
    }

    @Test func `who is not root is asked for the own password`() throws {
        let person = try #require(Self.who(login: 1001, sudo: "alice", as: 1000))
        #expect(person.account == "olivia")
        #expect(person.basis == .process)
    }

    @Test func `an unknown uid is nobody`() {
        #expect(Self.who(login: 1000, as: 4242) == nil)
    }

    @Test(arguments: [nil, 0] as [UInt32?]) func `root of its own accord needs no terminal`(login: UInt32?) {
        for callers in [[], ["0", "root"]] {
            #expect(HostOperator.isRootItself(loginUID: login, callers: callers, effectiveUID: 0))
        }
        #expect(!HostOperator.isRootItself(loginUID: login, callers: [], effectiveUID: 1000))
    }

    @Test func `who became root is nobody without a terminal`() {
        #expect(!HostOperator.isRootItself(loginUID: 1000, callers: [], effectiveUID: 0))
        #expect(!HostOperator.isRootItself(loginUID: 4242, callers: [], effectiveUID: 0))
        for callers in [["1000", "olivia"], ["0", "olivia"], ["1000"], [""]] {
            #expect(!HostOperator.isRootItself(loginUID: nil, callers: callers, effectiveUID: 0))
        }
    }

    @Test func `a locked account has no password, one with a hash has one`() {
        for field in ["", "!", "*", "!$y$j9T$abc", "*LK*"] {
            #expect(HostOperator.fitsNone(field.utf8.first ?? 0))
        }
        for field in ["$y$j9T$abc", "$6$abc", "ab1234567890."] {
            #expect(!HostOperator.fitsNone(field.utf8.first ?? 0))
        }
    }
}
