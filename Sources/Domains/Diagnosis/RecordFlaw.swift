/// How a TXT record differs from the one that is wanted.
public enum RecordFlaw: Sendable, Hashable, CaseIterable {
    /// Quotation marks, straight or typographic, are part of the value.
    case quotes
    /// White space is part of the value.
    case whiteSpace
    /// Capital letters.
    case letterCase
    /// `gatehouse-domain-verify=` is missing, or not quite that.
    case prefix
    /// The end is missing.
    case truncated
    /// Something follows the token.
    case trailing
    /// The token of an older claim on this domain.
    case older
    /// A token, but of another claim.
    case other

    /// The flaw of one record; `nil` when it has nothing to do with a claim, or is right.
    static func find(in text: [UInt8], token: ClaimToken, older: [ClaimToken]) -> RecordFlaw? {
        let wanted = token.recordValue
        guard text != wanted, text.count <= 1_024 else { return nil }
        let plain = String(decoding: text, as: UTF8.self)
        let unquoted = plain.filter {
            !"\"'`\\\u{201C}\u{201D}\u{201E}\u{2018}\u{2019}\u{AB}\u{BB}".contains($0)
        }
        let dense = unquoted.filter { !$0.isWhitespace && $0 != "\u{200B}" && $0 != "\u{FEFF}" }
        let value = Array(dense.lowercased().utf8)
        if value == wanted {
            if unquoted != plain { return .quotes }
            return dense != unquoted ? .whiteSpace : .letterCase
        }
        if value.starts(with: wanted) { return .trailing }
        if value.count > ClaimToken.prefix.count + 4, wanted.starts(with: value) { return .truncated }
        if value.starts(with: ClaimToken.prefix) {
            let rest = value.dropFirst(ClaimToken.prefix.count)
            return older.contains { $0.bytes == Array(rest) } ? .older : .other
        }
        let hasToken = value.indices.contains { value[$0...].starts(with: token.bytes) }
        return hasToken ? .prefix : nil
    }

    /// What is wrong, within a sentence.
    var sentence: String {
        switch self {
        case .quotes: "the value has quotation marks in it"
        case .whiteSpace: "the value has white space in it"
        case .letterCase: "the value has capital letters"
        case .prefix: "the value does not begin with gatehouse-domain-verify="
        case .truncated: "the end of the token is missing"
        case .trailing: "something follows the token"
        case .older: "the token is that of an older claim"
        case .other: "the token is that of another claim"
        }
    }

    /// What to do.
    var advice: String {
        switch self {
        case .quotes: "Type the value without quotation marks: this panel adds its own."
        case .whiteSpace, .letterCase, .prefix, .truncated, .trailing:
            "Copy the whole value once more, from gatehouse-domain-verify= to its last character."
        case .older: "Replace it by the value of the present claim: each claim has a token of its own."
        case .other:
            "If it is another organisation's or service's, leave it, and add yours as a record of its own."
        }
    }
}
