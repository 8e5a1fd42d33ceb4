import Testing

@testable import Policy

/// One test or more for each row from 12 on: passwords, recovery codes, public keys, and nothing at all.
@Suite struct OtherProofTests {
    @Test func `row 12: where SSO is not required the next module asks for the password`() {
        for subject in [Given.member, Given.owner, .unknown] {
            var facts = Given.facts(subject)
            facts.ssoRequired = false
            #expect(decide(facts, method: .password) == Decision(.passwordAllowed, .ignore))
        }
    }

    @Test
    func
        `row 13: a member of a domain that was never claimed is denied, unless externals may use a password`()
    {
        var facts = Given.facts(Given.localMember)
        facts.claim = nil
        #expect(decide(facts, method: .password) == Decision(.external, .deny))
        facts.externals = .password
        #expect(decide(facts, method: .password) == Decision(.external, .ignore))
        facts.subject = .unknown
        #expect(decide(facts, method: .password) == Decision(.passwordRefused, .deny))
    }

    @Test func `row 13: an owner of such a domain is denied like everybody, and falls back only by row 14`() {
        var facts = Given.facts(Given.owner)
        facts.claim = nil
        #expect(decide(facts, method: .password) == Decision(.external, .deny))
        facts.identityProvider = nil
        #expect(decide(facts, method: .password).row == .passwordFallback)
    }

    @Test
    func `row 14: owners and admins fall back to a password for every fault in the set-up, and learn which`()
    {
        for (fault, spoil) in Given.faults {
            for subject in [Given.owner, Given.admin] {
                var facts = Given.facts(subject)
                spoil(&facts)
                let decision = decide(facts, method: .password)
                #expect(decision == Decision(.passwordFallback, .ignore, .fault(fault)))
                let text = Message.text(fault).replacing("corp.example", with: "your domain")
                let said = Message.beforeProof(decision).replacing("\n", with: " ")
                #expect(said == "A password is accepted because \(text).")
            }
        }
    }

    @Test func `row 15: a recovery code is an owner's alone, in every state of the set-up`() {
        let nothing: @Sendable (inout Facts) -> Void = { _ in }
        for spoil in [nothing] + Given.faults.map({ $0.spoil }) {
            for (subject, row) in [
                (Given.owner, Row.recoveryCode), (Given.admin, .passwordRefused),
                (.unknown, .passwordRefused),
                (Given.localMember, .passwordRefused),
            ] {
                var facts = Given.facts(subject)
                spoil(&facts)
                #expect(
                    decide(facts, method: .recoveryCode)
                        == Decision(row, row == .recoveryCode ? .allow : .deny))
                facts.ssoRequired = false
                #expect(decide(facts, method: .recoveryCode) == Decision(.passwordAllowed, .ignore))
            }
        }
    }

    @Test func `row 16: a member's password is refused whatever is wrong with the set-up`() {
        for (_, spoil) in Given.faults {
            var facts = Given.facts(Given.localMember)
            spoil(&facts)
            let row = facts.claim == nil ? Row.external : .passwordRefused
            #expect(decide(facts, method: .password) == Decision(row, .deny))
        }
    }

    @Test func `row 16: owners and admins are refused a password while SSO is set up correctly`() {
        for subject in [Given.owner, Given.admin] {
            #expect(decide(Given.facts(subject), method: .password) == Decision(.passwordRefused, .deny))
        }
    }

    @Test func `row 16: a pending domain beside a verified one opens no password`() {
        var facts = Given.facts(Given.owner)
        facts.claim?.state = .pending
        #expect(decide(facts, method: .password).row == .passwordRefused)
    }

    @Test(
        arguments: [
            (nil, false), (-1, false), (0, true), (86_400, true), (86_401, false), (Int64.max, false),
        ] as [(Int64?, Bool)])
    func `rows 17 and 19: a key suffices for a day after a sign-in`(age: Int64?, suffices: Bool) {
        var facts = Given.facts(Given.member)
        facts.lastSSOAt = age.map { UnixTime(seconds: Given.now.seconds &- $0) }
        let decision = decide(facts, method: .publicKey)
        #expect(decision.row == (suffices ? .keyFresh : .keyStale))
        #expect(decision.outcome == (suffices ? .allow : .deny))
    }

    @Test
    func `row 18: a key of an owner or admin suffices while SSO is not set up correctly, and they learn why`()
    {
        for (fault, spoil) in Given.faults {
            for subject in [Given.owner, Given.admin, Given.member] {
                var facts = Given.facts(subject)
                spoil(&facts)
                let decision = decide(facts, method: .publicKey)
                guard subject != Given.member else {
                    #expect(decision.row == .keyStale)
                    continue
                }
                #expect(decision == Decision(.keyFallback, .allow, .fault(fault)))
                #expect(Message.beforeProof(decision).hasPrefix("A key is accepted because"))
            }
        }
    }

    @Test func `rows 19 and 20: a key suffices only where SSO is not required`() {
        var facts = Given.facts(Given.member)
        #expect(decide(facts, method: .publicKey) == Decision(.keyStale, .deny, .keyMaxAge(86_400)))
        facts.ssoRequired = false
        #expect(decide(facts, method: .publicKey) == Decision(.keyAllowed, .allow))
    }

    @Test(
        arguments: [(3_600, "1 h"), (172_800, "48 h"), (5_400, "90 min"), (60, "1 min")] as [(Int64, String)])
    func `row 19: the span is what the organisation set, and the person reads it`(span: Int64, words: String)
    {
        var facts = Given.facts(Given.member)
        facts.keyMaxAge = span
        facts.lastSSOAt = UnixTime(seconds: Given.now.seconds - span)
        #expect(decide(facts, method: .publicKey).row == .keyFresh)
        facts.lastSSOAt = UnixTime(seconds: Given.now.seconds - span - 1)
        let text = Message.beforeProof(decide(facts, method: .publicKey))
        #expect(text.contains("your last sign-in is older than \(words)."))
    }

    @Test func `row 19: a span below a second makes no key good`() {
        var facts = Given.facts(Given.member)
        for span in [0, -1, Int64.min] {
            (facts.keyMaxAge, facts.lastSSOAt) = (span, Given.now)
            #expect(decide(facts, method: .publicKey).row == .keyStale)
        }
    }

    @Test(arguments: [true, false])
    func `row 10: a key makes nobody a member, whether or not SSO is required`(required: Bool) {
        var facts = Given.facts(.unknown)
        facts.ssoRequired = required
        #expect(decide(facts, method: .publicKey) == Decision(.notAMember, .deny))
    }

    @Test func `row 21: a service that asks nobody lets active members go on, and nobody else`() {
        for required in [true, false] {
            for subject in [Given.member, Given.localMember, Given.owner, Given.admin, .unknown] {
                var facts = Given.facts(subject)
                (facts.ssoRequired, facts.identityProvider) = (required, nil)
                #expect(
                    decide(facts, method: .accountOnly)
                        == (subject == .unknown
                            ? Decision(.notAMember, .deny) : Decision(.nothingAsked, .allow)))
            }
        }
    }
}
