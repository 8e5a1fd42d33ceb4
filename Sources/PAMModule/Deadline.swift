internal import CPAM

/// A moment of the clock that nobody sets.
struct Deadline {
    private let end: Int64

    /// So many milliseconds from now.
    init(milliseconds: Int64) {
        end = gh_monotonic_milliseconds() + milliseconds
    }

    /// Milliseconds left, in the form poll takes; 0 when it is over.
    var remaining: Int32 { Int32(clamping: max(0, end - gh_monotonic_milliseconds())) }
}
