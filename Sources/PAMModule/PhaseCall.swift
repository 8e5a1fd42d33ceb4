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
                isLocal: PasswordFile.contains(login.bytes) ?? !isInRange, origin: origin,
                isSeenByRoot: geteuid() == 0),
            .denied
        )
    }

    /// What a login of theirs is asked for.
    func plan(_ visitor: Visitor) -> Plan {
        let (standing, asksHelper) = read(visitor)
        if asksHelper, let account = visitor.account,
            let reply = consult(.plan(account, visitor.origin), visitor), let plan = Plan(reply)
        {
            return plan
        }
        return Plan(LoginPlan(standing.person))
    }

    /// Whether what they proved suffices, by which column of the table, and what the store says of them, if it was read here.
    func judge(_ visitor: Visitor, _ proof: Proof?) -> (Finding, Method, Standing?) {
        let (standing, asksHelper) = read(visitor)
        let asksNothing =
            options.checksStatusOnly
            || standing.nonInteractiveServices.contains(visitor.origin.service)
        let judged = AccountRule.methods(proof, asksNothing: asksNothing).map {
            judge(visitor, $0, standing.person, asksHelper: asksHelper)
        }
        return judged.first { $0.0.outcome == .deny } ?? judged[0]
    }

    private func judge(
        _ visitor: Visitor, _ method: Method, _ person: Standing, asksHelper: Bool
    ) -> (Finding, Method, Standing?) {
        if asksHelper, let account = visitor.account,
            case .ruling(let ruling) = consult(
                .judge(account, visitor.origin, method: method.rawValue), visitor),
            let finding = Finding(ruling)
        {
            return (finding, method, nil)
        }
        return (Finding(decide(person, method: method)), method, person)
    }

    /// Whether they are somebody's member, and the service is one whose sessions people open.
    func opensSessions(_ visitor: Visitor) -> Bool {
        let (standing, _) = read(visitor)
        let isMember = standing.person.memberships.contains {
            if case .member = $0.subject { true } else { false }
        }
        return isMember
            && !standing.nonInteractiveServices.contains(visitor.origin.service)
    }

    /// Carries out what was decided about them.
    func flow(of visitor: Visitor) -> LoginFlow<PAMHandle, HelperClient> {
        LoginFlow(
            person: handle, helper: HelperClient(path: options.socket), visitor: visitor, host: hostName(),
            patience: options.timeout * 1_000, mode: options.mode)
    }

    private func consult(_ request: Request, _ visitor: Visitor) -> Reply? {
        do throws(HelperError) {
            return try HelperClient(path: options.socket).exchange(request, within: options.timeout * 1_000)
        } catch {
            handle.log(.error, visitor.login.description + ": sign-in helper: " + error.description)
            return nil
        }
    }

    /// What the store says of them, and whether the helper has to be asked: this program may not read the store. Accounts of
    /// the system are not looked up at all.
    private func read(_ visitor: Visitor) -> (StoreReading, asksHelper: Bool) {
        let now = UnixTime(seconds: gh_unix_time())
        guard let uid = visitor.uid, uid >= UIDRange.firstPerson else {
            return (StoreReading(Facts(subject: .unmanaged, now: now)), false)
        }
        do throws(StoreError) {
            let store = try Store(path: options.store, access: .read)
            return (
                StoreReading(
                    person: try store.facts(
                        login: visitor.login, uid: uid, isLocal: visitor.isLocal, at: now),
                    nonInteractiveServices: try store.hostSetting(ServiceList.nonInteractiveSetting)),
                false
            )
        } catch {
            var asksHelper = false
            if case .unreadable = error, !visitor.isSeenByRoot { asksHelper = true }
            if !asksHelper { handle.log(.error, visitor.login.description + ": store: " + error.description) }
            let account: Subject.Account = UIDRange.managed.contains(uid) ? .managed : .local
            let subject = Subject.storeUnreadable(
                account, localAccounts: options.deniesLocalOnStoreFailure ? .deny : .ignore)
            return (StoreReading(Facts(subject: subject, now: now)), asksHelper)
        }
    }

    private func hostName() -> String {
        // HOST_NAME_MAX is 64.
        var name = [CChar](repeating: 0, count: 65)
        // SAFETY: the last byte stays zero, so that what is written ends inside the array.
        unsafe gethostname(&name, 64)
        return ShownText(name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }).text
    }
}
