/// What covers the assertion that would be read: subject of the rules on who vouches for it.
struct AssertionCoverage {
    /// The assertion's place in the message, plain or decrypted.
    let hasAssertion: Bool
    let isEncrypted: Bool
    let isResponseSigned: Bool
    let isAssertionSigned: Bool

    /// The signed elements around the assertion, itself included.
    var signed: [String] {
        (isResponseSigned ? ["Response"] : []) + (isAssertionSigned ? ["Assertion"] : [])
    }
}
