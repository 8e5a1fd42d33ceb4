internal import CPAM
internal import Glibc

/// The terminal that a person runs this process from, whatever standard input and output are.
public final class ControllingTerminal: Sendable {
    private let file: Int32

    /// Opens `/dev/tty`; `nil` when there is none: cron, a service, `ssh host command`, a build.
    public init?() {
        // SAFETY: a literal path.
        file = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { return nil }
    }

    deinit { close(file) }

    /// The device, such as `/dev/pts/3`, for the log.
    var name: String? {
        var path = [CChar](repeating: 0, count: 128)
        // SAFETY: an array of ours and its size; a C string in it on success.
        guard unsafe ttyname_r(file, &path, path.count) == 0 else { return nil }
        return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Shows a line, or the part of one that a question is.
    public func show(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            // SAFETY: the bytes of a slice that is alive.
            let written = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    /// Asks something that may be seen; `nil` when the terminal is gone. At most 511 bytes count.
    public func ask(_ question: String) -> String? {
        var line = [CChar](repeating: 0, count: 512)
        show(question)
        // SAFETY: the array's own memory, for the time of the call.
        let count = unsafe line.withUnsafeMutableBufferPointer { unsafe readLine(into: $0) }
        return count.map { String(decoding: line[..<$0].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    }

    /// Asks for a secret, which is not shown while it is typed and goes nowhere but into `buffer`.
    ///
    /// - Returns: its length, without the closing NUL; `nil` when the person gave up (Ctrl-C, Ctrl-D) or the
    ///   terminal is gone, and `buffer` is wiped then.
    func askSecretly(_ question: String, into buffer: UnsafeMutableBufferPointer<CChar>) -> Int? {
        var before = termios()
        // SAFETY: a structure of ours.
        guard unsafe tcgetattr(file, &before) == 0 else { return nil }
        var silent = before
        // Character by character, Ctrl-C among them: nothing may end the process while the terminal shows
        // nothing.
        silent.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
        silent.c_cc.6 = 1  // VMIN
        silent.c_cc.5 = 0  // VTIME
        // SAFETY: as above. What was typed before the question is thrown away.
        guard unsafe tcsetattr(file, TCSAFLUSH, &silent) == 0 else { return nil }
        show(question)
        let count = unsafe readSecret(into: buffer)
        show("\n")
        // SAFETY: as above.
        unsafe tcsetattr(file, TCSAFLUSH, &before)
        // SAFETY: the whole of the caller's buffer.
        if count == nil { unsafe gh_wipe(buffer.baseAddress, buffer.count) }
        return count
    }

    private func readSecret(into buffer: UnsafeMutableBufferPointer<CChar>) -> Int? {
        var count = 0
        while let byte = readByte() {
            switch byte {
            case 0x0A, 0x0D:
                unsafe buffer[count] = 0
                return count
            case 0x03, 0x04: return nil
            case 0x15: count = 0
            case 0x08, 0x7F:
                // A character of UTF-8 is several bytes.
                while count > 0 {
                    count -= 1
                    guard unsafe UInt8(bitPattern: buffer[count]) & 0xC0 == 0x80 else { break }
                }
            case 0: continue
            default:
                // Too long for any password: it is not cut off, it is refused.
                guard count < buffer.count - 1 else { return nil }
                unsafe buffer[count] = CChar(bitPattern: byte)
                count += 1
            }
        }
        return nil
    }

    private func readLine(into buffer: UnsafeMutableBufferPointer<CChar>) -> Int? {
        var count = 0
        while let byte = readByte() {
            if byte == 0x0A { return count }
            if count < buffer.count - 1 {
                unsafe buffer[count] = CChar(bitPattern: byte)
                count += 1
            }
        }
        return nil
    }

    private func readByte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            // SAFETY: one byte of ours.
            let count = unsafe read(file, &byte, 1)
            if count == 1 { return byte }
            guard count < 0, errno == EINTR else { return nil }
        }
    }
}
