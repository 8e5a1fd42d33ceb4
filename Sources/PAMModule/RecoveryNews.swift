internal import Policy
internal import Store
internal import Wire

/// What an owner learns at a login about recovery codes.
extension PhaseCall {
    /// Milliseconds for noting that somebody was told; they are told again when it cannot be noted.
    private static var notePatience: Int64 { 500 }

    /// Tells an owner, after a proof, which recovery codes let somebody in since they were told last.
    ///
    /// Whoever came by a recovery code may have stolen it: they see it, too, but it does not count as told.
    func tellOfRecovery(_ visitor: Visitor, _ standing: Standing, proof: Proof?) {
        guard let proof, standing.isOfOwner, !handle.isSilent else { return }
        let uses: [RecoveryUse]
        do throws(StoreError) {
            let store = try Store(path: options.store, access: .read)
            uses = try store.recoveryNews(for: visitor.login)
            if proof == .recoveryCode {
                handle.inform(
                    TerminalText.recovered(codesLeft: try store.recoveryCodesLeft(of: visitor.login)))
            }
        } catch {
            handle.log(.error, visitor.login.description + ": store: " + error.description)
            return
        }
        guard let last = uses.last else { return }
        handle.inform(TerminalText.recoveryUses(uses))
        // Only a person at a prompt can have read it.
        guard proof != .recoveryCode, options.mode == .web, let account = visitor.account, let use = UInt32(exactly: last.id) else {
            return
        }
        do throws(HelperError) {
            _ = try HelperClient(path: options.socket).exchange(
                .told(account, through: use), within: min(Self.notePatience, options.timeout * 1_000))
        } catch {
            handle.log(
                .notice,
                visitor.login.description + " will be told again of recovery codes: " + error.description)
        }
    }
}

extension Standing {
    /// Whether the person is an active owner of any organisation.
    fileprivate var isOfOwner: Bool {
        memberships.contains {
            if case .member(.owner, .active, _) = $0.subject { true } else { false }
        }
    }
}
