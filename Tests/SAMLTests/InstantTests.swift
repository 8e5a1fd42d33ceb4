import Testing

@testable import SAML

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-20T12:00:00Z", 1_795_176_000),
        ("2000-02-29T23:59:59Z", 951_868_799),
        ("2026-11-20T12:00:00.1234567Z", 1_795_176_000), ("2100-03-01T00:00:00Z", 4_107_542_400),
    ])
    func instantIsRead(text: String, seconds: Int64) {
        #expect(CalendarInstant.parse(text) == seconds)
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-11-20T12:00:00", "2026-11-20T12:00:00+00:00", "2026-11-20 12:00:00Z",
        "2026-11-20T12:00:00.Z", "2026-11-20T12:00:00.1234567890Z", "2026-11-20T24:00:00Z",
        "2026-11-20T12:60:00Z",
        "2026-11-20T12:00:60Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "1969-12-31T23:59:59Z", "2201-01-01T00:00:00Z",
        "-026-11-20T12:00:00Z", "2026-11-20T12:00:00z", " 2026-11-20T12:00:00Z", "２026-11-20T12:00:00Z",
    ])
    func anythingElseIsNoInstant(text: String) {
        #expect(CalendarInstant.parse(text) == nil)
    }

    @Test func writtenInstantsAreReadBack() {
        for seconds in stride(from: Int64(0), to: 7_200_000_000, by: 86_399 * 13) {
            #expect(CalendarInstant.parse(CalendarInstant.format(seconds)) == seconds)
        }
    }
}
