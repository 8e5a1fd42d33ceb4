internal import Policy
internal import Store

/// How many recovery codes each active owner has left, and which let somebody in.
struct RecoveryOwners: Report {
    let owners: [Owner]
    let uses: [Use]

    struct Owner: Encodable {
        let owner, login: String
        let printed, left: Int
        @OrNull var printedAt: String?

        var text: String {
            guard let printedAt else { return "\(owner)  none. Run: gatehouse recovery codes \(owner)" }
            return "\(owner)  \(left) of \(printed) left, printed \(printedAt)"
        }
    }

    struct Use: Encodable {
        let login, at, origin: String
        let number: Int64

        init(_ use: RecoveryUse) {
            (login, at, origin) = (use.login.description, use.at.iso8601, use.origin)
            number = use.number
        }

        var text: String { "\(at)  code \(number) of \(login) used, \(origin)" }
    }

    init(_ codes: [RecoveryCodes], _ uses: [RecoveryUse]) {
        owners = codes.map {
            Owner(
                owner: $0.email.description, login: $0.login.description, printed: $0.printed,
                left: $0.unused,
                printedAt: $0.printedAt?.iso8601)
        }
        self.uses = uses.map { Use($0) }
    }

    var text: String {
        let lines = owners.map(\.text) + uses.map(\.text)
        return lines.isEmpty ? "There is no active owner." : lines.joined(separator: "\n")
    }

    var status: ExitStatus { owners.isEmpty || owners.contains { $0.left == 0 } ? .no : .yes }
}
