internal import ArgumentParser
internal import Foundation
internal import Policy
internal import Store

struct IDPRemove: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove the identity provider: nobody can sign in by single sign-on any more.",
        discussion: "To change its metadata, certificates or weaknesses, run: gatehouse idp set NAME")
    @Argument(help: "Its name on this host.") var name: String
    @Flag(help: "Do not ask, although somebody has signed in through it.") var yes = false
    @Flag(help: "Remove it although single sign-on is required. The audit log tells.") var force = false
    @OptionGroup var options: GlobalOptions

    func answer() async throws -> Done {
        let store = try options.openStore(.read)
        let organisation = try options.organisation(in: store)
        let provider = try IDP.find(name, in: store, of: organisation.id)
        let isForced = force && organisation.ssoRequired
        if organisation.ssoRequired, !force { throw StoreError.refused(.identityProviderInUse) }
        if provider.provenAt != nil, !yes { try ask() }
        let detail = isForced ? "removed by force, although single sign-on is required" : "removed"
        try options.change(
            .identityProviderRemove, of: name, before: { (_, _) in provider.entityID }, detail: detail
        ) { (store, organisation) throws(StoreError) in
            guard try store.identityProvider(of: organisation) == provider else { throw .conflict }
            try store.removeIdentityProvider(of: organisation, isForced: isForced)
        }
        return Done(
            done: "\(name) is removed. Owners and admins may use their password until another one is added.")
    }

    private func ask() throws(CommandFailure) {
        let consequence =
            "people sign in through \(name): without it members cannot log in, and owners and admins may use their password."
        guard isatty(STDIN_FILENO) == 1 else {
            throw .refused(
                "\(consequence) To change it, run: gatehouse idp set \(name). To remove it: gatehouse idp remove \(name) --yes"
            )
        }
        Notice.print(consequence + " To change it, there is: gatehouse idp set \(name)")
        FileHandle.standardError.write(Data("Type \(name) to remove it: ".utf8))
        guard readLine() == name else { throw .refused("nothing is removed.") }
    }
}
