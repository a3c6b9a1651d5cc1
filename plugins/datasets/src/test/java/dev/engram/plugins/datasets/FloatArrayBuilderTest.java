package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.IncompatibleException;
import org.junit.jupiter.api.Test;

class FloatArrayBuilderTest {
    @Test
    void moreNumbersThanAnArrayHoldsAreRefused() {
        FloatArrayBuilder b = new FloatArrayBuilder(1_500);
        for (int i = 0; i < 1_500; i++) {
            b.add(i);
        }
        assertEquals(1_500, b.toArray().length);
        assertEquals(
                "there are more than 1,500 numbers, which an array cannot hold; use fewer rows",
                assertThrows(IncompatibleException.class, () -> b.add(0)).getMessage());
    }
}
