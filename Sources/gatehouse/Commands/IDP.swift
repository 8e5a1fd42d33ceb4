internal import ArgumentParser
internal import Foundation
internal import Policy
internal import SAML
internal import Store

struct IDP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The identity provider.", subcommands: [Add.self, List.self, Remove.self])

    /// The configured identity provider, for JSON.
    struct Provider: Report {
        let name, entityID, signInURL: String
        let enabled, proven: Bool
        let certificates: [SigningCertificate]

        struct SigningCertificate: Encodable { let sha256, notBefore, notAfter: String }

        init(_ provider: IdentityProvider) {
            name = provider.name
            entityID = provider.entityID
            signInURL = provider.signInURL
            enabled = provider.isEnabled
            proven = provider.facts.isProven
            certificates = provider.certificates.map {
                SigningCertificate(
                    sha256: (try? Certificate(der: $0.der).fingerprintSHA256) ?? "unreadable",
                    notBefore: $0.validity.notBefore.iso8601, notAfter: $0.validity.notAfter.iso8601)
            }
        }

        var text: String {
            let lines = [
                "\(name)  \(enabled ? "enabled" : "disabled"), \(proven ? "proven" : "nobody has signed in through it yet")",
                "  entity ID    \(entityID)", "  sign-in URL  \(signInURL)",
            ]
            return (lines + certificates.map { "  certificate  until \($0.notAfter)  SHA-256 \($0.sha256)" })
                .joined(separator: "\n")
        }
    }

    struct Add: ReportingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add the identity provider from its metadata.")
        @Argument(help: "A name for it on this host.") var name: String
        @Option(help: ArgumentHelp("Its SAML metadata.", valueName: "file")) var metadata: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Provider {
            guard let data = FileManager.default.contents(atPath: metadata) else {
                throw CommandFailure.cannotTell("\(metadata) cannot be read.")
            }
            let provider = try read([UInt8](data))
            if let present = try options.openStore(.read).identityProvider() {
                throw CommandFailure.refused(
                    "\(present.name) is the identity provider already. Run first: gatehouse idp remove \(present.name)"
                )
            }
            try options.change("idp.add", of: name, detail: provider.entityID) {
                (store) throws(StoreError) in try store.addIdentityProvider(provider)
            }
            return Provider(provider)
        }

        private func read(_ xml: [UInt8]) throws(CommandFailure) -> IdentityProvider {
            let described: IdentityProviderMetadata
            do {
                described = try IdentityProviderMetadata(xml: xml)
            } catch {
                throw .refused("\(metadata): \(error)")
            }
            if let end = described.validUntil, end <= UnixTime.now.seconds {
                throw .refused("\(metadata): was valid until \(UnixTime(seconds: end).iso8601). Get it anew.")
            }
            guard !described.wantsSignedRequests else {
                throw .refused(
                    "\(metadata): wants signed requests, which Gatehouse does not send. Switch that off there."
                )
            }
            guard let signInURL = described.singleSignOnURLs.redirect else {
                throw .refused(
                    "\(metadata): offers no sign-in by HTTP-Redirect, the only one Gatehouse begins.")
            }
            return IdentityProvider(
                name: name, entityID: described.entityID, signInURL: signInURL,
                certificates: described.signingCertificates.map {
                    .init(
                        der: $0.der,
                        validity: .init(
                            notBefore: UnixTime(seconds: $0.notBefore),
                            notAfter: UnixTime(seconds: $0.notAfter)))
                },
                changedAt: .now)
        }
    }

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(abstract: "Show the identity provider.")
        @OptionGroup var options: GlobalOptions

        struct Providers: Report {
            let identityProviders: [Provider]
            var text: String {
                identityProviders.isEmpty
                    ? "None. Run: gatehouse idp add NAME --metadata FILE"
                    : identityProviders.map(\.text).joined(separator: "\n")
            }
        }

        func answer() async throws -> Providers {
            Providers(
                identityProviders: try options.openStore(.read).identityProvider().map { [Provider($0)] }
                    ?? [])
        }
    }

    struct Remove: ReportingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove the identity provider: nobody can sign in by single sign-on any more.")
        @Argument(help: "Its name on this host.") var name: String
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Done {
            guard try options.openStore(.read).identityProvider()?.name == name else {
                throw CommandFailure.refused("there is no identity provider \(name). See: gatehouse idp list")
            }
            try options.change("idp.remove", of: name, detail: "removed") { (store) throws(StoreError) in
                guard try store.removeIdentityProvider(name: name) else { throw .conflict }
            }
            return Done(
                done:
                    "\(name) is removed. Owners and admins may use their password until another one is added."
            )
        }
    }
}
