package dev.engram.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementNameTest {
    @Test
    void aDetailIsNamedByItsLabels() {
        assertEquals("f1[cat]", MeasurementName.ofDetail("f1", "cat"));
        assertEquals("confusion-matrix[cat][dog]", MeasurementName.ofDetail("confusion-matrix", "cat", "dog"));
        assertEquals("f1[a\\[1\\]\\\\]", MeasurementName.ofDetail("f1", "a[1]\\"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "", "T-shirt/top", "a[1]", "]", "[", "\\", "\\]", "x][y", "\u732b"})
    void everyLabelIsReadAsItWasWritten(String label) {
        for (List<String> labels : List.of(List.of(label), List.of(label, "dog"), List.of("dog", label))) {
            String name = MeasurementName.ofDetail("m", labels.toArray(String[]::new));
            assertEquals(new MeasurementName("m", labels), MeasurementName.parse(name));
            assertTrue(MeasurementName.isDetail(name));
        }
    }

    @Test
    void aMetricAndAPartOfTheNetworkAreNotDetails() {
        assertEquals(new MeasurementName("accuracy", List.of()), MeasurementName.parse("accuracy"));
        assertEquals(new MeasurementName("alignment", List.of()), MeasurementName.parse("alignment/layer0"));
        assertFalse(MeasurementName.isDetail("accuracy"));
        assertFalse(MeasurementName.isDetail("alignment/layer0"));
    }
}
