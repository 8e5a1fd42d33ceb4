internal import Foundation

/// One Varlink call, as far as the user database needs it.
struct UserdbCall: Decodable {
    let method: String
    /// The caller wants no reply.
    let oneway: Bool
    /// The parameters, or the name of one that has the wrong type or is out of range.
    let parameters: Result<Parameters, BadParameter>

    /// What the three methods of `io.systemd.UserDatabase` may be given; unknown parameters are ignored.
    struct Parameters: Decodable {
        var service: String?
        var userName: String?
        var groupName: String?
        var uid: UInt32?
        var gid: UInt32?
    }

    struct BadParameter: Error {
        let name: String
    }

    private enum Key: CodingKey { case method, oneway, parameters }

    /// - Returns: `nil` unless the bytes are a JSON object that names a method.
    init?(_ message: [UInt8]) {
        guard let call = try? JSONDecoder().decode(UserdbCall.self, from: Data(message)) else { return nil }
        self = call
    }

    init(from decoder: any Decoder) throws {
        let call = try decoder.container(keyedBy: Key.self)
        method = try call.decode(String.self, forKey: .method)
        oneway = try call.decodeIfPresent(Bool.self, forKey: .oneway) ?? false
        do {
            parameters = .success(
                try call.decodeIfPresent(Parameters.self, forKey: .parameters) ?? Parameters())
        } catch {
            parameters = .failure(BadParameter(name: Self.parameter(blamedBy: error)))
        }
    }

    private static func parameter(blamedBy error: any Error) -> String {
        let path: [any CodingKey]
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context):
            path = context.codingPath
        default: path = []
        }
        return path.last?.stringValue ?? "parameters"
    }
}
