public import Policy

extension ClaimState {
    /// Where a claim stands after one more observation. A pending claim whose record is present becomes
    /// verified; nothing else moves. That no other organisation holds the domain is for the store to see, in
    /// the transaction that writes this.
    ///
    /// Spec: policy, "Claimed domain".
    public func after(_ observation: Observation) -> ClaimState {
        self == .pending && observation.outcome == .present ? .verified : self
    }
}
