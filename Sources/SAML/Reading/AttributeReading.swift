/// A `saml:Attribute`.
struct AttributeReading {
    let name: String?
    let nameFormat: String?
    let friendlyName: String?
    /// The values; one that is not plain text is `nil`. Values that `xsi:nil` declares absent are left out.
    let values: [String?]

    init(_ element: XMLElement) {
        name = element.attribute("Name")
        nameFormat = element.attribute("NameFormat")
        friendlyName = element.attribute("FriendlyName")
        values = element.children(AssertionName.attributeValue).compactMap { value in
            if value.isNil { return nil }
            return switch value.content {
            case .empty: .some("")
            case .plain(let text): .some(text)
            case .mixed: .some(nil)
            }
        }
    }
}
