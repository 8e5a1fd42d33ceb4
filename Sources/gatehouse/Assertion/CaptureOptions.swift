internal import ArgumentParser
internal import Foundation
internal import SAML

/// Which response a command is about.
struct CaptureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The response: XML, base64, a posted form, a HAR file or the page that posts it. - reads standard input.",
            valueName: "file"))
    var response: String
    @Option(
        help: ArgumentHelp("Which entry of a HAR file, when several post a response.", valueName: "number"))
    var entry: Int?

    /// The file.
    func octets() throws(CommandFailure) -> [UInt8] {
        try InputFile.read(response, limit: CapturedResponse.maximumSize + 1)
    }

    /// Takes the response out of whatever it was saved in.
    func captured(_ octets: [UInt8]) throws(CommandFailure) -> CapturedResponse {
        do {
            let captured = try CapturedResponse(octets, entry: entry)
            if let foreign = ForeignContent(captured.message) {
                throw CommandFailure.cannotTell("\(InputFile.name(response)): \(foreign)")
            }
            return captured
        } catch let failure as CommandFailure {
            throw failure
        } catch let error as CaptureError {
            let problem = "\(InputFile.name(response)): \(error)."
            switch error {
            case .severalEntries, .noSuchEntry, .entryOutsideArchive: throw .wrongUsage(problem)
            default: throw .cannotTell(problem)
            }
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// A file named on the command line, or standard input.
enum InputFile {
    /// More than any of the formats allows: what is longer is refused by its own rule.
    private static let limit = 2 * 1024 * 1024

    /// The first `limit` octets of the file.
    static func read(_ path: String, limit: Int = limit) throws(CommandFailure) -> [UInt8] {
        do {
            let handle =
                path == "-"
                ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var data = Data()
            // A pipe gives what is in it, which need not be all.
            while data.count < limit, let more = try handle.read(upToCount: limit - data.count), !more.isEmpty
            {
                data += more
            }
            return [UInt8](data)
        } catch {
            throw .cannotTell("\(name(path)) cannot be read: \(reason(of: error)).")
        }
    }

    /// What `parse` makes of the file. Its errors are told behind the file's name.
    static func parse<Value>(
        _ path: String, _ parse: ([UInt8]) throws -> Value
    ) throws(CommandFailure) -> Value {
        let octets = try read(path)
        do {
            return try parse(octets)
        } catch {
            throw .cannotTell("\(path): \(error).")
        }
    }

    /// The system's words for why a file cannot be read.
    private static func reason(of error: any Error) -> String {
        let inner = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        for error in [inner, error as NSError].compactMap({ $0 }) where error.domain == NSPOSIXErrorDomain {
            // SAFETY: strerror returns a C string for every number; it is copied at once.
            return unsafe String(cString: strerror(Int32(error.code)))
        }
        return "is it there, and may you read it?"
    }

    /// The path for messages.
    static func name(_ path: String) -> String { path == "-" ? "standard input" : path }
}
