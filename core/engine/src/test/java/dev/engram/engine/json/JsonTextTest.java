package dev.engram.engine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void mapsAndSetsWithoutAnOrderOfTheirOwnAreSorted() {
        assertEquals(
                "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7}",
                JsonText.compact(Map.of("d", 4, "g", 7, "a", 1, "f", 6, "c", 3, "b", 2, "e", 5), JsonText.EXACT));
        assertEquals(
                "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]",
                JsonText.compact(Set.of("d", "g", "a", "f", "c", "b", "e"), JsonText.EXACT));
        assertEquals("[\"a\",\"b\"]", JsonText.compact(Set.of("b", "a"), JsonText.EXACT));
    }

    @Test
    void anOrderIsKept() {
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("b", List.of(2, 1));
        ordered.put("a", 1);
        assertEquals("{\"b\":[2,1],\"a\":1}", JsonText.compact(ordered, JsonText.EXACT));
    }
}
