internal import Domains
internal import Policy

/// What to type into the panels of DNS providers.
struct RecordReport: Encodable {
    /// The zone that the panel is taken to edit.
    let zone: String
    let panels: [Panel]

    struct Panel: Encodable {
        let panel, name, value: String
        /// The panel puts the zone's name behind what is typed.
        let appendsZone: Bool
    }

    init(domain: DomainName, token: ClaimToken, zone: DomainName, place: RecordPlace = .domain) {
        self.zone = zone.description
        panels = DNSPanel.allCases.compactMap { panel in
            PanelRecord(domain: domain, token: token, zone: zone, place: place, panel: panel).map {
                Panel(panel: panel.rawValue, name: $0.name, value: $0.value, appendsZone: panel.appendsZone)
            }
        }
    }

    /// One paragraph for each form of the record, with the panels that want it.
    var text: String {
        var forms: [(name: String, value: String, panels: [Panel])] = []
        for panel in panels {
            if let known = forms.firstIndex(where: { $0.name == panel.name && $0.value == panel.value }) {
                forms[known].panels.append(panel)
            } else {
                forms.append((panel.name, panel.value, [panel]))
            }
        }
        return forms.map { form in
            let appends = form.panels.allSatisfy(\.appendsZone) ? " (appends .\(zone) itself)" : ""
            let panels = form.panels.map(\.panel).joined(separator: ", ") + appends + ":"
            return """
                  \(panels)
                    Name   \(form.name.isEmpty ? "(leave it empty)" : form.name)
                    Type   TXT
                    Value  \(form.value)
                """
        }.joined(separator: "\n")
    }
}
