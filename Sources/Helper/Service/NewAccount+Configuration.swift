internal import Accounts
internal import Policy
internal import Store

/// The account a new person gets on this host: a name out of their address, `/home/NAME`, the configured shell.
func newAccountRule(_ configuration: Configuration) -> NewAccountRule {
    let naming = AccountNaming(local: LocalAccountFiles())
    let shell = configuration.defaultShell
    return { (person, isTaken) throws(StoreError) in
        switch try naming.name(for: person.email, isTaken: isTaken) {
        case .success(let login): .named(login, home: "/home/" + login.description, shell: shell)
        case .failure(let refusal): .refused(refusal.description)
        }
    }
}
