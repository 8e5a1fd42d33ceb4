internal import CIDN2
public import Policy

/// IDNA2008 by libidn2: lookup with the mapping of UTS 46 (case, width, composition, ideographic dots),
/// non-transitional (`ß` stays itself), A-labels checked by their round trip. Of the STD 3 rules libidn2's
/// own version is not used: it drops what they forbid (`co!rp.com` would become `corp.com`). `DomainName` has
/// them.
///
/// Spec: RFC 5891, section 5; UTS 46, section 4.
enum InternationalName {
    /// The A-label form of a name, which may still hold ASCII characters that no name may have.
    ///
    /// - Parameter typed: no control characters, so no NUL.
    /// - Throws: `NameError.tooLong` or `.notAName`.
    static func ascii(_ typed: String) throws(NameError) -> String {
        var output: UnsafeMutablePointer<CChar>?
        let flags = Int32(IDN2_NONTRANSITIONAL.rawValue)
        // SAFETY: a NUL-terminated UTF-8 string in; on success `output` is a NUL-terminated string of ours.
        let status = unsafe idn2_to_ascii_8z(typed, &output, flags)
        let shown = SafeText.printable(typed.utf8, limit: 80)
        guard status == IDN2_OK.rawValue, let ascii = unsafe output else {
            let sizes = [IDN2_TOO_BIG_DOMAIN, IDN2_TOO_BIG_LABEL, IDN2_PUNYCODE_BIG_OUTPUT]
            if sizes.contains(where: { status == $0.rawValue }) {
                throw .tooLong(shown)
            }
            // SAFETY: a NUL-terminated string of static storage.
            let reason = unsafe String(cString: idn2_strerror(status))
            throw .notAName(typed: shown, reason: SafeText.printable(reason.utf8))
        }
        // SAFETY: the string is copied before it is freed, once.
        defer { unsafe idn2_free(ascii) }
        return unsafe String(cString: ascii)
    }

    /// The form with U-labels, for people to read beside the ASCII form.
    ///
    /// - Returns: `nil` when the name has no A-labels, or libidn2 cannot show one.
    static func unicode(_ name: DomainName) -> String? {
        var output: UnsafeMutablePointer<CChar>?
        // SAFETY: as above.
        let status = unsafe idn2_to_unicode_8z8z(name.description, &output, 0)
        guard status == IDN2_OK.rawValue, let text = unsafe output else { return nil }
        defer { unsafe idn2_free(text) }
        let shown = unsafe String(cString: text)
        return shown == name.description ? nil : shown
    }
}

extension DomainName {
    /// The name as people write it, with U-labels; `nil` when it has none. Not for comparing, and not safe
    /// for a terminal of a stranger's choice: show it beside the ASCII form.
    public var unicode: String? { InternationalName.unicode(self) }
}
