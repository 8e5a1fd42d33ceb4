@testable import SAML

private let enveloped = "<ds:Transform Algorithm=\"\(dsig)enveloped-signature\"/>"
private let signatureValue = "</ds:SignatureValue>"
private let exclusiveTransform = "<ds:Transform Algorithm=\"\(ResponseFixture.exclusive)\"/>"
private let exclusiveMethod = "<ds:CanonicalizationMethod Algorithm=\"\(ResponseFixture.exclusive)\"/>"
private let signatureMethod = "<ds:SignatureMethod Algorithm=\"\(SignatureAlgorithm.rsaSHA256.rawValue)\"/>"
private let digestMethod = "<ds:DigestMethod Algorithm=\"\(DigestAlgorithm.sha256.rawValue)\"/>"

private func transform(_ uri: String, _ content: String = "") -> String {
    "<ds:Transform Algorithm=\"\(uri)\">\(content)</ds:Transform>"
}

private func prefixes(_ count: Int) -> String {
    "<ec:InclusiveNamespaces xmlns:ec=\"\(ResponseFixture.exclusive)\" PrefixList=\""
        + (0..<count).map { "p\($0)" }.joined(separator: " ") + "\"/>"
}

/// The signed fixture with the text of the element `name` replaced.
private func replacing(_ name: String, _ text: String) -> @Sendable () -> String {
    {
        let xml = ResponseFixture().signed
        let element = xml.slice(from: "<ds:\(name)>", through: "</ds:\(name)>")
        return xml.replacingFirst(element, "<ds:\(name)>\(text)</ds:\(name)>")
    }
}

/// Every rule of the SIG family that a message can break, broken alone.
let signatureRows: [BrokenRule] = [
    BrokenRule(.sig02, "no signature") { ResponseFixture(.none).xml },
    BrokenRule(.sig03, "a signature elsewhere") {
        let xml = ResponseFixture().signed
        let signature = xml.slice(from: "<ds:Signature ", through: "</ds:Signature>")
        return xml.replacingFirst(
            "<samlp:Status>", "<samlp:Extensions>\(signature)</samlp:Extensions><samlp:Status>")
    },
    BrokenRule(.sig04, "two signatures") {
        let xml = ResponseFixture().signed
        let signature = xml.slice(from: "<ds:Signature ", through: "</ds:Signature>")
        return xml.replacingFirst(signature, signature + signature)
    },
    BrokenRule(.sig04, "a signature at the end") {
        let template = ResponseFixture.template(for: "_assertion")
        return ResponseFixture().replacing(template, "").replacing(
            "</saml:Assertion>", template + "</saml:Assertion>"
        )
        .signed
    },
    BrokenRule(.sig05, "an Object", after: "</ds:Signature>", "<ds:Object/></ds:Signature>"),
    BrokenRule(.sig05, "a second SignedInfo") {
        let xml = ResponseFixture().signed
        let signedInfo = xml.slice(from: "<ds:SignedInfo>", through: "</ds:SignedInfo>")
        return xml.replacingFirst(signedInfo, signedInfo + signedInfo)
    },
    BrokenRule(.sig06, "an empty URI", .assertion, "URI=\"#_assertion\"", "URI=\"\""),
    BrokenRule(.sig06, "no URI", .assertion, " URI=\"#_assertion\"", ""),
    BrokenRule(.sig06, "the ID of another element", .assertion, "URI=\"#_assertion\"", "URI=\"#_response\""),
    BrokenRule(
        .sig06, "an XPointer", .assertion, "URI=\"#_assertion\"", "URI=\"#xpointer(id('_assertion'))\""),
    BrokenRule(.sig06, "two references") {
        let reference = ResponseFixture().xml.slice(from: "<ds:Reference ", through: "</ds:Reference>")
        return ResponseFixture().replacing(reference, reference + reference).signed
    },
    BrokenRule(.sig08, "no transform for the signature itself", .assertion, enveloped, exclusiveTransform),
    BrokenRule(.sig08, "no canonicalisation", .assertion, exclusiveTransform, ""),
    BrokenRule(
        .sig08, "the wrong order", after: enveloped + exclusiveTransform, exclusiveTransform + enveloped),
    BrokenRule(
        .sig08, "an XPath filter", .assertion, exclusiveTransform,
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(self::saml:NameID)"
            + "</ds:XPath></ds:Transform>" + exclusiveTransform),
    BrokenRule(
        .sig08, "canonicalisation that is not exclusive", .assertion, exclusiveTransform,
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>"),
    BrokenRule(
        .sig09, "canonicalisation with comments", .assertion, "xml-exc-c14n#\"/>",
        "xml-exc-c14n#WithComments\"/>"),
    BrokenRule(
        .sig09, "inclusive canonicalisation", .assertion,
        "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>",
        "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>"),
    BrokenRule(.sig10, "a digest that is no base64", after: "<ds:DigestValue>", "<ds:DigestValue>!"),
    BrokenRule(.sig10, "a digest that is too short") {
        let xml = ResponseFixture().signed
        let value = xml.slice(from: "<ds:DigestValue>", through: "</ds:DigestValue>")
        return xml.replacingFirst(value, "<ds:DigestValue>AAAA</ds:DigestValue>")
    },
    BrokenRule(
        .sig10, "a signature with an element in it", after: "</ds:SignatureValue>", "<a/></ds:SignatureValue>"
    ),
    BrokenRule(
        .sig10, "a signature that is too long", after: "<ds:SignatureValue>", "<ds:SignatureValue>AAAA"),
    BrokenRule(
        .sig12, "SHA-1 signatures", .assertion, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
    BrokenRule(
        .sig12, "HMAC", after: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
    BrokenRule(.sig12, "an unknown algorithm", after: "#rsa-sha256", "#rsa-sha256 "),
    BrokenRule(
        .sig13, "SHA-1 digests", .assertion, "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2000/09/xmldsig#sha1"),
    BrokenRule(.sig16, "a stranger's key") { ResponseFixture().signed(by: .stranger).signed },
    BrokenRule(.sig16, "a stranger's key, which KeyInfo holds") {
        let info = "</ds:SignatureValue><ds:KeyInfo><ds:KeyValue/></ds:KeyInfo>"
        let unsigned = ResponseFixture().replacing("<ds:SignatureValue/>", "<ds:SignatureValue>" + info)
        let xml = unsigned.signed(by: .stranger).signed
        precondition(xml.contains("RSAKeyValue"))
        return xml
    },
    BrokenRule(.sig16, "another name", after: "alice-7f3a", "mallory-1"),
    BrokenRule(
        .sig16, "another attribute", after: "<saml:AttributeValue>admins", "<saml:AttributeValue>root"),
    BrokenRule(.see01, "signed octets beyond the limits") {
        let long = "<a>" + String(repeating: ">", count: 64_000) + "</a>"
        let unsigned = ResponseFixture().replacing(
            "</saml:AuthnContext>", "</saml:AuthnContext>" + long + long)
        // A canonical ">" is four octets long, a posted one need not be.
        return unsigned.signed.split(separator: "&gt;", omittingEmptySubsequences: false).joined(
            separator: ">")
    },
    BrokenRule(.sig04, "a signature before the Issuer") {
        let template = ResponseFixture.template(for: "_assertion")
        return ResponseFixture().replacing(template, "")
            .replacing("<saml:Issuer Format", template + "<saml:Issuer Format").signed
    },
    BrokenRule(.sig03, "a signature in a name", after: "alice-7f3a", "<ds:Signature xmlns:ds=\"\(dsig)\"/>"),
    BrokenRule(
        .sig03, "a signature in a signature", after: signatureValue, signatureValue + "<ds:Signature/>"),
    BrokenRule(.sig05, "two SignatureValue", after: signatureValue, signatureValue + "<ds:SignatureValue/>"),
    BrokenRule(
        .sig05, "two KeyInfo", after: signatureValue, signatureValue + "<ds:KeyInfo/><ds:KeyInfo/>"),
    BrokenRule(
        .sig05, "a Manifest", after: signatureValue,
        signatureValue + "<ds:Object><ds:Manifest><ds:Reference URI=\"#_x\"/></ds:Manifest></ds:Object>"),
    BrokenRule(.sig05, "KeyInfo first", after: "<ds:SignedInfo>", "<ds:KeyInfo/><ds:SignedInfo>"),
    BrokenRule(
        .sig05, "an unknown element", after: signatureValue, signatureValue + "<x:y xmlns:x=\"u:x\"/>"),
    BrokenRule(.sig05, "SignedInfo of no namespace") {
        let xml = ResponseFixture().signed
        let info = xml.slice(from: "<ds:SignedInfo>", through: "</ds:SignedInfo>")
        let other = info.replacingFirst("<ds:SignedInfo>", "<SignedInfo>")
            .replacingFirst("</ds:SignedInfo>", "</SignedInfo>")
        return xml.replacingFirst(info, other)
    },
    BrokenRule(.sig06, "a file", after: "URI=\"#_assertion\"", "URI=\"file:///etc/hostname\""),
    BrokenRule(
        .sig06, "another host", after: "URI=\"#_assertion\"", "URI=\"http://evil.example/#_assertion\""),
    BrokenRule(.sig06, "a bare #", after: "URI=\"#_assertion\"", "URI=\"#\""),
    BrokenRule(.sig06, "a blank after the ID", after: "URI=\"#_assertion\"", "URI=\"#_assertion \""),
    BrokenRule(.sig06, "the ID without #", after: "URI=\"#_assertion\"", "URI=\"_assertion\""),
    BrokenRule(.sig06, "a target without ID", after: " ID=\"_assertion\"", ""),
    BrokenRule(.sig06, "no reference") {
        let xml = ResponseFixture().signed
        return xml.replacingFirst(xml.slice(from: "<ds:Reference ", through: "</ds:Reference>"), "")
    },
    BrokenRule(.sig08, "no transforms") {
        let xml = ResponseFixture().signed
        return xml.replacingFirst(
            xml.slice(from: "<ds:Transforms>", through: "</ds:Transforms>"), "<ds:Transforms/>")
    },
    BrokenRule(
        .sig08, "three transforms", after: exclusiveTransform, exclusiveTransform + exclusiveTransform),
    BrokenRule(
        .sig08, "base64", after: exclusiveTransform, transform("http://www.w3.org/2000/09/xmldsig#base64")),
    BrokenRule(
        .sig08, "XSLT", after: exclusiveTransform, transform("http://www.w3.org/TR/1999/REC-xslt-19991116")),
    BrokenRule(
        .sig08, "XPath filter 2", after: exclusiveTransform,
        transform("http://www.w3.org/2002/06/xmldsig-filter2")),
    BrokenRule(
        .sig08, "canonicalisation with comments", after: exclusiveTransform,
        transform(ResponseFixture.exclusive + "WithComments")),
    BrokenRule(
        .sig08, "canonicalisation 1.1", after: exclusiveTransform,
        transform("http://www.w3.org/2006/12/xml-c14n11")),
    BrokenRule(
        .sig08, "too many prefixes", after: exclusiveTransform,
        transform(ResponseFixture.exclusive, prefixes(17))),
    BrokenRule(
        .sig08, "two prefix lists", after: exclusiveTransform,
        transform(ResponseFixture.exclusive, prefixes(1) + prefixes(1))),
    BrokenRule(.sig08, "a transform of another namespace", after: exclusiveTransform, "<Transform/>"),
    BrokenRule(
        .sig08, "a parameter of the enveloped transform",
        after: "<ds:Transform Algorithm=\"\(TransformAlgorithm.enveloped)\"/>",
        transform(TransformAlgorithm.enveloped, prefixes(1))),
    BrokenRule(
        .sig09, "too many prefixes", after: exclusiveMethod,
        "<ds:CanonicalizationMethod Algorithm=\"\(ResponseFixture.exclusive)\">\(prefixes(17))"
            + "</ds:CanonicalizationMethod>"),
    BrokenRule(
        .sig09, "canonicalisation 1.1", after: exclusiveMethod,
        "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>"),
    BrokenRule(.sig09, "no algorithm", after: exclusiveMethod, "<ds:CanonicalizationMethod/>"),
    BrokenRule(
        .sig12, "a method with parameters", after: signatureMethod,
        signatureMethod.dropLast(2) + "><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>"),
    BrokenRule(.sig12, "no algorithm", after: signatureMethod, "<ds:SignatureMethod/>"),
    BrokenRule(
        .sig12, "RSA-PSS that names its parameters", after: SignatureAlgorithm.rsaSHA256.rawValue,
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss"),
    BrokenRule(
        .sig13, "a method with parameters", after: digestMethod,
        digestMethod.dropLast(2) + "><a/></ds:DigestMethod>"),
    BrokenRule(.sig13, "MD5", after: DigestAlgorithm.sha256.rawValue, dsig + "md5"),
    BrokenRule(.sig10, "an empty digest", xml: replacing("DigestValue", "")),
    BrokenRule(.sig10, "a digest without its padding") {
        let xml = ResponseFixture().signed
        return xml.replacingFirst("=</ds:DigestValue>", "</ds:DigestValue>")
    },
    BrokenRule(
        .sig10, "a digest with bits behind its end",
        xml: replacing("DigestValue", String(repeating: "A", count: 42) + "B=")),
    BrokenRule(
        .sig10, "a digest in the alphabet of URLs",
        xml: replacing("DigestValue", String(repeating: "-", count: 42) + "A=")),
    BrokenRule(
        .sig10, "an element in the digest",
        xml: replacing("DigestValue", String(repeating: "A", count: 43) + "=<a/>")),
    BrokenRule(.sig10, "an empty signature", xml: replacing("SignatureValue", "")),
    BrokenRule(
        .sig10, "a signature that is too short",
        xml: replacing("SignatureValue", Base64.encode([UInt8](repeating: 1, count: 255)))),
    BrokenRule(
        .sig16, "a signature of zeros",
        xml: replacing("SignatureValue", Base64.encode([UInt8](repeating: 0, count: 256)))),
    BrokenRule(
        .sig16, "a number beyond the modulus",
        xml: replacing("SignatureValue", Base64.encode([UInt8](repeating: 255, count: 256)))),
    BrokenRule(
        .sig16, "the digest of nothing",
        xml: replacing("DigestValue", Base64.encode(DigestAlgorithm.sha256.digest(of: [])))),
]

private let dsig = "http://www.w3.org/2000/09/xmldsig#"
