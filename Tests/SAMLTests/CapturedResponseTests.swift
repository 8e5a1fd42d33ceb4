import Foundation
import Testing

@testable import SAML

/// Finding the field `SAMLResponse` in what people save.
@Suite struct CapturedResponseTests {
    private static let value = "PHNhbWxwOlJlc3BvbnNlLz4+/w=="
    private static let encoded = "PHNhbWxwOlJlc3BvbnNlLz4%2B%2Fw%3D%3D"

    private func capture(_ text: String, entry: Int? = nil) throws(CaptureError) -> CapturedResponse {
        try CapturedResponse(Array(text.utf8), entry: entry)
    }

    private func har(_ entries: String...) -> String {
        "{\"log\":{\"version\":\"1.2\",\"entries\":[" + entries.joined(separator: ",") + "]}}"
    }

    private let get =
        #"{"startedDateTime":"t0","request":{"method":"GET","url":"https://idp/?SAMLResponse=x"}}"#

    private func post(_ data: String, url: String = "https://sp.example.org/acs") -> String {
        #"{"startedDateTime":"2026-11-20T12:00:00Z","request":{"method":"POST","url":"\#(url)","postData":{\#(data)}}}"#
    }

    @Test(arguments: [
        "SAMLResponse=\(encoded)&RelayState=a%26b", "RelayState=x&SAMLResponse=\(encoded)",
        "POST /acs HTTP/1.1\r\nHost: sp\r\nReferer: https://idp/?SAMLResponse=x\r\n\r\nSAMLResponse=\(encoded)\r\n",
        "curl 'https://sp/acs' -H 'a: b' --data-raw 'SAMLResponse=\(encoded)&RelayState=x' --compressed",
        "\u{FEFF}SAMLResponse=\(encoded)", "\(encoded)\n",
    ])
    func formIsFound(text: String) throws {
        let captured = try capture(text)
        #expect(captured.message == .base64(Array(Self.value.utf8)))
        #expect(captured.container == .form)
    }

    @Test func messageAloneIsHandedOnAsItIs() throws {
        let xml = "\u{FEFF} <samlp:Response/>"
        #expect(try capture(xml).message == .xml(Array(xml.utf8)))
        #expect(try capture("<!DOCTYPE r [<!ENTITY a \"b\">]><r/>").container == .xml)
        let base64 = " \(Self.value)\r\n"
        #expect(try capture(base64).message == .base64(Array(base64.utf8)))
        #expect(try capture("no base64 at all!").container == .base64)
    }

    @Test func entryOfAnArchiveIsFound() throws {
        let text = post(
            #""mimeType":"application/x-www-form-urlencoded","text":"SAMLResponse=\#(Self.encoded)&RelayState=x""#
        )
        let raw = post(#""params":[{"name":"SAMLResponse","value":"\#(Self.value)"}]"#)
        let escaped = post(
            #""text":"","params":[{"name":"RelayState"},{"name":"SAMLResponse","value":"\#(Self.encoded)"}]"#)
        for entry in [text, raw, escaped] {
            let captured = try capture(har(get, entry, get))
            #expect(captured.message == .base64(Array(Self.value.utf8)))
            #expect(captured.container == .har)
        }
    }

    @Test func entryOfAnArchiveIsChosen() throws {
        let other = post(#""text":"SAMLResponse=AAAA""#, url: "https://other/acs")
        let archive = har(get, other, post(#""text":"SAMLResponse=\#(Self.encoded)""#))
        do throws(CaptureError) {
            _ = try capture(archive)
            Issue.record("chose by itself")
        } catch {
            guard case .severalEntries(let entries) = error else { throw error }
            #expect(entries.map(\.number) == [2, 3])
            #expect(error.description.contains("2  2026-11-20T12:00:00Z  POST https://other/acs"))
        }
        #expect(try capture(archive, entry: 3).message == .base64(Array(Self.value.utf8)))
        #expect(throws: CaptureError.self) { try capture(archive, entry: 1) }
        #expect(throws: CaptureError.entryOutsideArchive) { try capture(Self.value, entry: 1) }
    }

    @Test func pageThatPostsItselfIsRead() throws {
        let page = """
            <!DOCTYPE HTML>
            <html><body onload="document.forms[0].submit()"><form method="post" action="https://sp/acs?a>b">
            <input type='hidden' name='RelayState' value='a"b'/>
            <INPUT value="PHNhbWxwOlJlc3BvbnNlLz4&#43;&#x2F;w&#x3d;=" type="hidden" name="SAMLResponse"></form></body></html>
            """
        let captured = try capture(page)
        #expect(captured.message == .base64(Array(Self.value.utf8)))
        #expect(captured.container == .page)
        #expect(throws: CaptureError.noResponse(in: .page)) {
            try capture("<html><input name=SAMLRequest></html>")
        }
        #expect(throws: CaptureError.severalFields(in: .page, count: 2)) {
            try capture("<html><input name=SAMLResponse value=a><input name=SAMLResponse value=b></html>")
        }
    }

    @Test func whatIsMissingIsNamed() {
        let cases: [(String, CaptureError)] = [
            ("", .empty), (" \n", .empty), ("{\"a\":1}", .notArchive), ("{", .notJSON),
            (har(get), .noResponse(in: .har)), ("SAMLResponse", .noResponse(in: .form)),
            ("https://sp/acs?a=b&SAMLResponse=abc", .noResponse(in: .form)),
            ("SAMLResponse=a&SAMLResponse=b", .severalFields(in: .form, count: 2)),
            ("SAMLResponse=a%2", .badEncoding), ("SAMLResponse=a%zz", .badEncoding),
        ]
        for (text, error) in cases {
            #expect(throws: error, "\(text)") { try capture(text) }
        }
        #expect(throws: CaptureError.tooLarge) {
            try CapturedResponse([UInt8](repeating: 0x41, count: CapturedResponse.maximumSize + 1))
        }
    }

    @Test func largestCaptureIsReadInReasonableTime() throws {
        let hostile = [
            "<html>" + String(repeating: "<input \"", count: 100_000),
            String(repeating: "a'&", count: 300_000),
        ]
        for text in hostile {
            let begin = ContinuousClock.now
            _ = try? capture(text)
            #expect(begin.duration(to: .now) < .seconds(30))
        }
    }
}
