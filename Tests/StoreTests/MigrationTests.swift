import Policy
import Testing

@testable import Store

@Suite struct MigrationTests {
    let temporary: TemporaryStore
    init() throws { temporary = try TemporaryStore() }

    /// A store as version 1 left it: an organisation, and a proven identity provider with one certificate.
    private func makeVersion1() throws {
        let connection = try Connection(path: temporary.path, flags: 6, patience: 0)
        for statement in Schema.migrations[0] { try connection.run(statement) }
        try connection.run("PRAGMA application_id = 0x47485345")
        try connection.run("PRAGMA user_version = 1")
        try connection.run("INSERT INTO organisation (id, name, created_at) VALUES (1, 'Corp', 1)")
        try connection.run(
            """
            INSERT INTO identity_provider (organisation_id, name, entity_id, sign_in_url, enabled, changed_at, proven_at)
            VALUES (1, 'idp', 'https://idp.example', 'https://idp.example/sso', 1, 10, 20)
            """)
        try connection.run(
            """
            INSERT INTO identity_provider_certificate (identity_provider_id, der, not_before, not_after)
            VALUES (1, x'010203', 5, 50)
            """)
    }

    @Test func `a writer brings a store of version 1 to this one, and nothing is lost`() throws {
        try makeVersion1()
        let store = try Store(path: temporary.path, access: .write)
        let provider = try #require(try store.identityProvider())
        #expect(provider.name == "idp")
        #expect(provider.certificates.map { $0.der } == [[1, 2, 3]])
        #expect(provider.facts.isProven)
        #expect(provider.validUntil == nil)
        #expect(!provider.wantsSignedRequests)
        #expect(provider.weaknesses == [])
        #expect(try store.metadataState() == nil)
        #expect(try store.organisation()?.name == "Corp")
        #expect(try store.connection.integer("PRAGMA user_version") == Schema.version)
    }

    @Test func `a reader does not touch a store of version 1`() throws {
        try makeVersion1()
        #expect(throws: StoreError.wrongVersion(found: 1, known: Schema.version)) {
            _ = try Store(path: temporary.path, access: .read)
        }
        let connection = try Connection(path: temporary.path, flags: 1, patience: 0)
        #expect(try connection.integer("PRAGMA user_version") == 1)
    }

    @Test func `there is a step for each version`() {
        #expect(Int64(Schema.migrations.count) == Schema.version)
    }
}
