/// What a `saml:Assertion` says. Values only: judging them is the rules' task.
struct AssertionReading {
    /// A `saml:SubjectConfirmation`.
    struct Confirmation {
        static let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

        let method: String?
        let recipient: String?
        let notBefore: String?
        let notOnOrAfter: String?
        let inResponseTo: String?
        let address: String?
        /// Whether there is something in the confirmation's data, which means nothing with a bearer.
        let holdsData: Bool

        init(_ element: XMLElement) {
            let data = element.onlyChild(AssertionName.subjectConfirmationData)
            method = element.attribute("Method")
            recipient = data?.attribute("Recipient")
            notBefore = data?.attribute("NotBefore")
            notOnOrAfter = data?.attribute("NotOnOrAfter")
            inResponseTo = data?.attribute("InResponseTo")
            address = data?.attribute("Address")
            holdsData = data?.firstChild != nil
        }

        var isBearer: Bool { method == Self.bearer && !holdsData }
    }

    /// A `saml:Conditions`.
    struct Conditions {
        let notBefore: String?
        let notOnOrAfter: String?
        /// The audiences of each `AudienceRestriction`; an audience that is not plain text is absent.
        let audiences: [[String?]]
        /// Conditions that are not known here.
        let unknown: [String]
        let oneTimeUse: Bool

        init(_ element: XMLElement) {
            notBefore = element.attribute("NotBefore")
            notOnOrAfter = element.attribute("NotOnOrAfter")
            var audiences: [[String?]] = []
            var unknown: [String] = []
            var oneTimeUse = false
            for child in element.children {
                if child.matches(AssertionName.audienceRestriction) {
                    audiences.append(child.children(AssertionName.audience).map(\.content.value))
                } else if child.matches(AssertionName.oneTimeUse) {
                    oneTimeUse = true
                } else if !child.matches(AssertionName.proxyRestriction) {
                    unknown.append(child.displayName)
                }
            }
            self.audiences = audiences
            self.unknown = unknown
            self.oneTimeUse = oneTimeUse
        }
    }

    /// A `saml:AuthnStatement`.
    struct Authentication {
        let authnInstant: String?
        let sessionIndex: String?
        let sessionNotOnOrAfter: String?
        /// What the identity provider calls the way the person signed in, by class or declaration.
        let contexts: [String]

        init(_ element: XMLElement) {
            authnInstant = element.attribute("AuthnInstant")
            sessionIndex = element.attribute("SessionIndex")
            sessionNotOnOrAfter = element.attribute("SessionNotOnOrAfter")
            let context = element.onlyChild(AssertionName.authnContext)
            let references = [AssertionName.authnContextClassRef, AssertionName.authnContextDeclRef]
            contexts = references.compactMap { context?.onlyChild($0)?.content.value }
        }
    }

    /// A `saml:NameID`.
    struct Name {
        let content: TextContent
        let format: String?
        let nameQualifier: String?
        let spNameQualifier: String?

        init(_ element: XMLElement) {
            content = element.content
            format = element.attribute("Format")
            nameQualifier = element.attribute("NameQualifier")
            spNameQualifier = element.attribute("SPNameQualifier")
        }
    }

    let element: XMLElement
    let id: String?
    let version: String?
    let issueInstant: String?
    let issuers: [IssuerReading]
    let subjects: Int
    let names: [Name]
    let confirmations: [Confirmation]
    let conditions: [Conditions]
    let authentications: [Authentication]
    let attributes: [AttributeReading]

    init(_ element: XMLElement) {
        self.element = element
        id = element.attribute("ID")
        version = element.attribute("Version")
        issueInstant = element.attribute("IssueInstant")
        issuers = element.children(AssertionName.issuer).map(IssuerReading.init)
        let subject = element.children(AssertionName.subject)
        subjects = subject.count
        names = subject.flatMap { $0.children(AssertionName.nameID) }.map(Name.init)
        confirmations = subject.flatMap { $0.children(AssertionName.subjectConfirmation) }.map(
            Confirmation.init)
        conditions = element.children(AssertionName.conditions).map(Conditions.init)
        authentications = element.children(AssertionName.authnStatement).map(Authentication.init)
        attributes = element.children(AssertionName.attributeStatement)
            .flatMap { $0.children(AssertionName.attribute) }.map(AttributeReading.init)
    }

    /// Every date of the assertion with its name.
    var dates: [(name: String, value: String)] {
        var found: [(String, String?)] = [("Assertion IssueInstant", issueInstant)]
        for item in confirmations {
            found.append(("SubjectConfirmationData NotBefore", item.notBefore))
            found.append(("SubjectConfirmationData NotOnOrAfter", item.notOnOrAfter))
        }
        for item in conditions {
            found.append(("Conditions NotBefore", item.notBefore))
            found.append(("Conditions NotOnOrAfter", item.notOnOrAfter))
        }
        for item in authentications {
            found.append(("AuthnInstant", item.authnInstant))
            found.append(("SessionNotOnOrAfter", item.sessionNotOnOrAfter))
        }
        return found.compactMap { name, value in value.map { (name, $0) } }
    }
}

/// Name formats that mean something to the rules (SAML Core 8.3).
enum NameIDFormat {
    static let unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
    static let emailAddress = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
    static let transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
}
