internal import ArgumentParser
internal import Helper
internal import Policy
internal import Store

extension DomainCommand {
    struct Release: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "release",
            abstract: "Give a claim up: single sign-on stops working on that domain.",
            discussion: """
                On a terminal it says whom that shuts out, asks for the domain's name once more, and for the \
                operator's password as `claim` does. Without a terminal it takes root, and --yes. While single \
                sign-on is required, the last verified domain wants --force, too.
                """)
        @Argument(help: "The claimed domain.") var domain: String
        @Flag(help: "Do not ask for the name once more.") var yes = false
        @Flag(help: "Release the last verified domain although single sign-on is required.") var force = false
        @OptionGroup var options: GlobalOptions

        struct Released: Report {
            let claim: ClaimReport
            let effect: ReleaseEffect

            func encode(to encoder: any Encoder) throws {
                try claim.encode(to: encoder)
                try effect.encode(to: encoder)
            }

            var text: String {
                """
                \(claim.title) is released.
                \(effect.text)
                The record may leave DNS now. To claim it again takes a new one.
                """
            }
        }

        func answer() async throws -> Released {
            let claim = try findOpen(domain, options)
            let store = try options.openStore(.read)
            let effect = try ReleaseEffect(of: claim, in: store)
            let isNeeded = try Self.isNeeded(claim, in: store)
            guard force || !isNeeded else {
                throw CommandFailure.refused(
                    """
                    \(claim.domain) is the last verified domain, and single sign-on is required.
                    \(effect.text)
                    Claim another domain first, or run: gatehouse sso require off
                    If it is meant all the same, add --force.
                    """)
            }
            try confirm(claim, effect)
            let forced = isNeeded ? ", forced: the last verified domain, single sign-on required" : ""
            let proof = try OperatorProof.demand(
                to: "release \(claim.domain)", for: .domainRelease, of: claim.domain.description, options)
            try options.change(
                .domainRelease, of: claim.domain.description,
                before: { (store, _) throws(StoreError) in try store.claim(id: claim.id)?.state.name ?? "" },
                after: ClaimState.withdrawn.name, detail: "\(proof.detail)\(forced). \(effect.text)"
            ) { (store, _) throws(StoreError) in
                // It was not when somebody decided.
                if !isNeeded { try store.requireReleasable(claim) }
                guard try store.withdraw(claim: claim.id, at: .now) != nil else { throw .conflict }
            }
            return Released(claim: ClaimReport(try find(domain, options)), effect: effect)
        }

        /// Single sign-on is required, and works on no other domain.
        private static func isNeeded(
            _ claim: DomainClaim, in store: borrowing Store
        ) throws(StoreError) -> Bool {
            do throws(StoreError) {
                try store.requireReleasable(claim)
                return false
            } catch .refused(.lastVerifiedDomain) {
                return true
            }
        }

        private func confirm(_ claim: DomainClaim, _ effect: ReleaseEffect) throws(CommandFailure) {
            guard !yes else { return }
            try Confirmation(
                consequence: effect.text, purpose: "to release it", answer: claim.domain.description
            ).demand(options)
        }
    }
}
