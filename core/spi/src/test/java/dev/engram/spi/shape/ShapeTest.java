package dev.engram.spi.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void theTextNamesFeaturesSequencesAndImages() {
        assertEquals("128 features", Shape.features(128).toString());
        assertEquals("1 feature", Shape.features(1).toString());
        assertEquals("2 x 100", Shape.sequence(2, 100).toString());
        assertEquals("3 x 32 x 32", new Shape(3, 32, 32).toString());
        assertEquals("3 x 32 x 1", new Shape(3, 32, 1).toString());
    }

    @Test
    void flatteningKeepsTheNumberOfNumbers() {
        Shape image = new Shape(3, 4, 5);
        assertEquals(Shape.features(60), image.flattened());
        assertEquals(20, image.positions());
        assertTrue(image.flattened().isFeatures());
        assertFalse(image.isFeatures());
    }

    @Test
    void aShapeWithoutNumbersIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, -1, 1));
    }

    @Test
    void aShapeThatDoesNotFitInAnArrayIsRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Shape(65536, 65536, 65536));
        assertTrue(e.getMessage().contains("65536 x 65536 x 65536"), e.getMessage());
    }
}
