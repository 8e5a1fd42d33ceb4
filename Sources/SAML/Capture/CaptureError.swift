/// Why no response was found in what somebody kept.
public enum CaptureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An entry of an HTTP archive that posts a response.
    public struct Entry: Equatable, Sendable, CustomStringConvertible {
        /// Its place in the archive, counted from 1.
        public let number: Int
        /// Where it was posted to; printable.
        public let url: String
        /// When, as the archive says; printable.
        public let time: String

        /// For a list: number, time and URL.
        public var description: String { "\(number)  \(time)  POST \(url)" }
    }

    /// There is nothing in it.
    case empty
    /// More than ``CapturedResponse/maximumSize`` octets.
    case tooLarge
    /// It begins like JSON, and is none, or not all of it.
    case notJSON
    /// It is JSON, and not an HTTP archive.
    case notArchive
    /// Nothing in the container is called SAMLResponse.
    case noResponse(in: CapturedResponse.Container)
    /// The container holds the field more than once.
    case severalFields(in: CapturedResponse.Container, count: Int)
    /// The field is there, and its form encoding is broken.
    case badEncoding
    /// Several entries of the archive post a response: one has to be chosen.
    case severalEntries([Entry])
    /// The entry that was chosen posts no response; these do.
    case noSuchEntry(Int, among: [Entry])
    /// An entry was chosen, and this is not an HTTP archive.
    case entryOutsideArchive

    /// What was looked for, what was found, and what to do.
    public var description: String {
        switch self {
        case .empty: "it is empty. Give a response as XML, base64, a posted form, a HAR file or a page"
        case .tooLarge:
            "it has more than 10 MB. Save the one request that posts SAMLResponse, or its form alone"
        case .notJSON: "it is cut off or no valid JSON: save it again"
        case .notArchive:
            "it is JSON, but has no log.entries as a HAR file has. Save the browser's network log as HAR"
        case .noResponse(let container): Self.noResponse(in: container)
        case .severalFields(let container, let count):
            "the \(container == .page ? "page" : "form") has \(count) fields called SAMLResponse instead of one"
        case .badEncoding:
            "the field SAMLResponse is not form-encoded: a % is not followed by two hexadecimal digits. "
                + "Save the request body as it was sent"
        case .severalEntries(let entries):
            "\(entries.count) entries post a SAMLResponse. Choose one with --entry:\n" + Self.list(entries)
        case .noSuchEntry(let number, let entries):
            "entry \(number) posts no SAMLResponse. These do:\n" + Self.list(entries)
        case .entryOutsideArchive: "--entry chooses from a HAR file, and this is none"
        }
    }

    private static func list(_ entries: [Entry]) -> String {
        entries.map { "  \($0)" }.joined(separator: "\n")
    }

    private static func noResponse(in container: CapturedResponse.Container) -> String {
        switch container {
        case .har:
            "no entry of the HAR file posts a form field called SAMLResponse. Record with \"preserve log\" on, "
                + "from before the identity provider's page until after this host's"
        case .page:
            "the page has no <input> called SAMLResponse. Save the page that posts itself to this host"
        default:
            "a field called SAMLResponse was looked for, at the begin of a form or after a &, and not found. "
                + "Save the body of the POST request; a response in a URL's query is not accepted at all"
        }
    }
}
