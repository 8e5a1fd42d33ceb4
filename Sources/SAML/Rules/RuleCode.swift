/// The code of one rule that a message, a key, metadata or this package itself must obey. Codes are stable: they appear in
/// logs, reports and tests.
public enum RuleCode: String, Sendable, CaseIterable {
    case parse01 = "PARSE-01", parse02 = "PARSE-02", parse03 = "PARSE-03", parse04 = "PARSE-04"
    case parse05 = "PARSE-05", parse06 = "PARSE-06", parse07 = "PARSE-07", parse08 = "PARSE-08"
    case parse09 = "PARSE-09", parse10 = "PARSE-10", parse11 = "PARSE-11", parse12 = "PARSE-12"
    case parse13 = "PARSE-13", parse14 = "PARSE-14", parse15 = "PARSE-15", parse16 = "PARSE-16"
    case parse17 = "PARSE-17"

    case sig01 = "SIG-01", sig02 = "SIG-02", sig03 = "SIG-03", sig04 = "SIG-04"
    case sig05 = "SIG-05", sig06 = "SIG-06", sig07 = "SIG-07", sig08 = "SIG-08"
    case sig09 = "SIG-09", sig10 = "SIG-10", sig11 = "SIG-11", sig12 = "SIG-12"
    case sig13 = "SIG-13", sig14 = "SIG-14", sig15 = "SIG-15", sig16 = "SIG-16"
    case sig17 = "SIG-17", sig18 = "SIG-18"

    case see01 = "SEE-01", see02 = "SEE-02", see03 = "SEE-03", see04 = "SEE-04"
    case see05 = "SEE-05", see06 = "SEE-06"

    case key01 = "KEY-01", key02 = "KEY-02", key03 = "KEY-03", key04 = "KEY-04"
    case key05 = "KEY-05", key06 = "KEY-06", key07 = "KEY-07"

    case enc01 = "ENC-01", enc02 = "ENC-02", enc03 = "ENC-03", enc04 = "ENC-04"
    case enc05 = "ENC-05", enc06 = "ENC-06", enc07 = "ENC-07", enc08 = "ENC-08"
    case enc09 = "ENC-09", enc10 = "ENC-10"

    case resp01 = "RESP-01", resp02 = "RESP-02", resp03 = "RESP-03", resp04 = "RESP-04"
    case resp05 = "RESP-05", resp06 = "RESP-06", resp07 = "RESP-07", resp08 = "RESP-08"
    case resp09 = "RESP-09"

    case asrt01 = "ASRT-01", asrt02 = "ASRT-02", asrt03 = "ASRT-03", asrt04 = "ASRT-04"
    case asrt05 = "ASRT-05", asrt06 = "ASRT-06", asrt07 = "ASRT-07", asrt08 = "ASRT-08"
    case asrt09 = "ASRT-09", asrt10 = "ASRT-10", asrt11 = "ASRT-11", asrt12 = "ASRT-12"
    case asrt13 = "ASRT-13", asrt14 = "ASRT-14", asrt15 = "ASRT-15", asrt16 = "ASRT-16"
    case asrt17 = "ASRT-17", asrt18 = "ASRT-18", asrt19 = "ASRT-19"

    case nid01 = "NID-01", nid02 = "NID-02", nid03 = "NID-03", nid04 = "NID-04"
    case nid05 = "NID-05", nid06 = "NID-06", nid07 = "NID-07"

    case attr01 = "ATTR-01", attr02 = "ATTR-02", attr03 = "ATTR-03", attr04 = "ATTR-04"
    case attr05 = "ATTR-05", attr06 = "ATTR-06", attr07 = "ATTR-07", attr08 = "ATTR-08"
    case attr09 = "ATTR-09", attr10 = "ATTR-10", attr11 = "ATTR-11"

    case rpl01 = "RPL-01", rpl02 = "RPL-02", rpl03 = "RPL-03", rpl04 = "RPL-04"

    case meta01 = "META-01", meta02 = "META-02", meta03 = "META-03", meta04 = "META-04"
    case meta05 = "META-05", meta06 = "META-06", meta07 = "META-07", meta08 = "META-08"
    case meta09 = "META-09", meta10 = "META-10"

    case rs01 = "RS-01", rs02 = "RS-02", rs03 = "RS-03"

    case req01 = "REQ-01", req02 = "REQ-02", req03 = "REQ-03", req04 = "REQ-04"
    case req05 = "REQ-05", req06 = "REQ-06", req07 = "REQ-07", req08 = "REQ-08"

    case spm01 = "SPM-01", spm02 = "SPM-02", spm03 = "SPM-03", spm04 = "SPM-04"

    case bind01 = "BIND-01", bind02 = "BIND-02", bind03 = "BIND-03", bind04 = "BIND-04"
    case bind05 = "BIND-05", bind06 = "BIND-06"

    case slo01 = "SLO-01", slo02 = "SLO-02", slo03 = "SLO-03", slo04 = "SLO-04"

    case ops01 = "OPS-01", ops02 = "OPS-02", ops03 = "OPS-03", ops04 = "OPS-04"
    case ops05 = "OPS-05"
}
