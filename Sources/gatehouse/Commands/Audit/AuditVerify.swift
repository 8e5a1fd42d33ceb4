internal import ArgumentParser
internal import Store

extension Audit {
    struct Verify: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Check that no record was changed, put in, taken out or moved.",
            discussion: """
                Whoever may write the store can cut off the end of the log, or make all of it anew. Only a hash that was kept \
                elsewhere tells that: give one with --expect. Every record in the system's log has its own as GATEHOUSE_HASH.
                """)
        @Option(
            help: ArgumentHelp(
                "A record that has to be there: its hash, or what `gatehouse audit head` printed.",
                valueName: "hash"))
        var expect: AuditAnchor?
        @OptionGroup var options: GlobalOptions

        func answer() async throws -> Verdict {
            Verdict(try options.openStore(.read).verifyAudit(expecting: expect?.hash))
        }
    }

    struct Head: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "head",
            abstract: "Number and hash of the newest record: keep it elsewhere, for: audit verify --expect")
        @OptionGroup var options: GlobalOptions

        struct Newest: Report {
            let sequence: Int64
            let hash: String
            var text: String { "\(sequence):\(hash)" }
        }

        func answer() async throws -> Newest {
            let head = try options.openStore(.read).auditHead()
            return Newest(sequence: head.sequence, hash: Hexadecimal.text(head.hash))
        }
    }

    struct Verdict: Report {
        let intact: Bool
        @OrNull var records: Int64?
        @OrNull var first: Int64?
        @OrNull var head: Head.Newest?
        @OrNull var broken: Fault?

        struct Fault: Encodable {
            let kind: String
            @OrNull var first: Int64?
            @OrNull var last: Int64?
            let problem: String
        }

        init(_ verification: AuditVerification) {
            switch verification {
            case .intact(let count, let first, let head):
                intact = true
                records = count
                self.first = first
                self.head = Head.Newest(sequence: head.sequence, hash: Hexadecimal.text(head.hash))
            case .broken(let fault):
                intact = false
                broken = Fault(fault)
            }
        }

        var status: ExitStatus { intact ? .yes : .no }

        var text: String {
            if let broken { return "The audit log is broken: \(broken.problem)" }
            guard let head, let first, let records, records > 0 else { return "The audit log is empty." }
            let pruned = first > 1 ? " Older ones were pruned." : ""
            return """
                The audit log is whole: \(records == 1 ? "1 record" : "\(records) records"), \(first) to \(head.sequence).\(pruned)
                To keep elsewhere: \(head.text)
                """
        }
    }
}

extension Audit.Verdict.Fault {
    fileprivate init(_ fault: AuditBreak) {
        switch fault {
        case .altered(let sequence):
            kind = "altered"
            first = sequence
            last = sequence
            problem = "record \(sequence) is not what was written. It was changed, put in or moved."
        case .missing(let range):
            kind = "missing"
            first = range.lowerBound
            last = range.upperBound
            problem =
                range.count == 1
                ? "record \(range.lowerBound) is missing."
                : "records \(range.lowerBound) to \(range.upperBound) are missing."
        case .unknownAnchor:
            kind = "unknown-anchor"
            problem =
                "it has no record with the expected hash. Its end was cut off, or it is another log."
        }
    }
}

/// The hash of a record, as it is typed: 64 hexadecimal digits, with or without the record's number before them.
struct AuditAnchor: ExpressibleByArgument {
    let hash: [UInt8]

    init?(argument: String) {
        let digits = argument.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        guard let hash = Hexadecimal.bytes(digits.utf8), hash.count == 32 else { return nil }
        self.hash = hash
    }
}
