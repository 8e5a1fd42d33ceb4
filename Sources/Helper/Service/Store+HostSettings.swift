internal import Policy
internal import Store

extension Store {
    /// Keeps the host's list of services that ask nobody for a proof where the module reads it, and writes a change down.
    func keep(_ services: ServiceList, at now: UnixTime) throws(StoreError) {
        try transaction { () throws(StoreError) in
            let before = try hostSetting(ServiceList.nonInteractiveSetting)
            guard before != services.text else { return }
            try setHostSetting(ServiceList.nonInteractiveSetting, to: services.text)
            try record(
                AuditEntry(
                    at: now, event: .hostSettings, actor: "gatehouse",
                    subject: ServiceList.nonInteractiveSetting, outcome: .changed, before: before ?? "",
                    after: services.text, origin: .gatehouse))
        }
    }
}
