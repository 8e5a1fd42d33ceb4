/// A sign-in that waits for the person.
struct SignIn {
    /// Its name, as the helper gave it.
    let id: [UInt8]
    /// Its name, for people.
    let reference: ShownText
    /// Address of its page.
    let url: ShownText
    /// How long it waits.
    let seconds: UInt32

    /// nil for a reference or an address that is not plain printable ASCII.
    init?(reference: [UInt8], url: [UInt8], expiresIn: UInt32) {
        guard let shownReference = ShownText(token: reference), let shownURL = ShownText(token: url) else {
            return nil
        }
        id = reference
        self.reference = shownReference
        self.url = shownURL
        seconds = expiresIn
    }
}
