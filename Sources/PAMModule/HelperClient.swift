internal import CPAM
internal import Wire

/// The helper, over its socket: a connection for each exchange, one deadline for all of it.
struct HelperClient: SignInService {
    /// Absolute path of the socket.
    let path: String

    func exchange(_ request: Request, within milliseconds: Int64) throws(HelperError) -> Reply {
        let deadline = Deadline(milliseconds: milliseconds)
        let socket = try HelperSocket(path: path, deadline: deadline)
        var frame: [UInt8]
        do { frame = try request.encode() } catch { throw .garbage(error) }
        // It may hold a code.
        defer { wipe(&frame) }
        try socket.send(frame, deadline)

        var reply = try socket.receive(Frame.headerLength, deadline)
        let length: Int
        do { length = try Frame.bodyLength(of: reply) } catch { throw .garbage(error) }
        reply += try socket.receive(length, deadline)
        do { return try Reply.decode(frame: reply) } catch { throw .garbage(error) }
    }
}
