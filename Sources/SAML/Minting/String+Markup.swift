extension String {
    /// The same with the first `old` replaced; `nil` when there is none.
    func replacing(first old: String, by new: String) -> String? {
        guard let range = firstRange(of: old) else { return nil }
        return self[..<range.lowerBound] + new + self[range.upperBound...]
    }

    /// From the first `start` up to and including the first `end` after it.
    func part(from start: String, through end: String) -> String? {
        guard let begin = firstRange(of: start)?.lowerBound,
            let stop = self[begin...].firstRange(of: end)?.upperBound
        else { return nil }
        return String(self[begin..<stop])
    }

    /// The same with `new` before the first `mark`; `nil` when there is none.
    func inserting(_ new: String, before mark: String) -> String? { replacing(first: mark, by: new + mark) }
}
