import Foundation
import Policy

@testable import Store

/// A store in which every name is as long as such names are: what is to be seen of it has to fit all the same.
final class LongNames {
    static let organisation = "The Most Honourable Company of Bridge Builders & Ferrymen, Ltd. "
        .padding(toLength: 64, withPad: "x", startingAt: 0)
    static let domain = DomainName("a" + String(repeating: "bridges", count: 7) + "-a.example")!
    static let now = UnixTime(seconds: 1_790_000_000)

    let store: Store
    let id: Organisation.ID
    let folder: URL
    let owner: Member

    /// An owner with a local account that is gone, a member with a managed one, and one more owner.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appending(path: "gatehouse.db").path, access: .create)
        id = try store.createOrganisation(name: LongNames.organisation, at: LongNames.now)
        try store.addClaim(
            on: LongNames.domain, of: id, token: String(repeating: "t", count: 32), at: LongNames.now, firstCheck: nil)
        for (letter, role, managed) in [
            ("o", Role.owner, false), ("p", .owner, true), ("m", .member, true), ("n", .member, false),
        ] {
            let login = LoginName(String(repeating: letter, count: 31))!
            try store.addMember(
                NewMember(
                    email: LongNames.address(letter), displayName: "", role: role, login: login,
                    managed: managed
                        ? .init(uid: try store.nextUID(for: login), home: "/home/\(letter)", shell: "/bin/sh")
                        : nil),
                of: id, at: LongNames.now)
        }
        owner = try store.member(email: LongNames.address("o"), of: id)!
        try store.addIdentityProvider(LongNames.provider, of: id)
        try store.setMetadataSource(
            MetadataSource(location: LongNames.provider.signInURL, entityID: nil, certificates: []), of: id,
            cacheDuration: nil,
            at: LongNames.now)
        try store.noteMetadataFailure(
            "META-01: " + String(repeating: "nothing usable came from there ", count: 6), of: id, at: LongNames.now
        )
        try store.propose(
            ProposedMetadata(
                xml: [], foundAt: LongNames.now,
                difference: "the sign-in URL becomes \(LongNames.provider.signInURL)\nand more"), of: id)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// 80 characters.
    static func address(_ letter: String) -> EmailAddress {
        EmailAddress(String(repeating: letter, count: 79 - domain.description.count) + "@\(domain)")!
    }

    static var provider: IdentityProvider {
        let url = "https://" + String(repeating: "login", count: 16) + ".example/sso"
        return IdentityProvider(
            name: String(repeating: "i", count: 40), entityID: url, signInURL: url,
            certificates: [
                .init(
                    der: [1],
                    validity: .init(notBefore: LongNames.now, notAfter: UnixTime(seconds: LongNames.now.seconds + 1)))
            ], changedAt: LongNames.now, validUntil: LongNames.now,
            weaknesses: ["sha1", "rsa1024", "cbc", "3des", "rsa15"],
            weaknessesUntil: UnixTime(seconds: LongNames.now.seconds + 9))
    }
}
