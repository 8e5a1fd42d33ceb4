/// The page by which an identity provider lets the browser post its response (SAML Bindings 3.5.4).
enum SelfPostingPage {
    /// Whether a text that begins with `<` is a page rather than a message: it begins as HTML does.
    static func isPage(_ text: ArraySlice<UInt8>) -> Bool {
        let begin = text.drop(while: \.isBlank).prefix(16).map(\.lowercased)
        return ["<!doctype html", "<html", "<head", "<body", "<form", "<input", "<script"].contains {
            begin.starts(with: $0.utf8)
        }
    }

    /// The value of the only `<input>` called `SAMLResponse`.
    static func response(in page: [UInt8]) throws(CaptureError) -> [UInt8] {
        var values: [[UInt8]] = []
        var scanner = InputTagScanner(page)
        while let attributes = scanner.next() {
            guard attributes["name"] == Array("SAMLResponse".utf8) else { continue }
            values.append(attributes["value"] ?? [])
        }
        guard let value = values.first else { throw .noResponse(in: .page) }
        guard values.count == 1 else { throw .severalFields(in: .page, count: values.count) }
        return value
    }
}
