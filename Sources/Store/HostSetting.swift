/// Settings of the host that the module has to know: it reads the store, and nothing else.
extension Store {
    /// A setting of the host; nil when nobody has set it.
    public func hostSetting(_ name: String) throws(StoreError) -> String? {
        let row = try connection.prepare("SELECT value FROM host_setting WHERE name = ?", [.string(name)])
        return try row.step() ? row.string(0) : nil
    }

    /// Sets a setting of the host.
    public func setHostSetting(_ name: String, to value: String) throws(StoreError) {
        try connection.run(
            "INSERT INTO host_setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
            [.string(name), .string(value)])
    }
}
