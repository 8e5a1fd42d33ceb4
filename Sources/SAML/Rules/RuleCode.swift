/// The code of one rule that a message must obey. Codes are stable: they appear in logs, reports and tests.
public enum RuleCode: String, Sendable, CaseIterable, Codable {
    case parse01 = "PARSE-01", parse02 = "PARSE-02", parse03 = "PARSE-03", parse04 = "PARSE-04"
    case parse05 = "PARSE-05", parse06 = "PARSE-06", parse07 = "PARSE-07", parse08 = "PARSE-08"
    case parse09 = "PARSE-09", parse10 = "PARSE-10", parse12 = "PARSE-12", parse13 = "PARSE-13"
    case parse15 = "PARSE-15", parse16 = "PARSE-16", parse17 = "PARSE-17"

    case sig01 = "SIG-01", sig02 = "SIG-02", sig03 = "SIG-03", sig04 = "SIG-04", sig05 = "SIG-05"
    case sig06 = "SIG-06", sig07 = "SIG-07", sig08 = "SIG-08", sig09 = "SIG-09", sig10 = "SIG-10"
    case sig11 = "SIG-11", sig12 = "SIG-12", sig13 = "SIG-13", sig14 = "SIG-14", sig15 = "SIG-15"
    case sig16 = "SIG-16", sig17 = "SIG-17", sig18 = "SIG-18"

    case see01 = "SEE-01", see02 = "SEE-02", see03 = "SEE-03", see05 = "SEE-05"
    case key01 = "KEY-01", key02 = "KEY-02", key03 = "KEY-03", key05 = "KEY-05"
    case enc07 = "ENC-07", enc09 = "ENC-09"

    case resp01 = "RESP-01", resp02 = "RESP-02", resp03 = "RESP-03", resp04 = "RESP-04"
    case resp05 = "RESP-05", resp06 = "RESP-06", resp08 = "RESP-08"

    case asrt01 = "ASRT-01", asrt02 = "ASRT-02", asrt03 = "ASRT-03", asrt04 = "ASRT-04"
    case asrt05 = "ASRT-05", asrt06 = "ASRT-06", asrt07 = "ASRT-07", asrt08 = "ASRT-08"
    case asrt09 = "ASRT-09", asrt10 = "ASRT-10", asrt11 = "ASRT-11", asrt12 = "ASRT-12"
    case asrt13 = "ASRT-13", asrt14 = "ASRT-14", asrt17 = "ASRT-17", asrt18 = "ASRT-18"

    case nid01 = "NID-01", nid02 = "NID-02", nid03 = "NID-03"
    case attr02 = "ATTR-02", attr03 = "ATTR-03", attr04 = "ATTR-04"

    case meta01 = "META-01", meta05 = "META-05", meta06 = "META-06", meta07 = "META-07", meta08 = "META-08"
}
