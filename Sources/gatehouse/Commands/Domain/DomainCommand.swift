internal import ArgumentParser
internal import Domains
internal import Helper
internal import Policy
internal import Store

struct DomainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "domain", abstract: "Claimed domains: single sign-on works on no others.",
        subcommands: [Claim.self, List.self, Show.self, Verify.self, Explain.self, Release.self])

    /// The claim that counts for the domain somebody typed.
    static func find(_ typed: String, _ options: GlobalOptions) throws -> DomainClaim {
        let name = try ClaimableNames.name(typed)
        guard let claim = try options.read({ try $0.claim(on: name, of: $1) }) else {
            throw CommandFailure.refused("\(name) is not claimed. See: gatehouse domain list")
        }
        return claim
    }

    /// As ``find(_:_:)``, unless it is a tombstone.
    static func findOpen(_ typed: String, _ options: GlobalOptions) throws -> DomainClaim {
        let claim = try find(typed, options)
        guard claim.state != .withdrawn, claim.state != .expired else {
            throw CommandFailure.refused(
                """
                \(claim.domain) is \(claim.state.name), and its token with it.
                To claim it anew, run: gatehouse domain claim \(claim.domain)
                """)
        }
        return claim
    }

    /// The claim's token in the form that the look-up takes.
    static func token(of claim: DomainClaim) throws(CommandFailure) -> ClaimToken {
        guard let token = ClaimToken(claim.token.utf8) else {
            throw .cannotTell(
                "the token of \(claim.domain) in the store is damaged. Release it and claim again.")
        }
        return token
    }
}

extension ClaimableNames {
    /// The rules of this host.
    init(_ dns: Configuration.DNS) throws(PublicSuffixList.Failure) {
        self.init(
            publicSuffixes: try PublicSuffixList(path: dns.publicSuffixes),
            specialUse: .registry.allowing(dns.ownNames))
    }
}
