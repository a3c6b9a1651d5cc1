package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The test of a mean against a number, against the numbers of SciPy 1.15. */
class MeanTestTest {
    private static final double[] VALUES = {0.971, 0.975, 0.969, 0.98, 0.973, 0.966};

    @Test
    void theProbabilityIsOneSided() {
        assertEquals(0.14737976467419336, MeanTest.above(0.97, VALUES).p(), 1e-8);
        assertEquals(0.9939629127736658, MeanTest.above(0.98, VALUES).p(), 1e-8);
        assertEquals(0.97233333333333333, MeanTest.above(0.97, VALUES).mean(), 1e-15);
    }

    @Test
    void equalValuesHaveNoDoubtAndOneValueHasNothingElse() {
        assertEquals(0, MeanTest.above(0.5, 0.6, 0.6).p());
        assertEquals(1, MeanTest.above(0.6, 0.6, 0.6).p());
        assertTrue(Double.isNaN(MeanTest.above(0.5, 0.6).p()));
        assertThrows(IllegalArgumentException.class, () -> MeanTest.above(0.5, 0.6, Double.NaN));
    }
}
