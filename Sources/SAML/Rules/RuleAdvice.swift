/// What to do about broken rules.
extension RuleResult {
    /// What to do about this rule, in a sentence or two; `nil` when it holds, or nothing better can be said than what
    /// was expected. For administrators, at the command line and in the log.
    public var advice: String? {
        guard status == .fail else { return nil }
        let found = found ?? ""
        return switch code {
        case .parse02: "Is the value of a form URL-encoded, + as %2B? Save it as it was posted."
        case .sig04:
            "Let the identity provider put one signature right after the Issuer."
                + (found.contains("Issuer") ? Self.unless(.signatureLast) : "")
        case .sig06:
            "Let the identity provider refer to the ID of what it signs."
                + (found == "an empty URI" ? Self.unless(.emptyURI) : "")
        case .sig08, .sig09:
            "Let the identity provider use exclusive canonicalisation."
                + (found.hasSuffix(TransformAlgorithm.inclusiveC14N) ? Self.unless(.c14n10) : "")
        case .sig12, .sig13:
            "Let the identity provider sign with SHA-256."
                + (found.hasSuffix("sha1") ? Self.unless(.sha1) : "")
        case .sig15: "The certificate is for another kind of key: take the identity provider's metadata anew."
        case .sig16:
            "Compare the certificates: gatehouse assertion inspect, with --idp-metadata or --idp-cert."
        case .sig18:
            "Let the identity provider make a key of 2048 bits or more."
                + (Self.isShortButBearable(found) ? Self.unless(.rsa1024) : "")
        case .enc01: Self.encryptAnew + (Self.cipherWeakness(found).map(Self.unless) ?? "")
        case .enc03:
            "Let the identity provider transport the key by RSA-OAEP."
                + (found.hasSuffix("rsa-1_5") ? Self.unless(.rsa15) : "")
        case .enc04:
            "Is it encrypted for another certificate? Give the identity provider the current one "
                + "(gatehouse sp-metadata), and keep the old key while it changes."
        case .enc07: "Give --decryption-key, or decryption-keys in gatehouse.conf."
        case .resp03: "The identity provider itself said no; the reason is its last part."
        case .resp04, .asrt05:
            "Compared with the postback URL: --acs-url, or this host's (gatehouse postback-url)."
        case .resp05, .asrt02: "Compared with the entity ID of --idp-metadata, --idp-entity-id or --idp."
        case .resp06, .asrt08: "Compared with --request-id."
        case .resp08: "Give --request-id instead of --unsolicited, if it answers a request."
        case .asrt07:
            "Let the identity provider leave NotBefore out of the confirmation." + Self.unless(.scdNotBefore)
        case .asrt11: "Compared with the entity ID: --sp-entity-id, or this host's (gatehouse sp-metadata)."
        case .nid04: "Let the identity provider send a name that lasts: persistent, or emailAddress."
        case .attr02, .attr03: "Let the identity provider send \"email\", once and with one value."
        case .attr05:
            "Claim the domain: gatehouse domain claim. Or let the identity provider send another address."
        case .rpl01: "Sign in anew: every response can be used once."
        default: nil
        }
    }

    private static let encryptAnew =
        "Let the identity provider encrypt with AES-256-GCM (gatehouse sp-metadata asks for it)."

    /// How to go on until the identity provider does better.
    private static func unless(_ weakness: Weakness) -> String {
        " Until it can: --legacy \(weakness.rawValue)"
    }

    private static func cipherWeakness(_ found: String) -> Weakness? {
        ContentCipher(rawValue: found)?.weakness
    }

    /// Whether `found` speaks of an RSA key that the weakness would let pass.
    private static func isShortButBearable(_ found: String) -> Bool {
        let words = found.split(separator: " ")
        guard let place = words.firstIndex(of: "RSA"), words.count > place + 2,
            let bits = Int(words[place + 2])
        else { return false }
        return (1024..<2048).contains(bits)
    }
}
