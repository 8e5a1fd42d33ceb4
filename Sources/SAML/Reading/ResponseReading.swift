/// What a `samlp:Response` says about itself. Values only: judging them is the rules' task.
struct ResponseReading {
    let element: XMLElement
    let isResponse: Bool
    let id: String?
    let version: String?
    let issueInstant: String?
    let destination: String?
    let inResponseTo: String?
    let issuers: [IssuerReading]
    /// How many `Status` elements there are.
    let statuses: Int
    /// Values of the top-level `StatusCode` elements.
    let statusCodes: [String]
    /// The second-level code and the message of a failed status, for people.
    let statusDetail: String?

    init(_ element: XMLElement) {
        self.element = element
        isResponse = element.matches(ProtocolName.response)
        id = element.attribute("ID")
        version = element.attribute("Version")
        issueInstant = element.attribute("IssueInstant")
        destination = element.attribute("Destination")
        inResponseTo = element.attribute("InResponseTo")
        issuers = element.children(AssertionName.issuer).map(IssuerReading.init)
        let status = element.children(ProtocolName.status)
        let codes = status.flatMap { $0.children(ProtocolName.statusCode) }
        statuses = status.count
        statusCodes = codes.map { $0.attribute("Value") ?? "" }
        let second = codes.first?.onlyChild(ProtocolName.statusCode)?.attribute("Value")
        let message = status.first?.onlyChild(ProtocolName.statusMessage)?.content.value
        let detail = [second, message].compactMap { $0 }.joined(separator: ": ")
        statusDetail = detail.isEmpty ? nil : detail
    }

    /// Every date of the response with its name.
    var dates: [(name: String, value: String)] {
        issueInstant.map { [("Response IssueInstant", $0)] } ?? []
    }
}

/// Values of `samlp:Status`.
enum StatusValue {
    static let success = "urn:oasis:names:tc:SAML:2.0:status:Success"
}
