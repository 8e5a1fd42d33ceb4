internal import CPSL
internal import Glibc
public import Policy

/// The public suffix list, by libpsl; only its ICANN part counts.
@safe public final class PublicSuffixList: Sendable {
    /// Why a list cannot be used.
    public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// Not there, not readable, or not a list with an ICANN part.
        case unusable(path: String)

        /// What is wrong and what to do.
        public var description: String {
            switch self {
            case .unusable(let path):
                "cannot use \(path) as public suffix list: install publicsuffix, or name a list from"
                    + " publicsuffix.org"
            }
        }
    }

    // SAFETY: set once, in `init`; libpsl only reads a loaded list, and does so from any thread.
    private nonisolated(unsafe) let list: OpaquePointer
    /// The file with the data.
    public let source: String
    /// When that file was last written: the data is at least that old.
    public let date: UnixTime

    /// Reads a list in the text form of publicsuffix.org, or in libpsl's compiled form.
    ///
    /// - Parameter path: `nil` for the list of the distribution (package `publicsuffix`).
    public init(path: String? = nil) throws(Failure) {
        // SAFETY: a NUL-terminated string of static storage, or NULL.
        let distributed = unsafe psl_dist_filename().map { unsafe String(cString: $0) }
        let source = path ?? distributed ?? "the list of libpsl"
        var facts = stat()
        // SAFETY: a NUL-terminated path, and a stat of ours to fill in.
        guard unsafe stat(source, &facts) == 0, let list = unsafe psl_load_file(source) else {
            throw .unusable(path: SafeText.printable(source.utf8))
        }
        unsafe self.list = list
        self.source = source
        date = UnixTime(seconds: Int64(facts.st_mtim.tv_sec))
        // Any text file loads; one that does not know `com` is no list.
        guard contains("com", PSL_TYPE_NO_STAR_RULE) else {
            throw .unusable(path: SafeText.printable(source.utf8))
        }
    }

    deinit {
        // SAFETY: from `psl_load_file`, freed once.
        unsafe psl_free(list)
    }

    /// Whether others register names under this one, as under `co.uk`. Names that companies hand out under
    /// their own (the list's private part, such as `github.io`) do not count: the DNS proves who runs them.
    public func isSuffix(_ name: DomainName) -> Bool { contains(name.description, 0) }

    /// The name that was registered, `corp.co.uk` for `a.b.corp.co.uk`: whoever has it runs the zones below
    /// it, so it is what look-ups are paced by. The name itself when it is a suffix.
    public func registered(_ name: DomainName) -> DomainName {
        let labels = name.description.split(separator: ".")
        for start in labels.indices.reversed().dropFirst() {
            guard let end = DomainName(labels[start...].joined(separator: ".")) else { return name }
            if !isSuffix(end) { return end }
        }
        return name
    }

    private func contains(_ name: String, _ option: Int32) -> Bool {
        // SAFETY: a list that is alive, a NUL-terminated string that is read during the call.
        unsafe psl_is_public_suffix2(list, name, PSL_TYPE_ICANN | option) != 0
    }
}
