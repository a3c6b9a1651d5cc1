package dev.engram.engine.croissant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads values from JSON-LD, where one value and a list of one value mean the same. */
final class JsonObjects {
    private static final String ID = "@id";

    private JsonObjects() {}

    /** Returns the objects under a key. */
    static List<Map<?, ?>> objects(Map<?, ?> parent, String key) {
        List<Map<?, ?>> all = new ArrayList<>();
        for (Object value : values(parent, key)) {
            if (value instanceof Map<?, ?> map) {
                all.add(map);
            }
        }
        return all;
    }

    /** Returns the object under a key; an empty one if there is none. */
    static Map<?, ?> object(Map<?, ?> parent, String key) {
        return objects(parent, key).stream().findFirst().orElse(Map.of());
    }

    /** Returns the texts under a key. */
    static List<String> texts(Map<?, ?> parent, String key) {
        return values(parent, key).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** Returns the text under a key; "" if there is none. */
    static String text(Map<?, ?> parent, String key) {
        return texts(parent, key).stream().findFirst().orElse("");
    }

    /** Returns the identity of the object, or of the one under a key: an object with an id, or the id itself. */
    static String id(Map<?, ?> parent, String key) {
        String text = text(parent, key);
        return text.isEmpty() ? id(object(parent, key)) : text;
    }

    static String id(Map<?, ?> object) {
        return text(object, ID);
    }

    private static List<?> values(Map<?, ?> parent, String key) {
        Object value = parent.get(key);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }
}
