internal import Foundation
internal import Policy

/// One Varlink reply. There is no empty one: a client of the user database crashes on a reply without a
/// record.
enum UserdbReply: Sendable, Hashable {
    case user(UserRecord)
    case group(of: UserRecord)
    case info
    case failed(Failure)

    /// Errors of `io.systemd.UserDatabase` and of Varlink itself.
    enum Failure: Error, Sendable, Hashable {
        case noRecordFound
        case conflictingRecordFound
        case badService
        case enumerationNotSupported
        case serviceNotAvailable
        case methodNotFound(String)
        case invalidParameter(String)
    }

    /// The JSON of the message, without the closing NUL.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body: Data?
        switch self {
        case .user(let record):
            body = try? encoder.encode(Success(parameters: Found(record: UserJSON(record))))
        case .group(let record):
            body = try? encoder.encode(Success(parameters: Found(record: GroupJSON(record))))
        case .info: body = try? encoder.encode(Success(parameters: Info()))
        case .failed(let failure): body = try? encoder.encode(Problem(failure))
        }
        return Array(
            body ?? Data(#"{"error":"io.systemd.UserDatabase.ServiceNotAvailable","parameters":{}}"#.utf8))
    }
}

private struct Success<Parameters: Encodable>: Encodable {
    let parameters: Parameters
}

private struct Found<Record: Encodable>: Encodable {
    let record: Record
    let incomplete = false
}

/// JSON user record (systemd's USER_RECORD), the fields that have a meaning here.
private struct UserJSON: Encodable {
    let userName: String
    let uid: UInt32
    let gid: UInt32
    let realName: String?
    let homeDirectory: String
    let shell: String
    let locked: Bool?
    let disposition = "regular"
    let service = UserdbService.name

    init(_ record: UserRecord) {
        userName = record.login.description
        (uid, gid) = (record.uid, record.uid)
        realName = record.realName.isEmpty ? nil : record.realName
        (homeDirectory, shell) = (record.home, record.shell)
        locked = record.isLocked ? true : nil
    }
}

/// JSON group record (systemd's GROUP_RECORD) of a person's own group, which has no other members.
private struct GroupJSON: Encodable {
    let groupName: String
    let gid: UInt32
    let disposition = "regular"
    let service = UserdbService.name

    init(_ record: UserRecord) {
        (groupName, gid) = (record.login.description, record.uid)
    }
}

private struct Info: Encodable {
    let vendor = "Gatehouse"
    let product = "gatehouse userdb"
    let version = "1"
    let url = ""
    let interfaces = ["org.varlink.service", "io.systemd.UserDatabase"]
}

private struct Problem: Encodable {
    let error: String
    let parameters: [String: String]

    init(_ failure: UserdbReply.Failure) {
        let userDatabase = "io.systemd.UserDatabase."
        switch failure {
        case .noRecordFound: (error, parameters) = (userDatabase + "NoRecordFound", [:])
        case .conflictingRecordFound: (error, parameters) = (userDatabase + "ConflictingRecordFound", [:])
        case .badService: (error, parameters) = (userDatabase + "BadService", [:])
        case .enumerationNotSupported: (error, parameters) = (userDatabase + "EnumerationNotSupported", [:])
        case .serviceNotAvailable: (error, parameters) = (userDatabase + "ServiceNotAvailable", [:])
        case .methodNotFound(let method):
            (error, parameters) = ("org.varlink.service.MethodNotFound", ["method": method])
        case .invalidParameter(let name):
            (error, parameters) = ("org.varlink.service.InvalidParameter", ["parameter": name])
        }
    }
}
