internal import CPAM
internal import Policy
internal import Store
internal import Wire

/// One call of libpam into the module: the handle, the options, and what every phase needs to know.
struct PhaseCall {
    let handle: PAMHandle
    let options: ModuleOptions

    /// nil without a handle, which no libpam does.
    init?(
        _ handle: OpaquePointer?, _ flags: Int32, _ count: Int32,
        _ words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        guard let handle = unsafe handle else { return nil }
        var copies: [[UInt8]] = []
        if let words = unsafe words {
            for index in 0..<Int(max(0, count)) {
                // SAFETY: libpam hands over `count` C strings.
                guard let word = unsafe words[index] else { continue }
                unsafe copies.append([UInt8](UnsafeRawBufferPointer(start: word, count: strlen(word))))
            }
        }
        options = ModuleOptions(copies)
        self.handle = unsafe PAMHandle(handle, flags: flags, isDebugging: options.debug)
        for word in options.unknown {
            self.handle.log(.error, "unknown option or value, ignored: " + ShownText(word).text)
        }
    }

    /// Who the handle is about. Nobody means that the phase ends with the verdict.
    func visitor() -> (Visitor?, otherwise: Verdict) {
        guard let name = handle.user() else {
            handle.log(.notice, "denied: no user name")
            return (nil, .denied)
        }
        let uid = handle.uid(of: name)
        let isInRange = uid.map { UIDRange.managed.contains($0) } ?? false
        guard let login = LoginName(name) else {
            // Gatehouse gives out no such name, so that an account of its range with one is somebody's trick.
            handle.log(isInRange ? .error : .debug, "not a name of ours: " + ShownText(name.prefix(64)).text)
            return (nil, isInRange ? .denied : .ignored)
        }
        let origin = Origin(
            service: handle.item(PAM_SERVICE, as: .service),
            remoteHost: handle.item(PAM_RHOST, as: .remoteHost),
            terminal: handle.item(PAM_TTY, as: .terminal))
        return (
            Visitor(
                login: login, uid: uid,
                // Unreadable, it counts for the outcome with more rules: an enrolled account keeps its own.
                isLocal: PasswordFile.contains(login.bytes) ?? !isInRange, origin: origin),
            .denied
        )
    }

    /// What the store says of them. Accounts of the system are not looked up at all.
    func standing(_ visitor: Visitor) -> Standing {
        let now = UnixTime(seconds: gh_unix_time())
        guard let uid = visitor.uid, uid >= UIDRange.firstPerson else {
            return Standing([Facts(subject: .unmanaged, now: now)])
        }
        do throws(StoreError) {
            return try Store(path: options.store, access: .read)
                .facts(login: visitor.login, uid: uid, isLocal: visitor.isLocal, at: now)
        } catch {
            handle.log(.error, visitor.login.description + ": store: " + error.description)
            let account: Subject.Account = UIDRange.managed.contains(uid) ? .managed : .local
            return Standing([
                Facts(
                    subject: .storeUnreadable(
                        account, localAccounts: options.deniesLocalOnStoreFailure ? .deny : .ignore),
                    now: now)
            ])
        }
    }
}
