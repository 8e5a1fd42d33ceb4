/// An entity in a metadata document, with the groups around it.
struct EntityPath {
    /// `EntitiesDescriptor` in one another, at most.
    static let depth = 4

    /// From the root to the entity's own element, the last one.
    let elements: [XMLElement]

    /// The `EntityDescriptor`.
    var entity: XMLElement { elements[elements.count - 1] }

    /// The only entity called `entityID`, or without one the only entity that is an identity provider (META-05).
    static func find(_ entityID: String?, in root: XMLElement) throws(MetadataError) -> EntityPath {
        var all: [EntityPath] = []
        try collect(root, below: [], into: &all)
        if let entityID {
            let found = all.filter { sameBytes($0.entity.attribute("entityID") ?? "", entityID) }
            guard found.count == 1 else {
                throw MetadataError(
                    .meta05, expected: "the entity \(entityID) once",
                    found: "\(found.count) of \(all.count) entities")
            }
            return found[0]
        }
        let providers = all.filter { !$0.entity.children(MetadataName.idpDescriptor).isEmpty }
        // A document with one entity is judged by that one, whatever it is.
        let found = all.count == 1 ? all : providers
        guard found.count == 1 else {
            throw MetadataError(
                .meta05, expected: "one identity provider, or its entity ID said beside the document",
                found: "\(providers.count) of \(all.count) entities")
        }
        let id = found[0].entity.attribute("entityID") ?? ""
        guard all.count(where: { sameBytes($0.entity.attribute("entityID") ?? "", id) }) == 1 else {
            throw MetadataError(.meta05, expected: "the entity \(id) once", found: "several of them")
        }
        return found[0]
    }

    private static func collect(
        _ element: XMLElement, below groups: [XMLElement], into all: inout [EntityPath]
    ) throws(MetadataError) {
        let elements = groups + [element]
        if element.matches(MetadataName.entityDescriptor) {
            all.append(EntityPath(elements: elements))
        } else if element.matches(MetadataName.entitiesDescriptor) {
            guard elements.count <= depth else {
                throw MetadataError(
                    .meta05, expected: "at most \(depth) EntitiesDescriptor in one another", found: "more")
            }
            for child in element.children { try collect(child, below: elements, into: &all) }
        } else if groups.isEmpty {
            throw MetadataError(
                .meta05, expected: "EntityDescriptor or EntitiesDescriptor", found: element.displayName)
        }
    }
}
