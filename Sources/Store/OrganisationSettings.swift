public import Policy

/// Changes of an organisation's settings. What a setting depends on is checked where it is changed: call these inside the
/// ``Store/transaction(_:)`` that records the change. All throw ``StoreError/conflict`` for an organisation that is not there.
extension Store {
    /// Sets the switch "require SSO".
    ///
    /// - Throws: ``SettingsGuard/planLacksSSO`` when it is to be on and the plan does not allow it.
    public func setSSORequired(_ isRequired: Bool, of organisation: Organisation.ID) throws(StoreError) {
        if isRequired { try requireSSOPlan(of: organisation) }
        try connection.run(
            "UPDATE organisation SET sso_required = ? WHERE id = ?",
            [.integer(isRequired ? 1 : 0), .integer(organisation)])
        try requireOneChange()
    }

    /// Sets the switch "allow JIT provisioning".
    ///
    /// - Throws: ``SettingsGuard/planLacksSSO`` when it is to be on and the plan does not allow it.
    public func setJITEnabled(_ isEnabled: Bool, of organisation: Organisation.ID) throws(StoreError) {
        if isEnabled { try requireSSOPlan(of: organisation) }
        try connection.run(
            "UPDATE organisation SET jit_enabled = ? WHERE id = ?",
            [.integer(isEnabled ? 1 : 0), .integer(organisation)])
        try requireOneChange()
    }

    /// Sets the plan.
    ///
    /// - Throws: ``SettingsGuard/planInUse`` for a smaller one while a switch of single sign-on is on.
    public func setPlan(_ plan: Plan, of organisation: Organisation.ID) throws(StoreError) {
        if plan != .enterprise, let present = try self.organisation(organisation),
            present.ssoRequired || present.jitEnabled
        {
            throw .refused(.planInUse)
        }
        try connection.run(
            "UPDATE organisation SET plan = ? WHERE id = ?", [.string(plan.name), .integer(organisation)])
        try requireOneChange()
    }

    /// Sets how many members there may be. Nobody has to leave: a lower limit than there are members only lets nobody new in.
    ///
    /// - Parameter limit: 1 or more; nil for any number.
    public func setSeatLimit(_ limit: Int64?, of organisation: Organisation.ID) throws(StoreError) {
        try connection.run(
            "UPDATE organisation SET seat_limit = ? WHERE id = ?",
            [.optional(limit), .integer(organisation)])
        try requireOneChange()
    }

    /// Sets for how many seconds after a sign-in a public key suffices where SSO is required; 0 for never.
    public func setKeyMaxAge(_ seconds: Int64, of organisation: Organisation.ID) throws(StoreError) {
        try connection.run(
            "UPDATE organisation SET key_max_age = ? WHERE id = ?",
            [.integer(seconds), .integer(organisation)])
        try requireOneChange()
    }

    /// Sets what members from outside the claimed domains may do where SSO is required.
    public func setExternals(_ externals: Externals, of organisation: Organisation.ID) throws(StoreError) {
        try connection.run(
            "UPDATE organisation SET externals = ? WHERE id = ?",
            [.integer(externals == .password ? 2 : 1), .integer(organisation)])
        try requireOneChange()
    }

    /// Lets a transaction go on only if the organisation's plan has the settings of single sign-on.
    ///
    /// - Throws: ``SettingsGuard/planLacksSSO``.
    public func requireSSOPlan(of organisation: Organisation.ID) throws(StoreError) {
        guard let present = try self.organisation(organisation) else { throw .conflict }
        guard present.plan == .enterprise else { throw .refused(.planLacksSSO) }
    }

    /// Lets a transaction go on only if one more member may be added.
    ///
    /// - Throws: ``SettingsGuard/noSeat(limit:)``.
    func requireSeat(of organisation: Organisation.ID) throws(StoreError) {
        guard let present = try self.organisation(organisation) else { throw .conflict }
        guard let limit = present.seatLimit, try seatsTaken(of: organisation) >= limit else { return }
        throw .refused(.noSeat(limit: limit))
    }

    /// How many members an organisation has that were not removed.
    public func seatsTaken(of organisation: Organisation.ID) throws(StoreError) -> Int64 {
        try connection.integer(
            "SELECT count(*) FROM member WHERE organisation_id = ? AND status <> 3", [.integer(organisation)])
            ?? 0
    }

    /// The last statement has to have changed one row.
    func requireOneChange() throws(StoreError) {
        guard connection.changes == 1 else { throw .conflict }
    }
}
