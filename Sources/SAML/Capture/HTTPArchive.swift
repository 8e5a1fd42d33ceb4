internal import Foundation

/// A browser's network log (HAR 1.2), as far as it holds posted forms.
struct HTTPArchive {
    private struct File: Decodable { let log: Log }
    private struct Log: Decodable { let entries: [Exchange] }
    private struct Exchange: Decodable {
        let startedDateTime: String?
        let request: Request
    }
    private struct Request: Decodable {
        let url: String?
        let postData: PostData?
    }
    private struct PostData: Decodable {
        let text: String?
        let params: [Parameter]?
    }
    private struct Parameter: Decodable {
        let name: String
        let value: String?
    }

    private let exchanges: [Exchange]

    /// Reads the archive; what it says beyond posted forms is not looked at.
    init(_ octets: ArraySlice<UInt8>) throws(CaptureError) {
        let data = Data(octets)
        guard let file = try? JSONDecoder().decode(File.self, from: data) else {
            throw (try? JSONSerialization.jsonObject(with: data)) == nil ? .notJSON : .notArchive
        }
        exchanges = file.log.entries
    }

    /// The response of the entry with this number from 1, or of the only entry that posts one.
    func response(entry number: Int?) throws(CaptureError) -> [UInt8] {
        var found: [(entry: CaptureError.Entry, value: [UInt8])] = []
        for (index, exchange) in exchanges.enumerated() {
            guard let data = exchange.request.postData, let value = try Self.response(in: data) else {
                continue
            }
            let entry = CaptureError.Entry(
                number: index + 1, url: printable(exchange.request.url ?? "an unknown URL"),
                time: printable(exchange.startedDateTime ?? "at an unknown time"))
            found.append((entry, value))
        }
        guard !found.isEmpty else { throw .noResponse(in: .har) }
        if let number {
            guard let chosen = found.first(where: { $0.entry.number == number }) else {
                throw .noSuchEntry(number, among: found.map(\.entry))
            }
            return chosen.value
        }
        guard found.count == 1 else { throw .severalEntries(found.map(\.entry)) }
        return found[0].value
    }

    private static func response(in data: PostData) throws(CaptureError) -> [UInt8]? {
        if let text = data.text, text.contains("SAMLResponse=") {
            return try FormBody.response(in: Array(text.utf8)[...])
        }
        let values = (data.params ?? []).filter { $0.name == "SAMLResponse" }.map {
            Array(($0.value ?? "").utf8)
        }
        guard let value = values.first else { return nil }
        guard values.count == 1 else { throw .severalFields(in: .har, count: values.count) }
        // Some browsers write values decoded, some do not; base64 has no % of its own.
        guard value.contains(UInt8(ascii: "%")) else { return value }
        guard let decoded = FormEncoding.decode(value[...]) else { throw .badEncoding }
        return decoded
    }
}
