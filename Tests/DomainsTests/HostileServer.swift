import Foundation
import Glibc

/// A DNS server on a free loopback port, UDP and TCP, that answers as the test says, lies included.
final class HostileServer: Sendable {
    /// One question as it came.
    struct Query {
        let message: [UInt8]
        let isTCP: Bool
        /// How many came before, this one not counted.
        let count: Int

        var type: Int { Int(message[questionEnd - 4]) << 8 | Int(message[questionEnd - 3]) }

        /// Lower-case labels, each with its length byte.
        var name: [UInt8] { message[12..<(questionEnd - 5)].map { (65...90).contains($0) ? $0 | 0x20 : $0 } }

        func isFor(_ text: String) -> Bool {
            name == text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        }

        private var questionEnd: Int {
            var position = 12
            while message[position] != 0 { position += 1 + Int(message[position]) }
            return position + 5
        }

        /// A reply with these records, whose names are the question's.
        func reply(
            code: UInt8 = 0, txt: [[UInt8]] = [], soa: Bool = false, truncated: Bool = false,
            otherID: Bool = false
        ) -> [UInt8] {
            var reply = Array(message[..<questionEnd])
            if otherID { reply[1] ^= 0x55 }
            reply[2] = truncated ? 0x86 : 0x84
            reply[3] = 0x80 | code
            reply[4...11] = [0, 1, UInt8(txt.count >> 8), UInt8(txt.count & 255), 0, soa ? 1 : 0, 0, 0]
            for rdata in txt {
                reply += [
                    0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, UInt8(rdata.count >> 8), UInt8(rdata.count & 255),
                ]
                reply += rdata
            }
            // The root's, so that it fits every question.
            if soa { reply += [0, 0, 6, 0, 1, 0, 0, 0, 60, 0, 22, 0, 0] + Array(repeating: 1, count: 20) }
            return reply
        }

        /// A reply of this zone's: the name, or the record, is not there.
        func reply(code: UInt8, zone: String) -> [UInt8] {
            var reply = reply(code: code)
            reply[9] = 1
            for label in zone.split(separator: ".") { reply += [UInt8(label.utf8.count)] + label.utf8 }
            reply += [0, 0, 6, 0, 1, 0, 0, 0, 60, 0, 22, 0, 0]
            return reply + Array(repeating: 1, count: 20)
        }

        /// It is about a name next below the root or next below a top-level domain, of letters and digits
        /// only.
        var isUnasked: Bool {
            let labels = name.split { $0 < 32 }
            return labels.count <= 2 && labels.first?.count == 12
        }
    }

    /// Answers honestly for names that nobody asked for before, and as the test says for everything else.
    static func honestAboutTheRest(
        _ behaviour: @escaping @Sendable (Query) -> [UInt8]?
    ) -> @Sendable (Query) -> [UInt8]? {
        { $0.isUnasked ? $0.reply(code: 3, soa: true) : behaviour($0) }
    }

    let port: UInt16
    var address: String { "127.0.0.1@\(port)" }
    private let sockets: (udp: Int32, tcp: Int32)
    private let lifeline: (end: Int32, start: Int32)
    private let behaviour: @Sendable (Query) -> [UInt8]?
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter behaviour: the reply to one question; `nil` for none.
    init(
        host: String = "127.0.0.1", port wanted: UInt16 = 0,
        _ behaviour: @escaping @Sendable (Query) -> [UInt8]?
    )
        throws
    {
        self.behaviour = behaviour
        (sockets, port) = try Self.listen(host, wanted)
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        lifeline = (ends[0], ends[1])
        Thread.detachNewThread { [self] in serve() }
    }

    /// Answers nobody any more.
    func stop() {
        close(lifeline.start)
        ended.wait()
        for descriptor in [sockets.udp, sockets.tcp, lifeline.end] { close(descriptor) }
    }

    private func serve() {
        var count = 0
        while true {
            var waits = [sockets.udp, sockets.tcp, lifeline.end].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            poll(&waits, 3, -1)
            if waits[2].revents != 0 { break }
            if waits[0].revents != 0 { answerDatagram(&count) }
            if waits[1].revents != 0 { answerConnection(&count) }
        }
        ended.signal()
    }

    private func answerDatagram(_ count: inout Int) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        var sender = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &sender) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { sender in
                let size = recvfrom(sockets.udp, &buffer, buffer.count, 0, sender, &length)
                guard size > 16 else { return }
                let query = Query(message: Array(buffer[..<size]), isTCP: false, count: count)
                count += 1
                if let reply = behaviour(query) { sendto(sockets.udp, reply, reply.count, 0, sender, length) }
            }
        }
    }

    private func answerConnection(_ count: inout Int) {
        let client = accept(sockets.tcp, nil, nil)
        guard client >= 0 else { return }
        defer { close(client) }
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let size = recv(client, &buffer, buffer.count, 0)
        guard size > 18 else { return }
        let query = Query(message: Array(buffer[2..<size]), isTCP: true, count: count)
        count += 1
        guard let reply = behaviour(query) else { return }
        let framed = [UInt8(reply.count >> 8), UInt8(reply.count & 255)] + reply
        var sent = 0
        while sent < framed.count {
            let part = framed[sent...].withUnsafeBytes {
                send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard part > 0 else { return }
            sent += part
        }
    }

    /// A port that is free for UDP may be taken for TCP: then another one is.
    private static func listen(
        _ host: String, _ wanted: UInt16, tries: Int = 20
    ) throws -> ((udp: Int32, tcp: Int32), UInt16) {
        let udp = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        let tcp = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        do {
            let bound = try bind(udp, host, wanted)
            _ = try bind(tcp, host, bound)
            Glibc.listen(tcp, 16)
            return ((udp, tcp), bound)
        } catch {
            close(udp)
            close(tcp)
            guard wanted == 0, tries > 1 else { throw error }
            return try listen(host, wanted, tries: tries - 1)
        }
    }

    private static func bind(_ socket: Int32, _ host: String, _ port: UInt16) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard bound else { throw NameServerFixture.Failure(what: "cannot use port \(port) of \(host)") }
        return UInt16(bigEndian: address.sin_port)
    }
}
