internal import Foundation
public import Policy

extension UnixTime {
    /// The time of the system's clock.
    public static var now: UnixTime { UnixTime(seconds: Int64(Date().timeIntervalSince1970)) }
}
