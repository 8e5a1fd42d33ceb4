import CXMLSec
import Glibc

@testable import SAML

/// Verifiers with the mistakes that real ones made: what the mutations must find in them shows what they can find.
///
/// Each accepts when some signature of the document is valid, as xmlsec alone sees it.
enum CarelessVerifier: CaseIterable {
    /// Reads the first assertion, whichever element was signed.
    case readsFirstAssertion
    /// Reads the signed element, but of a name only what stands before a comment.
    case readsFirstText
    /// Takes the key that the message offers.
    case trustsOfferedKey

    /// What it accepts, `nil` for a refusal.
    func accept(_ xml: [UInt8]) -> SignedMessages.Claim? {
        XMLLibrary.prepare()
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let tree = xml.withUnsafeBytes {
            xmlReadMemory(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), nil, nil, Int32(options)
            )
        }
        guard let tree, let root = xmlDocGetRootElement(tree) else { return nil }
        defer { xmlFreeDoc(tree) }
        let name = xmlStrdup("ID")
        defer { free(name) }
        var ids: [UnsafePointer<xmlChar>?] = [UnsafePointer(name), nil]
        xmlSecAddIDs(tree, root, &ids)
        guard let signature = Self.elements("Signature", below: root).first(where: isValid),
            let assertion = assertion(below: root, signedBy: signature),
            let person = Self.elements("NameID", below: assertion).first
        else { return nil }
        return SignedMessages.Claim(
            assertionID: Self.attribute("ID", of: assertion) ?? "", person: text(of: person))
    }

    private func isValid(_ signature: xmlNodePtr) -> Bool {
        let context = xmlSecDSigCtxCreate(nil)!
        defer { xmlSecDSigCtxDestroy(context) }
        context.pointee.enabledReferenceUris =
            xmlSecTransformUriType(xmlSecTransformUriTypeSameDocument | xmlSecTransformUriTypeEmpty)
        let offersStranger = Self.elements("X509Certificate", below: signature).contains {
            text(of: $0) == SignedMessages.shared.strangersCertificate
        }
        let key: TestKey = self == .trustsOfferedKey && offersStranger ? .stranger : .provider
        context.pointee.signKey = key.forSigning()
        return xmlSecDSigCtxVerify(context, signature) == 0
            && context.pointee.status == xmlSecDSigStatusSucceeded
    }

    private func assertion(below root: xmlNodePtr, signedBy signature: xmlNodePtr) -> xmlNodePtr? {
        let assertions = Self.elements("Assertion", below: root)
        guard self != .readsFirstAssertion else { return assertions.first }
        let reference = Self.elements("Reference", below: signature).first.flatMap {
            Self.attribute("URI", of: $0)
        }
        let signed = ([root] + assertions).first { element in
            Self.attribute("ID", of: element).map { "#" + $0 } == reference
        }
        return signed.flatMap { Self.elements("Assertion", below: $0).first ?? $0 }
    }

    private func text(of element: xmlNodePtr) -> String {
        if self == .readsFirstText {
            guard let first = element.pointee.children, let content = first.pointee.content else { return "" }
            return String(cString: content)
        }
        guard let content = xmlNodeGetContent(element) else { return "" }
        defer { free(content) }
        return String(cString: content)
    }

    private static func attribute(_ name: String, of element: xmlNodePtr) -> String? {
        guard let value = xmlGetNoNsProp(element, name) else { return nil }
        defer { free(value) }
        return String(cString: value)
    }

    private static func elements(_ name: String, below element: xmlNodePtr) -> [xmlNodePtr] {
        var found: [xmlNodePtr] = []
        var child = element.pointee.children
        while let here = child {
            if here.pointee.type == XML_ELEMENT_NODE {
                if xmlStrEqual(here.pointee.name, name) == 1 { found.append(here) }
                found += elements(name, below: here)
            }
            child = here.pointee.next
        }
        return found
    }
}
