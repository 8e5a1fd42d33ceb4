import CXMLSec
import Testing

@testable import SAML

/// The own writer against libxml2, over layouts that have been canonicalised wrongly somewhere before.
@Suite struct CanonicalizationTests {
    struct Layout: CustomTestStringConvertible {
        let testDescription: String
        let xml: String
        var prefixes: [String] = []

        init(_ what: String, _ xml: String, _ prefixes: [String] = []) {
            (testDescription, self.xml, self.prefixes) = (what, xml, prefixes)
        }
    }

    /// `t` is the element that is canonicalised, `o` the one that is left out.
    static let layouts: [Layout] = [
        Layout("nothing", "<t/>"),
        Layout("a declaration around it", "<a xmlns:p=\"u:p\"><p:t><p:b/></p:t></a>"),
        Layout(
            "unused declarations", "<a xmlns:p=\"u:p\" xmlns:q=\"u:q\"><p:t xmlns:r=\"u:r\"><p:b/></p:t></a>"),
        Layout(
            "a prefix bound again",
            "<p:t xmlns:p=\"u:1\"><p:b xmlns:p=\"u:2\"><p:c xmlns:p=\"u:1\"/></p:b><p:d/></p:t>"),
        Layout("a prefix bound to the same", "<p:t xmlns:p=\"u:1\"><p:b xmlns:p=\"u:1\"><p:c/></p:b></p:t>"),
        Layout(
            "siblings that declare the same", "<a xmlns:p=\"u:1\"><t><p:b/><p:b><p:c/></p:b><p:b/></t></a>"),
        Layout(
            "two prefixes of one namespace",
            "<a xmlns:p=\"u:1\" xmlns:q=\"u:1\"><p:t><q:b p:x=\"1\" q:y=\"2\"/></p:t></a>"),
        Layout("a default namespace", "<t xmlns=\"u:1\"><b><c xmlns=\"u:2\"/></b></t>"),
        Layout("a default namespace around it", "<a xmlns=\"u:1\"><t><b/></t></a>"),
        Layout("a default namespace undone", "<t xmlns=\"u:1\"><b xmlns=\"\"><c/><d xmlns=\"u:2\"/></b></t>"),
        Layout("a default namespace undone at the top", "<a xmlns=\"u:1\"><t xmlns=\"\"><b/></t></a>"),
        Layout(
            "one undone that was never written",
            "<p:t xmlns:p=\"u:p\" xmlns=\"u:1\"><b xmlns=\"\"><c/></b></p:t>"),
        Layout(
            "default and prefix of one namespace",
            "<t xmlns=\"u:1\" xmlns:p=\"u:1\"><p:b x=\"\" p:x=\"\"><b/></p:b></t>"),
        Layout(
            "order of declarations", "<t xmlns:z=\"u:a\" xmlns:a=\"u:z\" xmlns=\"u:m\" a:x=\"\" z:x=\"\"/>"),
        Layout(
            "order of attributes",
            "<t xmlns:z=\"u:a\" xmlns:a=\"u:z\" z:b=\"1\" a:a=\"2\" b=\"3\" a=\"4\" z:a=\"5\" A=\"6\" xml:lang=\"de\" Z=\"7\"/>"
        ),
        Layout(
            "namespace names in order of octets",
            "<t xmlns:a=\"u:b\" xmlns:b=\"u:B\" a:x=\"\" b:x=\"\"/>"),
        Layout(
            "an attribute's namespace first used deep",
            "<t xmlns:p=\"u:p\"><b><c p:x=\"\"><d p:x=\"\"/></c><c p:x=\"\"/></b></t>"),
        Layout(
            "xml:lang around it", "<a xml:lang=\"de\" xml:space=\"preserve\"><t><b xml:lang=\"en\"/></t></a>"),
        Layout(
            "characters of text",
            "<t>&amp;&lt;&gt;\"'&#xD;&#xA;&#9;\u{A0}\u{1F600}e\u{301}\u{E9}&#x85;&#x2028;]]&gt;</t>"),
        Layout(
            "characters of values", "<t a=\"&amp;&lt;>&quot;'&#xD;&#xA;&#9; x  y\" b='\"' c=\"a\nb\tc\"/>"),
        Layout("line ends", "<t>\r\n a\r b\n</t>"),
        Layout("CDATA", "<t>a<![CDATA[<b>&amp;]]>c</t>"),
        Layout("empty elements", "<t><b></b><c/> <d> </d></t>"),
        Layout("processing instructions and comments", "<t><!-- a --><?b?><?c d  &lt;\r\ne?>x<!-- --></t>"),
        Layout("a part left out", "<t xmlns:p=\"u:p\"><b/> <p:o><p:c/></p:o> <p:d/></t>"),
        Layout("the only part left out", "<t><o/></t>"),
        Layout("a listed prefix", "<a xmlns:p=\"u:p\" xmlns:q=\"u:q\"><t><b/></t></a>", ["q"]),
        Layout(
            "a listed prefix bound again",
            "<a xmlns:p=\"u:1\"><t><b xmlns:p=\"u:2\"><p:c/></b><p:d/></t></a>", ["p"]),
        Layout(
            "a listed prefix bound below",
            "<t><b xmlns:p=\"u:1\"><c xmlns:p=\"u:1\"/><d xmlns:p=\"u:2\"/></b></t>", ["p"]),
        Layout(
            "an inner declaration of a listed prefix wins",
            "<a xmlns:p=\"u:1\"><b xmlns:p=\"u:2\"><t/></b></a>", ["p"]),
        Layout("a listed prefix that is nowhere", "<t><b/></t>", ["p"]),
        Layout("prefixes listed twice", "<a xmlns:p=\"u:p\"><p:t><b/></p:t></a>", ["p", "p"]),
        Layout(
            "the default namespace listed", "<a xmlns=\"u:1\" xmlns:p=\"u:p\"><p:t><b/></p:t></a>",
            ["#default"]),
        Layout(
            "the default namespace listed and undone",
            "<a xmlns=\"u:1\" xmlns:p=\"u:p\"><p:t><p:b xmlns=\"\"><c/></p:b></p:t></a>", ["#default"]),
        Layout(
            "the default namespace listed, but undone around",
            "<a xmlns=\"u:1\"><b xmlns=\"\" xmlns:p=\"u:p\"><p:t><c/></p:t></b></a>", ["#default"]),
        Layout("no default namespace to list", "<p:t xmlns:p=\"u:p\"><c/></p:t>", ["#default", "p"]),
        Layout(
            "many listed",
            "<a xmlns:c=\"u:c\" xmlns:b=\"u:b\" xmlns:a=\"u:a\"><b:t a:x=\"1\"><c:d/></b:t></a>",
            ["c", "a", "b"]),
    ]

    static func find(_ name: String, in element: XMLElement) -> XMLElement? {
        if element.displayName == name { return element }
        for child in element.children {
            if let found = find(name, in: child) { return found }
        }
        return nil
    }

    @Test(arguments: layouts)
    func ownWriterAgreesWithLibxml2(layout: Layout) throws {
        var limits = DocumentLimits.metadata
        limits.allowsComments = true
        let root = try XMLDocument.parse(Array(layout.xml.utf8), limits: limits).root
        let top = try #require(Self.find("t", in: root))
        let omitted = Self.find("o", in: top)
        let canonical = Canonicalization(prefixes: layout.prefixes)
        let own = try #require(canonical.octets(of: top, without: omitted))
        let library = try #require(canonical.libraryOctets(of: top, without: omitted))
        #expect(String(decoding: own, as: UTF8.self) == String(decoding: library, as: UTF8.self))
        #expect(own == library)
        // What is canonical stays as it is.
        let again = try XMLDocument.parse(own, limits: limits)
        #expect(canonical.octets(of: again.root) == own)
    }

    /// libxml2 declares a listed `xml`, which no document needs; the own writer does not, so that both differ and the
    /// signature is refused.
    @Test func xmlIsNeverDeclared() throws {
        let root = try XMLDocument.parse(Array("<t xml:lang=\"de\"/>".utf8), limits: .response).root
        let own = try #require(Canonicalization(prefixes: ["xml"]).octets(of: root))
        #expect(String(decoding: own, as: UTF8.self) == "<t xml:lang=\"de\"></t>")
    }

    /// An assertion signed inside each layout: what the own engine accepts, xmlsec accepts, over the same octets.
    @Test(arguments: layouts)
    func xmlsecAgreesAboutTheSignature(layout: Layout) throws {
        let name = layout.xml.contains("p:t") ? "p:t" : layout.xml.contains("b:t") ? "b:t" : "t"
        guard !layout.xml.contains("<?"), let end = layout.xml.firstRange(of: "</\(name)>") else { return }
        let list =
            "<ds:Transform Algorithm=\"\(ResponseFixture.exclusive)\"><ec:InclusiveNamespaces "
            + "xmlns:ec=\"\(ResponseFixture.exclusive)\" PrefixList=\"\(layout.prefixes.joined(separator: " "))\"/>"
            + "</ds:Transform>"
        let template = ResponseFixture.template(for: "_t").replacingFirst(
            "<ds:Transform Algorithm=\"\(ResponseFixture.exclusive)\"/>", list)
        let xml = (String(layout.xml[..<end.lowerBound]) + template + String(layout.xml[end.lowerBound...]))
            .replacingFirst("<\(name)", "<\(name) ID=\"_t\"")
        let root = try XMLDocument.parse(Array(TestKey.provider.sign(xml).utf8), limits: .metadata).root
        let scene = SignatureScene(response: root, assertion: nil, keys: [TestKey.provider.pinned])
        let entry = try #require(scene.entries.first)
        for secondOpinion in [false, true] {
            let content = try SignedContent.verify(
                entry, keys: scene.keys, limits: .metadata, secondOpinion: secondOpinion
            ).get()
            #expect(content.isConfirmed == secondOpinion)
        }
    }

    @Test(
        arguments: ["simplesamlphp", "pysaml2"], ["default", "assertion-only", "response-only", "persistent"])
    func realSamplesHaveTheSameOctets(product: String, kind: String) throws {
        let posted = try #require(Base64.decode(RealSampleTests.fixture("idp-\(product).\(kind).fast.b64")))
        let root = try XMLDocument.parse(posted, limits: .response).root
        let scene = SignatureScene(response: root, assertion: nil, keys: [])
        #expect(!scene.entries.isEmpty)
        for entry in scene.entries {
            let signed = try #require(entry.parts.flatMap { SignedInfo($0, weaknesses: []) })
            let info = try #require(entry.signature.onlyChild(SignatureName.signedInfo))
            let own = try #require(signed.canonicalization.octets(of: info))
            #expect(own == signed.canonicalization.libraryOctets(of: info))
            let content = try #require(signed.transform.octets(of: entry.target, without: entry.signature))
            #expect(content == signed.transform.libraryOctets(of: entry.target, without: entry.signature))
            #expect(signed.digest.digest(of: content) == signed.digestValue)
        }
    }

    @Test func bufferGrows() {
        var buffer = OctetBuffer(capacity: 1)
        var expected: [UInt8] = []
        for round in 0..<1000 {
            buffer.append("abc")
            buffer.append(UInt8(truncatingIfNeeded: round))
            expected += Array("abc".utf8) + [UInt8(truncatingIfNeeded: round)]
        }
        #expect(buffer.octets == expected)
    }
}
