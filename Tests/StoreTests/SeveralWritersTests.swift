import Foundation
import Policy
import Synchronization
import Testing

@testable import Store

private final class Failures: Sendable {
    let list = Mutex<[StoreError]>([])
}

/// What others write to the same file at the same time.
@Suite final class SeveralWritersTests {
    let temporary: TemporaryStore
    let store: Store

    /// An organisation that is ready, and the owners Olivia and Adam.
    init() throws {
        temporary = try TemporaryStore()
        store = try temporary.makeReady()
        for name in ["olivia", "adam"] { try add(name, to: corp) }
    }

    private func add(_ name: String, to organisation: Organisation.ID) throws {
        try store.addMember(
            NewMember(
                email: EmailAddress("\(name)@corp.example")!, displayName: "", role: .owner,
                login: LoginName(name)!, managed: nil), of: organisation, at: at(0))
    }

    @Test func `what a switch depends on stays as it was read until the switch is set`() throws {
        try store.setSSORequired(false)
        let other = try Connection(path: temporary.path, flags: 2, patience: 0)
        try store.transaction { () throws(StoreError) in
            #expect(try store.facts(ofUnknownIn: corp, at: at(1)).hasVerifiedDomain)
            // The last verified domain.
            #expect(throws: StoreError.busy) { try other.run("UPDATE claim SET state = 6") }
            #expect(try store.facts(ofUnknownIn: corp, at: at(1)).hasVerifiedDomain)
            try store.setSSORequired(true)
        }
        let claim = try #require(try store.claim(on: DomainName("corp.example")!))
        #expect(throws: StoreError.refused(.lastVerifiedDomain)) { try store.requireReleasable(claim) }
    }

    @Test func `of two owners who remove each other at once, one stays`() throws {
        let path = temporary.path
        let members = try store.members()
        let done = DispatchSemaphore(value: 0)
        for _ in 0..<20 {
            let meeting = members.map { _ in DispatchSemaphore(value: 0) }
            let failures = Failures()
            for (index, member) in members.enumerated() {
                Thread.detachNewThread {
                    defer {
                        meeting[index].signal()
                        done.signal()
                    }
                    do throws(StoreError) {
                        let own = try Store(path: path, access: .write)
                        meeting[index].signal()
                        meeting[1 - index].wait()
                        try own.transaction { () throws(StoreError) in try own.setRole(.member, of: member) }
                    } catch {
                        failures.list.withLock { $0.append(error) }
                    }
                }
            }
            for _ in members { done.wait() }
            #expect(failures.list.withLock { $0 } == [.refused(.lastOwner)])
            #expect(try store.members().count { $0.role == .owner } == 1)
            for member in members { try store.setRole(.owner, of: member) }
        }
    }

    @Test func `the memberships of one person are read at one moment`() throws {
        let other = try store.createOrganisation(name: "Other", at: at(0))
        try add("olivia", to: other)
        try store.setSSORequired(true, of: other)
        let (path, writing) = (temporary.path, DispatchGroup())
        let isOver = Mutex(false)
        DispatchQueue.global().async(group: writing) {
            let connection = try? Connection(path: path, flags: 2, patience: 5_000)
            try? connection?.run("PRAGMA synchronous = OFF")
            while !isOver.withLock({ $0 }) {
                try? connection?.run("UPDATE organisation SET sso_required = 1 - sso_required")
            }
        }
        defer {
            isOver.withLock { $0 = true }
            writing.wait()
        }
        var (changes, torn, last) = (0, 0, true)
        for _ in 0..<20_000 where changes < 20 {
            let found = try store.facts(
                login: LoginName("olivia")!, uid: 1_000, isLocal: true, at: at(1)
            ).memberships.map(\.ssoRequired)
            if found[0] != found[1] { torn += 1 }
            if found[0] != last { changes += 1 }
            last = found[0]
        }
        #expect(changes == 20 && torn == 0)
    }
}
