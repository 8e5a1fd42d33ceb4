public import Policy

/// Turns what an operator types into the one form of a name, and says which names can be claimed.
public struct ClaimableNames: Sendable {
    /// The list in use; its date belongs into what commands show.
    public let publicSuffixes: PublicSuffixList
    private let specialUse: SpecialUseNames

    /// The rules of this host.
    ///
    /// - Parameter specialUse: refused with all names below them. A host whose own DNS serves some of them
    ///   says so: `.registry.allowing(["example"])`.
    public init(publicSuffixes: PublicSuffixList, specialUse: SpecialUseNames = .registry) {
        self.publicSuffixes = publicSuffixes
        self.specialUse = specialUse
    }

    /// The name to claim: A-labels, lower case, no closing dot.
    ///
    /// - Throws: `NameError`; see its cases for everything that is refused.
    public func claimable(_ typed: String) throws(NameError) -> DomainName {
        let name = try Self.name(typed)
        if let reserved = specialUse.reserved(above: name) {
            throw .specialUse(name.description, reserved: reserved)
        }
        guard !publicSuffixes.isSuffix(name) else {
            throw .publicSuffix(name.description, listDate: publicSuffixes.date.day)
        }
        guard !ConsumerMailDomains.contains(name) else { throw .consumerMail(name.description) }
        return name
    }

    /// The one form of a name, whether or not it may be claimed: for commands about a claim that exists.
    public static func name(_ typed: String) throws(NameError) -> DomainName {
        try refuseOtherThings(typed)
        let ascii = try InternationalName.ascii(typed)
        let shown = SafeText.printable(typed.utf8, limit: 80)
        // Full-width digits become ASCII only here.
        guard !isAddress(ascii) else { throw .ipAddress(shown) }
        if let name = DomainName(ascii) { return name }
        let bare = ascii.hasSuffix(".") ? String(ascii.dropLast()) : ascii
        if !bare.contains("."), DomainName(bare + ".com") != nil { throw .singleLabel(shown) }
        if ascii.utf8.count > 253 { throw .tooLong(shown) }
        throw .notAName(
            typed: shown, reason: "a character that names do not have, or at a place where they do not")
    }

    /// What people paste instead of a name, told apart so that the answer can help.
    private static func refuseOtherThings(_ typed: String) throws(NameError) {
        let shown = SafeText.printable(typed.utf8, limit: 80)
        guard typed.contains(where: { !$0.isWhitespace }) else { throw .empty }
        // 253 ASCII characters are at most a quarter of this in UTF-8; longer input is not worth a look.
        guard typed.utf8.count <= 1_012 else { throw .tooLong(shown) }
        guard !typed.unicodeScalars.contains(where: { $0.value < 0x21 || (0x7F...0xA0).contains($0.value) }),
            !typed.contains(where: \.isWhitespace), !typed.unicodeScalars.contains(where: isInvisible)
        else { throw .whiteSpace(shown) }
        if typed.contains("/") {
            throw .url(typed: shown, name: suggestion(host(of: typed)))
        }
        if typed.contains("@") {
            throw .emailAddress(typed: shown, name: suggestion(typed.split(separator: "@").last ?? ""))
        }
        guard !isAddress(typed) else { throw .ipAddress(shown) }
        if typed.contains(":") { throw .url(typed: shown, name: suggestion(host(of: typed))) }
        if typed.hasPrefix("*.") || typed == "*" {
            throw .wildcard(typed: shown, name: suggestion(typed.dropFirst(2)))
        }
        if typed.contains("_") { throw .underscore(shown) }
    }

    /// UTS 46 would drop them, so that two things that look the same would be typed differently. The two joiners are
    /// letters of some scripts: IDNA2008 has rules for them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{200C}" && scalar != "\u{200D}"
    }

    /// The host of something like a URL: no scheme, no person, no port, no path.
    private static func host(of typed: String) -> Substring {
        var rest = typed[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.prefix { !"/?#".contains($0) }
        if let person = rest.lastIndex(of: "@") { rest = rest[rest.index(after: person)...] }
        return rest.prefix { $0 != ":" }
    }

    /// Only a name is suggested, in the form in which it would be accepted.
    private static func suggestion(_ text: Substring) -> String {
        guard let ascii = try? InternationalName.ascii(String(text)), let name = DomainName(ascii) else {
            return ""
        }
        return name.description
    }

    private static func isAddress(_ text: String) -> Bool {
        let inner = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        return NameServer.address(inner) != nil
    }
}
