import Testing

@testable import SAML

@Suite struct MetadataTests {
    static let good = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- published by a product that explains itself -->
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.org/saml" \
        validUntil="2027-01-01T00:00:00Z"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" \
        protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol">\
        <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>\
        <ds:X509Certificate>\n\(Base64.encode(TestKey.provider.certificateDER))\n</ds:X509Certificate>\
        </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\
        <md:KeyDescriptor use="encryption"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>\
        <ds:X509Certificate>\(Base64.encode(TestKey.stranger.certificateDER))</ds:X509Certificate>\
        </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="ftp://x"/>\
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" \
        Location="https://idp.example.org/post"/>\
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" \
        Location="https://idp.example.org/redirect"/></md:IDPSSODescriptor></md:EntityDescriptor>
        """

    @Test func metadataIsRead() throws {
        let metadata = try IdentityProviderMetadata(xml: Array(Self.good.utf8))
        #expect(metadata.entityID == "https://idp.example.org/saml")
        #expect(metadata.singleSignOnURLs.redirect == "https://idp.example.org/redirect")
        #expect(metadata.singleSignOnURLs.post == "https://idp.example.org/post")
        #expect(metadata.signingCertificates.map(\.der) == [TestKey.provider.certificateDER])
        #expect(metadata.validUntil == 1_798_761_600)
        #expect(metadata.wantsSignedRequests)
    }

    @Test func keyWithoutUseSigns() throws {
        let xml = Self.good.replacingFirst(" use=\"encryption\"", "")
        #expect(try IdentityProviderMetadata(xml: Array(xml.utf8)).signingCertificates.count == 2)
    }

    @Test func loopbackMayBePlainHTTP() throws {
        let xml = Self.good.replacingFirst("https://idp.example.org/redirect", "http://127.0.0.1:8080/sso")
        #expect(try IdentityProviderMetadata(xml: Array(xml.utf8)).singleSignOnURLs.redirect != nil)
    }

    static let broken: [(RuleCode, String, String)] = [
        (.meta01, "<md:EntityDescriptor", "<!DOCTYPE a><md:EntityDescriptor"),
        (.meta01, "</md:EntityDescriptor>", "</md:EntityDescriptor><a/>"),
        (.meta05, "entityID=\"https://idp.example.org/saml\"", ""),
        (.meta05, "entityID=\"", "entityID=\"" + String(repeating: "a", count: 1024)),
        (.meta06, "SAML:2.0:protocol", "SAML:3.0:protocol"),
        (.meta06, "2027-01-01T00:00:00Z", "tomorrow"),
        (.meta07, "use=\"signing\"", "use=\"encryption\""),
        (.meta07, "<ds:X509Certificate>\n", "<ds:X509Certificate>*\n"),
        (.meta07, "<ds:X509Certificate>\n", "<ds:X509Certificate/><ds:X509Certificate>\n"),
        (.meta07, "<ds:X509Certificate>\n", "<ds:X509Certificate><!-- -->\n"),
        (.meta08, "https://idp.example.org/redirect", "http://idp.example.org/redirect"),
        (.meta08, "https://idp.example.org/redirect", "javascript:alert(1)"),
        (.meta08, "https://idp.example.org/redirect", "https://a@idp.example.org/"),
        (.meta08, "https://idp.example.org/redirect", "http://127.0.0.1.example.org/"),
        (.meta08, "https://idp.example.org/post", ""),
    ]

    @Test(arguments: broken.indices)
    func brokenMetadataIsRefusedWithItsRule(index: Int) {
        let (code, old, new) = Self.broken[index]
        let xml = Array(Self.good.replacingFirst(old, new).utf8)
        #expect { try IdentityProviderMetadata(xml: xml) } throws: { ($0 as? MetadataError)?.code == code }
    }

    @Test func metadataOfSeveralEntitiesIsRefused() {
        let xml = "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>"
        #expect { try IdentityProviderMetadata(xml: Array(xml.utf8)) } throws: {
            ($0 as? MetadataError)?.code == .meta05
        }
    }

    @Test func oversizedMetadataIsRefused() {
        let xml = Self.good + String(repeating: " ", count: 1024 * 1024)
        #expect { try IdentityProviderMetadata(xml: Array(xml.utf8)) } throws: {
            ($0 as? MetadataError)?.code == .meta01
        }
    }
}
