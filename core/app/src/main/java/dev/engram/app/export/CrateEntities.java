package dev.engram.app.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entities of a crate by their identifiers, in the order in which they were first named: flattened JSON-LD. */
final class CrateEntities {
    private static final String ID = "@id";
    private final Map<String, Map<String, Object>> byId = new LinkedHashMap<>();

    /** Returns the entity with an identifier, to which properties can be added. */
    Map<String, Object> entity(String id, Object type) {
        return byId.computeIfAbsent(id, i -> {
            Map<String, Object> entity = new LinkedHashMap<>();
            entity.put(ID, i);
            entity.put("@type", type);
            return entity;
        });
    }

    /** Adds a number or text that a run had or has produced, and returns a reference to it. */
    Map<String, Object> value(String id, String name, Object value) {
        Map<String, Object> entity = entity(id, "PropertyValue");
        entity.put("name", name);
        entity.put("value", value);
        return reference(id);
    }

    static Map<String, Object> reference(String id) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put(ID, id);
        return reference;
    }

    static List<Map<String, Object>> references(Collection<String> ids) {
        return ids.stream().map(CrateEntities::reference).toList();
    }

    List<Map<String, Object>> all() {
        return new ArrayList<>(byId.values());
    }
}
