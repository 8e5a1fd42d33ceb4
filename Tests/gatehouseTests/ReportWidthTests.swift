import Accounts
import Domains
import Foundation
import Helper
import Policy
import Testing

@testable import Store
@testable import gatehouse

/// What every report looks like where all names are long.
@Suite struct ReportWidthTests {
    let host = try! LongNames()

    /// Lines that are too long and could be shorter.
    private func misfits(_ text: String, _ width: Int) -> [String] {
        let named = Advice.naming(LongNames.organisation, in: text)
        let laidOut = Layout(width: width).text(named)
        // Nothing is lost, and nothing that has to be pasted is broken.
        func letters(_ text: String) -> String { text.filter { !$0.isWhitespace && !".,;".contains($0) } }
        #expect(letters(laidOut) == letters(named))
        let lines = laidOut.split(separator: "\n")
        for command in named.split(separator: "\n").flatMap({ Advice($0).pieces }).filter(\.isCommand) {
            #expect(
                lines.contains {
                    $0.contains(Advice.ends(command.text) ? command.text.dropLast() : command.text[...])
                }, "\(command.text) is broken")
        }
        return lines.filter { line in
            let pieces = Advice(line).pieces
            let isWhole = pieces.count == 1 || pieces.count == 2 && pieces[1].isCommand
            return line.count > width && !isWhole
        }.map(String.init)
    }

    private func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for width in [80, 100] {
            #expect(misfits(text, width) == [], sourceLocation: sourceLocation)
        }
    }

    private func forecast(_ change: (inout Assumption) -> Void = { _ in }) throws -> AccessForecast {
        var assumption = Assumption(organisation: host.id)
        change(&assumption)
        return try AccessForecast(of: host.store, assuming: assumption, at: LongNames.now)
    }

    @Test func `access security`() throws {
        check(try AccessSecurity(host.store.organisation(host.id)!, in: host.store, at: LongNames.now).text)
        check(try RequirementGuard(of: host.id, in: host.store, at: LongNames.now).refusal)
    }

    @Test func `what would happen`() throws {
        let forecast = try forecast {
            $0.isRequired = true
            $0.lapsed = [LongNames.domain]
            $0.isProviderDown = true
        }
        let assumed = [
            "single sign-on is required", "\(LongNames.domain) is no longer verified", "and so on",
        ]
        check(
            Simulate.Consequences(
                organisation: LongNames.organisation, assumed: assumed, people: forecast.people,
                losingAccess: 2,
                ownersLosingAccess: 1, newPeople: forecast.newPeople
            ).text)
    }

    @Test func `why somebody gets in`() throws {
        let organisations = try host.store.organisations()
        let standing = Standing([try host.store.facts(of: host.owner, at: LongNames.now)])
        let decision = decide(standing, method: .password)
        check(
            Explain.Explanation(
                user: "\(host.owner.email)", service: "sshd", method: nil,
                organisation: LongNames.organisation, row: 1,
                outcome: "deny", reason: Message.detailed(decision), message: Message.beforeProof(decision),
                proofs: [Explained(decision, .password, organisations: organisations)],
                memberships: standing.memberships.map { MembershipFacts($0, organisations: organisations) }
            ).text)
    }

    @Test func `people`() throws {
        check(MemberCommand.List.People(members: try host.store.members(of: host.id).map { .init($0) }).text)
    }

    @Test func `the identity provider`() throws {
        let report = IDPReport(
            LongNames.provider, try host.store.metadataState(of: host.id), at: LongNames.now)
        check(report.text)
        check(Added(identityProvider: report).text)
        check(
            Decided(
                text: "In force now. \(Decided.consequence) Changed:", changes: [LongNames.provider.entityID]
            )
            .text)
        check(
            IDPRefresh.Result(
                .waiting(["sign-in URL: \(LongNames.provider.entityID)"]), name: LongNames.provider.name
            )
            .text)
    }

    @Test func `the organisation`() throws {
        check(OrgReport(try host.store.organisation(host.id)!, seatsTaken: 2).text)
    }

    @Test func `recovery codes`() throws {
        check(
            RecoveryOwners(
                try host.store.recoveryCodes(of: host.id),
                [
                    RecoveryUse(
                        id: 1, login: host.owner.login, number: 1, at: LongNames.now,
                        origin: "sshd from 2001:db8:1111:2222:3333:4444:5555:6666")
                ]
            ).text)
    }

    @Test func `the audit log`() throws {
        try host.store.transaction { () throws(StoreError) in
            try host.store.record(
                AuditEntry(
                    at: LongNames.now, event: .memberSetRole, actor: "\(host.owner.login) (as root)",
                    subject: "\(host.owner.email)", organisation: host.id, outcome: .changed,
                    before: LongNames.organisation, after: "\(host.owner.email)",
                    origin: AuditOrigin(service: "sshd", remoteHost: "2001:db8::1", terminal: "pts/1"),
                    reference: "7QK2", detail: "loses access: \(host.owner.email), \(host.owner.email)"))
        }
        for record in try host.store.auditEntries(AuditSelection(limit: 10)) {
            check(AuditReport(record).text)
        }
    }

    @Test func `claimed domains`() throws {
        let claims = try host.store.claims(of: host.id)
        check(DomainCommand.List.Claims(domains: claims.map { ClaimReport($0) }).text)
        for claim in claims {
            check(ClaimReport(claim).standing)
            check(try ReleaseEffect(of: claim, in: host.store).text)
        }
    }

    @Test(arguments: [
        SettingsGuard.nameTaken, .planLacksSSO, .planInUse, .noSeat(limit: 100), .lastOwner,
        .identityProviderInUse,
        .lastVerifiedDomain, .entityIDTaken, .removedForGood,
    ])
    func `what a setting is kept from`(guarded: SettingsGuard) {
        check("gatehouse: \(guarded).")
    }
}
