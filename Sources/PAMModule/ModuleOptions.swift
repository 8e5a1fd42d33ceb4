/// The words after the module's name in a PAM stack.
struct ModuleOptions: Equatable {
    /// `store=PATH`: the store to read.
    var store = "/var/lib/gatehouse/gatehouse.db"
    /// `socket=PATH`: where the helper listens.
    var socket = "/run/gatehouse/login.sock"
    /// `timeout=SECONDS`, 1 to 60: how long one exchange with the helper may take.
    var timeout: Int64 = 1
    /// `store-failure=deny`: accounts of `/etc/passwd` are denied, too, while the store cannot be read.
    /// `local` is the default.
    var deniesLocalOnStoreFailure = false
    /// `account=status`: the account phase looks only whether a member is active. For programs that come to
    /// it without having authenticated anybody, such as sudo within its grace time, or su called by root.
    var checksStatusOnly = false
    /// `password=accepted`, on a line of its own that is reached only with the right password: says so to the account
    /// phase. Without such a line what was left to the password has to suffice as a public key, too.
    var followsPassword = false
    /// `mode=web|assertion|auto`: how people sign in.
    var mode = Mode.web
    /// `debug`: logs every plan.
    var debug = false
    /// Words that are none of these, or whose value is out of bounds. They are logged, and change nothing.
    var unknown: [[UInt8]] = []

    /// How people sign in.
    enum Mode {
        /// With a browser, and a code that they type.
        case web
        /// The authentication token is a SAML response, for programs that hand over one.
        case assertion
        /// An authentication token that an earlier module took is a response if it looks like one; otherwise as `web`.
        case auto
    }

    init() {}

    /// Reads the words in order; of one given twice the last one counts.
    init(_ words: [[UInt8]]) {
        for word in words where !read(word) { unknown.append(word) }
    }

    private mutating func read(_ word: [UInt8]) -> Bool {
        if word.elementsEqual("debug".utf8) {
            debug = true
        } else if let path = Self.value(of: "store=", in: word), path.first == UInt8(ascii: "/") {
            store = String(decoding: path, as: UTF8.self)
        } else if let path = Self.value(of: "socket=", in: word), path.first == UInt8(ascii: "/") {
            socket = String(decoding: path, as: UTF8.self)
        } else if let text = Self.value(of: "timeout=", in: word), let seconds = Self.number(text),
            (1...60).contains(seconds)
        {
            timeout = seconds
        } else if word.elementsEqual("store-failure=local".utf8) {
            deniesLocalOnStoreFailure = false
        } else if word.elementsEqual("store-failure=deny".utf8) {
            deniesLocalOnStoreFailure = true
        } else if word.elementsEqual("account=status".utf8) {
            checksStatusOnly = true
        } else if word.elementsEqual("password=accepted".utf8) {
            followsPassword = true
        } else if word.elementsEqual("mode=web".utf8) {
            mode = .web
        } else if word.elementsEqual("mode=assertion".utf8) {
            mode = .assertion
        } else if word.elementsEqual("mode=auto".utf8) {
            mode = .auto
        } else {
            return false
        }
        return true
    }

    private static func value(of key: StaticString, in word: [UInt8]) -> ArraySlice<UInt8>? {
        let count = key.utf8CodeUnitCount
        // SAFETY: a static string is as long as it says.
        let matches = unsafe word.starts(with: UnsafeBufferPointer(start: key.utf8Start, count: count))
        return matches ? word[count...] : nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard (1...4).contains(digits.count) else { return nil }
        var number: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return number
    }
}
