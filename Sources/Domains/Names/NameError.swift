/// Why what was typed cannot be claimed. The text names the problem and says what to type instead; it is
/// printable ASCII, whatever was typed.
public enum NameError: Error, Sendable, Hashable {
    /// Nothing, or white space alone.
    case empty
    /// Longer than a name can be: more than 253 characters in its ASCII form, or a label of more than 63.
    case tooLong(String)
    /// An e-mail address; the name may be what follows the `@`.
    case emailAddress(typed: String, name: String)
    /// A URL, a path, or a name with a port; the name may be the host in it.
    case url(typed: String, name: String)
    /// An IP address.
    case ipAddress(String)
    /// `*.corp.com`: a claim is for exactly one name.
    case wildcard(typed: String, name: String)
    /// A label with an underscore: such names hold records, not people.
    case underscore(String)
    /// One label alone.
    case singleLabel(String)
    /// White space, a control character or one that nobody sees within.
    case whiteSpace(String)
    /// Not a name of the DNS (STD 3) or not one that IDNA2008 permits; the reason is libidn2's.
    case notAName(typed: String, reason: String)
    /// Reserved by RFC 6761 or in IANA's registry of special-use names: nobody can own it.
    case specialUse(String, reserved: String)
    /// People register names under this one; nobody's organisation is all of it.
    case publicSuffix(String, listDate: String)
    /// Anybody can have an address there.
    case consumerMail(String)
}

extension NameError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .empty:
            "no domain was given: type the part after the @ of your people's addresses, as in corp.com"
        case .tooLong(let typed):
            "\"\(typed)\" is too long: a name has at most 253 characters, 63 between two dots"
        case .emailAddress(let typed, let name):
            "\"\(typed)\" is an e-mail address: type only what follows the @\(Self.as(name))"
        case .url(let typed, let name):
            "\"\(typed)\" is an address of the web or has a port: type only the domain\(Self.as(name))"
        case .ipAddress(let typed):
            "\"\(typed)\" is an IP address: type the domain of your people's e-mail addresses"
        case .wildcard(let typed, let name):
            "\"\(typed)\" would be many names: a claim is for exactly one\(Self.as(name)),"
                + " so claim each by itself"
        case .underscore(let typed):
            "\"\(typed)\" has an underscore: type the domain itself, without _gatehouse-challenge or the like"
        case .singleLabel(let typed):
            "\"\(typed)\" is a single label: type the whole domain, as in corp.com"
        case .whiteSpace(let typed):
            "\"\(typed)\" has white space or an invisible character in it: type one domain without spaces"
        case .notAName(let typed, let reason):
            "\"\(typed)\" is no domain name (\(reason)): type letters, digits and hyphens between dots"
        case .specialUse(let name, let reserved):
            "\(name) cannot be owned: \(reserved) is reserved (RFC 6761)."
                + " Type a domain that is registered to you"
        case .publicSuffix(let name, let date):
            "\(name) is a public suffix, under which others register their names (list of \(date)):"
                + " type your own domain under it"
        case .consumerMail(let name):
            "at \(name) anybody can have an address: type a domain that belongs to your organisation alone"
        }
    }

    private static func `as`(_ name: String) -> String { name.isEmpty ? "" : ", as in \(name)" }
}
