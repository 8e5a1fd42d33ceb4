extension RuleCatalogue {
    /// RPL, META, RS, REQ, SPM, BIND, SLO and OPS: what is around a message.
    static let surroundings: [CataloguedRule] = [
        CataloguedRule(
            .rpl01, "IDs of response and assertion are used once, on disk and in one transaction",
            .part(
                "Store", Proof("StoreTests/AdmissionTests.swift", "an assertion is used once, a response too")
            )),
        CataloguedRule(
            .rpl02, "a request is used up by the first answer, good or bad",
            .part(
                "SignInBroker",
                Proof(
                    "HelperTests/SignInBrokerTests.swift",
                    "a bad response uses up its request, so that a good one comes too late"))),
        CataloguedRule(
            .rpl03, "used IDs are kept until they would be refused anyway, and none goes earlier",
            .part(
                "Store",
                Proof(
                    "StoreTests/UsedAssertionTests.swift",
                    "an ID is remembered until its assertion has run out, however many come after it"))),
        CataloguedRule(
            .rpl04, "a response counts for the sign-in and the browser that began it",
            .part(
                "SignInBroker",
                Proof(
                    "HelperTests/OtherBrowserTests.swift",
                    "what another browser brings gives the one that was sent no code, and creates nothing"))),
        CataloguedRule(
            .meta01, "metadata goes through the same parser, within 1 MiB",
            .metadata(
                "MetadataDocument",
                Proof("SAMLTests/MetadataRuleTests.swift", "brokenMetadataIsRefusedWithItsRule"))),
        CataloguedRule(
            .meta02, "metadata is trusted for a pinned key, a pinned HTTPS address, or a file of root's",
            .metadata(
                "MetadataReader",
                Proof(
                    "HelperTests/MetadataUpkeepTests.swift",
                    "a document without the pinned key's signature changes nothing"))),
        CataloguedRule(
            .meta03, "a signature of metadata keeps the same rules",
            .metadata(
                "MetadataDocument",
                Proof("SAMLTests/MetadataRuleTests.swift", "brokenMetadataIsRefusedWithItsRule"))),
        CataloguedRule(
            .meta04, "validUntil counts, the last good description stays until then, and none comes back",
            .metadata(
                "IdentityProviderMetadata",
                Proof(
                    "HelperTests/MetadataUpkeepTests.swift",
                    "an older description is refused, and the known one stays"))),
        CataloguedRule(
            .meta05, "exactly one entity matches, of at most 1024 octets",
            .metadata(
                "EntityPath", Proof("SAMLTests/MetadataRuleTests.swift", "brokenMetadataIsRefusedWithItsRule")
            )),
        CataloguedRule(
            .meta06, "one role of an identity provider for SAML 2.0",
            .metadata(
                "IdentityProviderMetadata",
                Proof("SAMLTests/MetadataRuleTests.swift", "brokenMetadataIsRefusedWithItsRule"))),
        CataloguedRule(
            .meta07, "metadata without a signing key is an error",
            .metadata(
                "IdentityProviderMetadata",
                Proof("SAMLTests/MetadataRuleTests.swift", "brokenMetadataIsRefusedWithItsRule"))),
        CataloguedRule(
            .meta08, "addresses are https and of a known binding",
            .metadata(
                "EndpointURL",
                Proof("SAMLTests/MetadataRuleTests.swift", "brokenMetadataIsRefusedWithItsRule"))),
        CataloguedRule(
            .meta09, "metadata is fetched by https, from where it was said to be, in bounded time",
            .metadata(
                "MetadataFetcher",
                Proof(
                    "HelperTests/MetadataFetcherTests.swift",
                    "a redirect is not followed, and the failure says where it leads"))),
        CataloguedRule(
            .meta10, "another key shows as a difference, and waits for approval where nothing is signed",
            .metadata(
                "MetadataUpkeep",
                Proof(
                    "HelperTests/MetadataUpkeepTests.swift",
                    "a key that nobody signed waits, is logged once, and counts after approval"))),
        CataloguedRule(
            .rs01, "RelayState is random, of at most 80 octets, and means something here alone",
            .part(
                "AuthnRequest",
                Proof("SAMLTests/RequestTests.swift", "longRelayStateAndUnsafeDestinationAreRefused"))),
        CataloguedRule(
            .rs02, "RelayState leads nowhere",
            .part(
                "SignInBroker",
                Proof("HelperTests/SignInBrokerTests.swift", "a response that nobody waits for is refused"))),
        CataloguedRule(
            .rs03, "RelayState is that of a waiting sign-in, and is never shown",
            .part(
                "SignInBroker",
                Proof(
                    "HelperTests/SiteTests.swift",
                    "a refused person reads one sentence and a reference, never the rule"))),
        CataloguedRule(
            .req01, "the ID of a request is 160 random bits",
            .part("AuthnRequest", Proof("SAMLTests/RequestTests.swift", "identifiersAre160RandomBits"))),
        CataloguedRule(
            .req02, "a request names its sender, time, destination, answer's address and binding",
            .part(
                "AuthnRequest",
                Proof("SAMLTests/RequestTests.swift", "requestSaysWhatTheProfileAsksForAndNoMore"))),
        CataloguedRule(
            .req03, "a request asks for no name format of its own accord",
            .part(
                "AuthnRequest",
                Proof("SAMLTests/RequestTests.swift", "requestSaysWhatTheProfileAsksForAndNoMore"))),
        CataloguedRule(
            .req04, "a request asks for no way of signing in of its own accord",
            .part(
                "AuthnRequest",
                Proof("SAMLTests/RequestTests.swift", "requestSaysWhatTheProfileAsksForAndNoMore"))),
        CataloguedRule(
            .req05, "a signature of a redirect is over the octets that are sent",
            .part(
                "AuthnRequest",
                Proof("SAMLTests/RequestTests.swift", "redirectIsSignedOverTheOctetsThatAreSent"))),
        CataloguedRule(
            .req06, "a redirect carries raw DEFLATE in base64, encoded once",
            .part(
                "AuthnRequest",
                Proof("SAMLTests/RequestTests.swift", "redirectCarriesTheRequestAndTheRelayState"))),
        CataloguedRule(
            .req07, "a request waits ten minutes, for one identity provider and one sign-in",
            .part(
                "SignInBroker",
                Proof(
                    "HelperTests/SignInBrokerTests.swift",
                    "a sign-in is over after ten minutes, at each of its steps"))),
        CataloguedRule(
            .req08, "XML is written by a writer that escapes everything",
            .part(
                "XMLWriter",
                Proof("SAMLTests/RequestTests.swift", "requestSaysWhatTheProfileAsksForAndNoMore"))),
        CataloguedRule(
            .spm01, "own metadata names one entity and one address for answers",
            .part(
                "ServiceProviderMetadata",
                Proof("SAMLTests/RequestTests.swift", "serviceProviderMetadataIsTheSameEachTime"))),
        CataloguedRule(
            .spm02, "own metadata asks for signed assertions, and says whether requests are signed",
            .part(
                "ServiceProviderMetadata",
                Proof("SAMLTests/RequestTests.swift", "serviceProviderMetadataTellsKeysByUse"))),
        CataloguedRule(
            .spm03, "own metadata tells keys by use, the new and the old, with their methods",
            .part(
                "ServiceProviderMetadata",
                Proof("SAMLTests/RequestTests.swift", "serviceProviderMetadataTellsKeysByUse"))),
        CataloguedRule(
            .spm04, "own metadata is the same each time",
            .part(
                "ServiceProviderMetadata",
                Proof("SAMLTests/RequestTests.swift", "serviceProviderMetadataIsTheSameEachTime"))),
        CataloguedRule(
            .bind01, "responses come by POST, in one field of a form",
            .part(
                "PostbackForm",
                Proof("HelperTests/SiteTests.swift", "what is no sign-in gets a page that says so"))),
        CataloguedRule(
            .bind02, "responses by redirect are refused",
            .part(
                "SignInSite",
                Proof("HelperTests/SiteTests.swift", "what is no sign-in gets a page that says so"))
        ),
        CataloguedRule(
            .bind03, "signatures of redirects are judged by the octets that came",
            .notApplicable("no message is received by redirect: single logout is not offered")),
        CataloguedRule(
            .bind04, "inflation is bounded",
            .notApplicable(
                "nothing that is received is compressed: messages by redirect are refused (BIND-02)")),
        CataloguedRule(
            .bind05, "artifacts are resolved at their source alone",
            .notApplicable("the artifact binding is not offered: a SAMLart field is no response")),
        CataloguedRule(
            .bind06, "no SimpleSign, PAOS or ECP",
            .notApplicable("none of them is offered; what they send is no form with a response")),
        CataloguedRule(
            .slo01, "requests for logout are signed, for us, in time and new",
            .notApplicable("single logout is not offered")),
        CataloguedRule(
            .slo02, "requests for logout name a session that we have",
            .notApplicable("single logout is not offered")),
        CataloguedRule(
            .slo03, "responses to a logout are to ours, and say success",
            .notApplicable("single logout is not offered")),
        CataloguedRule(.slo04, "the session here ends first", .notApplicable("single logout is not offered")),
        CataloguedRule(
            .ops01, "people read one sentence and a reference, the log has the rule and both values",
            .part(
                "Refusal",
                Proof(
                    "HelperTests/SiteTests.swift",
                    "a refused person reads one sentence and a reference, never the rule"))),
        CataloguedRule(
            .ops02, "no assertion is logged whole",
            .part("RuleResult", Proof("SAMLTests/ChecklistTests.swift", "noLineHoldsMoreThanTwoValues"))),
        CataloguedRule(
            .ops03, "parser and cryptography run confined, and what kills them is a refusal",
            .part(
                "WorkerPool",
                Proof("IsolationTests/SandboxTests.swift", "a confined process can do nothing but compute"))),
        CataloguedRule(
            .ops04, "weaknesses are named, granted to one identity provider, shown, and run out",
            .part(
                "IdentityProvider",
                Proof(
                    "StoreTests/MetadataStateTests.swift", "weaknesses end at their time, and are still named"
                ))),
        CataloguedRule(
            .ops05, "the clock is trusted while it is synchronised",
            .notApplicable(
                "the time is a parameter of the verifier; whether a host's clock is right is for the host to say"
            )),
    ]
}
