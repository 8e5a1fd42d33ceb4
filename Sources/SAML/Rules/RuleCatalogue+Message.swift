extension RuleCatalogue {
    /// PARSE, SIG, SEE, KEY and ENC: what a message is made of, and who vouches for it.
    static let documents: [CataloguedRule] = [
        CataloguedRule(.parse01, "the size of a message is bounded before it is parsed", .response),
        CataloguedRule(.parse02, "base64 has one alphabet, right padding and nothing behind it", .response),
        CataloguedRule(.parse03, "messages are UTF-8 and XML 1.0", .response),
        CataloguedRule(.parse04, "no document type and no entity", .response),
        CataloguedRule(
            .parse05, "the parser fetches nothing, expands nothing and mends nothing",
            .construction(
                "XMLDocument",
                Proof("SAMLTests/ConstructionTests.swift", "parserFetchesNothingAndMendsNothing"))),
        CataloguedRule(.parse06, "every complaint of the parser is fatal", .response),
        CataloguedRule(.parse07, "namespace names are absolute and not empty", .response),
        CataloguedRule(.parse08, "no comments and no processing instructions", .response),
        CataloguedRule(.parse09, "no CDATA in values that are read", .response),
        CataloguedRule(.parse10, "depth, elements, attributes, namespaces and texts are bounded", .response),
        CataloguedRule(
            .parse11, "one parser and one tree; nothing is written out to be read again",
            .construction(
                "XMLDocument", Proof("SAMLTests/ConstructionTests.swift", "noTreeIsWrittenOutToBeReadAgain"))),
        CataloguedRule(.parse12, "exactly one root element", .response),
        CataloguedRule(
            .parse13, "elements are told apart by namespace and local name, never by prefix",
            .construction(
                "XMLElement", Proof("SAMLTests/ConstructionTests.swift", "namespacesMeanEverything"))),
        CataloguedRule(
            .parse14, "elements and attributes are those of the schemas, in their order and number", .response
        ),
        CataloguedRule(.parse15, "attributes of SAML have no namespace", .response),
        CataloguedRule(.parse16, "every ID is a name and there once", .response),
        CataloguedRule(.parse17, "no xml:base, xsi:type or xsi:nil on elements of SAML", .response),
        CataloguedRule(.sig01, "without a trusted key everything is refused", .response),
        CataloguedRule(.sig02, "the assertion that is read is covered by a signature", .response),
        CataloguedRule(.sig03, "signatures stand in the response and its assertion alone", .response),
        CataloguedRule(.sig04, "one signature an element, right after the Issuer", .response),
        CataloguedRule(
            .sig05, "one SignedInfo, one SignatureValue, at most one KeyInfo, no Object", .response),
        CataloguedRule(.sig06, "one reference, to the ID of the element around the signature", .response),
        CataloguedRule(
            .sig07, "the reference leads to the signature's parent",
            .construction(
                "SignedContent", Proof("SAMLTests/SignatureStageTests.swift", "referenceMustLeadToTheParent"))
        ),
        CataloguedRule(.sig08, "two transforms: enveloped, then exclusive canonicalisation", .response),
        CataloguedRule(.sig09, "SignedInfo is canonicalised exclusively and without comments", .response),
        CataloguedRule(
            .sig10, "digest and signature value are one strict base64 text of the right length", .response),
        CataloguedRule(
            .sig11, "what was canonicalised is something",
            .construction(
                "SignedContent", Proof("SAMLTests/SignatureStageTests.swift", "digestOfNothingIsNoDigest"))),
        CataloguedRule(.sig12, "signature methods are those of a list", .response),
        CataloguedRule(.sig13, "digest methods are those of a list", .response),
        CataloguedRule(
            .sig14, "keys in a message are not looked at",
            .construction(
                "SignedContent", Proof("SAMLTests/ConstructionTests.swift", "keysInAMessageAreNotLookedAt"))),
        CataloguedRule(.sig15, "the key is of the kind that the method needs", .response),
        CataloguedRule(.sig16, "the signature is valid under a pinned key", .response),
        CataloguedRule(
            .sig17, "reference and digest are read from the octets that were signed",
            .construction(
                "SignedContent",
                Proof("SAMLTests/SignatureStageTests.swift", "onlyTheSignedOctetsOfSignedInfoAreBelieved"))),
        CataloguedRule(.sig18, "keys are RSA of 2048 bits or the curves P-256, P-384, P-521", .response),
        CataloguedRule(.see01, "who somebody is comes from the signed octets alone", .response),
        CataloguedRule(.see02, "the assertion stands directly in the response", .response),
        CataloguedRule(.see03, "one assertion in the whole document", .response),
        CataloguedRule(
            .see04, "what an unsigned response says of itself decides nothing",
            .construction(
                "ConfirmationRules",
                Proof("SAMLTests/ConstructionTests.swift", "unsignedResponseDecidesNothing"))),
        CataloguedRule(
            .see05, "every signature of a message is valid",
            .construction(
                "SignatureRules",
                Proof(
                    "SAMLTests/WrappingTests.swift",
                    "badSignatureOfTheAssertionIsNotHealedByAGoodOneOfTheResponse"))),
        CataloguedRule(
            .see06, "what was decrypted keeps the same rules as a document of its own",
            .construction(
                "Verifier",
                Proof(
                    "SAMLTests/BrokenEncryption.swift",
                    "decryptedAssertionIsHeldToTheRulesOnDocumentsAndSignatures"))),
        CataloguedRule(
            .key01, "keys are pinned; the dates of certificates are shown",
            .construction(
                "KeyRules", Proof("SAMLTests/KeyTests.swift", "expiredCertificateIsAWarningAsTheKeyIsPinned"))
        ),
        CataloguedRule(.key02, "every signing key is tried, up to a bound", .response),
        CataloguedRule(
            .key03, "keys for encryption alone verify nothing",
            .metadata(
                "IdentityProviderMetadata",
                Proof("SAMLTests/MetadataRuleTests.swift", "brokenMetadataIsRefusedWithItsRule"))),
        CataloguedRule(
            .key04, "trust is in whole keys, never in fingerprints",
            .part("SigningKey", Proof("SAMLTests/KeyTests.swift", "whatIsNoSingleCertificateIsRefused"))),
        CataloguedRule(
            .key05, "keys belong to one identity provider",
            .construction(
                "TrustedIdentityProvider",
                Proof(
                    "SAMLTests/ConstructionTests.swift", "ownAddressesAndIdentityProviderAreTheConfiguredOnes"
                ))),
        CataloguedRule(.key06, "several decryption keys are tried, up to a bound", .response),
        CataloguedRule(
            .key07, "an identity provider that is switched off is refused when the response comes, too",
            .part(
                "SignInBroker",
                Proof(
                    "HelperTests/SignInBrokerTests.swift",
                    "a code drawn under an identity provider that was replaced lets nobody in"))),
        CataloguedRule(.enc01, "AES-GCM; CBC where it is granted and the response is signed", .response),
        CataloguedRule(.enc02, "initialisation vector and tag have their full lengths", .response),
        CataloguedRule(.enc03, "keys are transported by RSA-OAEP", .response),
        CataloguedRule(.enc04, "every failure to decrypt looks the same", .response),
        CataloguedRule(
            .enc05, "one EncryptedData, a few keys inside or beside it, no references out", .response),
        CataloguedRule(.enc06, "what was encrypted is exactly one assertion", .response),
        CataloguedRule(.enc07, "decryption is with configured keys alone", .response),
        CataloguedRule(.enc08, "encryption is no signature", .response),
        CataloguedRule(.enc09, "no encrypted names and no encrypted attributes", .response),
        CataloguedRule(.enc10, "parameters of encryption methods are those of a list", .response),
    ]

    /// RESP, ASRT, NID and ATTR: what a message says.
    static let messages: [CataloguedRule] = [
        CataloguedRule(.resp01, "the root is a Response of version 2.0", .response),
        CataloguedRule(.resp02, "the response has an ID and was issued a few minutes ago", .response),
        CataloguedRule(.resp03, "the status is success", .response),
        CataloguedRule(.resp04, "Destination is the assertion consumer service", .response),
        CataloguedRule(.resp05, "the Issuer of the response is the identity provider", .response),
        CataloguedRule(.resp06, "InResponseTo is the request of this login", .response),
        CataloguedRule(
            .resp07, "the response is from the identity provider that was asked",
            .construction(
                "SignInBroker",
                Proof(
                    "HelperTests/SignInBrokerTests.swift",
                    "a code drawn under an identity provider that was replaced lets nobody in"))),
        CataloguedRule(.resp08, "an unsolicited response answers no request", .response),
        CataloguedRule(
            .resp09, "own addresses come from the configuration, never from a request",
            .construction(
                "RelyingParty",
                Proof(
                    "SAMLTests/ConstructionTests.swift", "ownAddressesAndIdentityProviderAreTheConfiguredOnes"
                ))),
        CataloguedRule(.asrt01, "the assertion has ID, version 2.0 and a time of issue", .response),
        CataloguedRule(.asrt02, "the Issuer of the assertion is the identity provider", .response),
        CataloguedRule(.asrt03, "one Subject with one NameID", .response),
        CataloguedRule(.asrt04, "one bearer confirmation holds in every respect", .response),
        CataloguedRule(.asrt05, "Recipient is the assertion consumer service", .response),
        CataloguedRule(.asrt06, "the confirmation ends, and has not ended", .response),
        CataloguedRule(.asrt07, "the confirmation has no NotBefore", .response),
        CataloguedRule(.asrt08, "the confirmation answers the request of this login", .response),
        CataloguedRule(
            .asrt09, "the confirmation's Address is the person's, where that is asked for", .response),
        CataloguedRule(.asrt10, "now lies within the one Conditions", .response),
        CataloguedRule(.asrt11, "every AudienceRestriction names this service provider", .response),
        CataloguedRule(.asrt12, "no condition is unknown; every assertion is used once", .response),
        CataloguedRule(.asrt13, "the person signed in, and not in the future", .response),
        CataloguedRule(.asrt14, "the session at the identity provider has not ended", .response),
        CataloguedRule(.asrt15, "the person signed in in a way that is asked for", .response),
        CataloguedRule(.asrt16, "an assertion lives for minutes, whatever its dates say", .response),
        CataloguedRule(.asrt17, "clocks differ by five minutes at most", .response),
        CataloguedRule(.asrt18, "times are UTC, of the years 1970 to 2200", .response),
        CataloguedRule(.asrt19, "the person signed in after the moment that is asked for", .response),
        CataloguedRule(.nid01, "a name is text and nothing else", .response),
        CataloguedRule(.nid02, "a name is not blank and not in white space", .response),
        CataloguedRule(.nid03, "a name is short, visible and in NFC", .response),
        CataloguedRule(.nid04, "a name lasts, and is of a format that is asked for", .response),
        CataloguedRule(.nid05, "qualifiers are the identity provider and this service provider", .response),
        CataloguedRule(
            .nid06, "the key of an account is all of name, format, qualifiers and provider, by bytes",
            .response),
        CataloguedRule(
            .nid07, "names of Unix accounts follow a pattern and are nobody else's",
            .part(
                "AccountNaming",
                Proof("AccountsTests/AccountNamingTests.swift", "is refused when it is reserved"))),
        CataloguedRule(.attr01, "attributes are known by Name and NameFormat", .response),
        CataloguedRule(.attr02, "what is single-valued is there once", .response),
        CataloguedRule(.attr03, "what is single-valued has one value", .response),
        CataloguedRule(.attr04, "values that are used are plain text", .response),
        CataloguedRule(
            .attr05, "e-mail addresses are of domains that the identity provider may speak for", .response),
        CataloguedRule(.attr06, "e-mail addresses are plain ASCII ones", .response),
        CataloguedRule(.attr07, "the case of a domain means nothing, that of a local part does", .response),
        CataloguedRule(
            .attr08, "an address alone links nobody to an account that was there",
            .part(
                "Store",
                Proof(
                    "StoreTests/AdmissionTests.swift",
                    "an account with a password is not linked by e-mail until that is allowed, once"))),
        CataloguedRule(
            .attr09, "attributes that nobody asks for are ignored",
            .part(
                "VerifiedAssertion",
                Proof("SAMLTests/AcceptedTests.swift", "attributesThatNobodyAsksForChangeNothing"))),
        CataloguedRule(
            .attr10, "no assertion puts anybody into a group of the host",
            .part(
                "UserdbInterface",
                Proof("AccountsTests/UserdbInterfaceTests.swift", "puts nobody into any group"))),
        CataloguedRule(
            .attr11, "values are data, wherever they are shown",
            .part(
                "UserRecord",
                Proof("AccountsTests/UserRecordTests.swift", "has a name for people that breaks no line"))),
    ]
}
