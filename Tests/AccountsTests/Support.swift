import Policy

@testable import Accounts

/// A login name that the test knows to be one.
func login(_ text: String) -> LoginName {
    guard let name = LoginName(text) else { fatalError("\(text) is no login name") }
    return name
}

/// An address that the test knows to be one.
func email(_ text: String) -> EmailAddress {
    guard let address = EmailAddress(text) else { fatalError("\(text) is no address") }
    return address
}

/// A host with these accounts and groups.
struct ListedAccounts: LocalAccounts {
    var accounts: Set<String> = []
    var groups: Set<String> = []
    var groupMembers: Set<String> = []
    var isReadable = true

    func hasAccount(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        guard isReadable else { throw LocalAccountsError(path: "/etc/passwd") }
        return accounts.contains(name.description)
    }

    func hasGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool { groups.contains(name.description) }

    func isInGroup(_ name: LoginName) throws(LocalAccountsError) -> Bool {
        groupMembers.contains(name.description)
    }
}
