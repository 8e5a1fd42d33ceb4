internal import CGatehouse
internal import Policy

/// `struct gatehouse_question` of gatehouse.h, checked and copied.
struct Question {
    /// Whom it is about.
    enum Person {
        case account(LoginName, uid: UInt32, isLocal: Bool)
        case address(EmailAddress)
    }

    let person: Person
    /// Name of the only organisation the program serves; nil for any.
    let organisation: [UInt8]?
    let service: [UInt8]
    let method: Method
    let now: UnixTime

    /// nil for one that is not as the header describes it.
    init?(_ question: gatehouse_question) {
        guard let method = UInt8(exactly: unsafe question.method).flatMap(Method.init) else { return nil }
        // SAFETY: the caller hands over C strings, or NULL.
        switch unsafe (bytes(question.login, atMost: 64), bytes(question.email, atMost: 320)) {
        case (let login?, nil):
            guard let login = LoginName(login) else { return nil }
            // What is left zeroed must not make somebody root, whose logins are ignored.
            guard unsafe question.uid != 0 || login.bytes.elementsEqual("root".utf8) else { return nil }
            person = unsafe .account(login, uid: question.uid, isLocal: question.is_local != 0)
        case (nil, let email?):
            guard let email = EmailAddress(email) else { return nil }
            person = .address(email)
        case (nil, nil), (_?, _?):
            return nil
        }
        // SAFETY: as above.
        organisation = unsafe bytes(question.organisation, atMost: 1_000)
        service = unsafe bytes(question.service, atMost: 1_000) ?? []
        now = UnixTime(seconds: unsafe question.now)
        self.method = method
    }
}

/// The bytes of a C string, one more than the limit if it has more; nil for NULL.
private func bytes(_ string: UnsafePointer<CChar>?, atMost limit: Int) -> [UInt8]? {
    guard let string = unsafe string else { return nil }
    var bytes: [UInt8] = []
    // SAFETY: nothing beyond the zero byte is read.
    while bytes.count <= limit, unsafe string[bytes.count] != 0 {
        unsafe bytes.append(UInt8(bitPattern: string[bytes.count]))
    }
    return bytes
}
