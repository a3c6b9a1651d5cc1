package dev.engram.engine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    @Test
    void objectsAreMapsArraysAreListsAndOtherValuesTheirText() throws IOException {
        assertEquals(
                Map.of("a", "1.50", "b", List.of("true", Map.of("c", "\u00e9\n"), List.of())),
                JsonReader.object("{\"a\": 1.50, \"n\": null, \"b\": [true, {\"c\": \"\\u00e9\\n\"}, []]}"));
    }

    @Test
    void whatIsNotOneObjectIsRefused() {
        for (String text : List.of(
                "", "[]", "<html>", "{\"a\": 1", "{} {}", "{\"a\": 1, \"a\": 2}", "{\"a\" 1}", "[".repeat(5000))) {
            assertThrows(IOException.class, () -> JsonReader.object(text), text);
        }
    }
}
