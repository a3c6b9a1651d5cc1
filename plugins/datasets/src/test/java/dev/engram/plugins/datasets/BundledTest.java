package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.Dataset.Table;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundledTest {
    private static int[] counts(Table t) {
        int[] counts = new int[t.classes().size()];
        for (float label : t.t()) {
            counts[(int) label]++;
        }
        return counts;
    }

    @Test
    void irisHasFiftyFlowersOfEachSpecies() {
        Table t = new Iris().load(null);
        assertEquals(List.of("setosa", "versicolor", "virginica"), t.classes());
        assertEquals(4, t.inputs());
        assertArrayEquals(new int[] {50, 50, 50}, counts(t));
        assertArrayEquals(new float[] {5.1f, 3.5f, 1.4f, 0.2f}, Arrays.copyOf(t.x(), 4));
        // Samples 35 and 38, which are wrong in other copies.
        assertArrayEquals(new float[] {4.9f, 3.1f, 1.5f, 0.2f}, Arrays.copyOfRange(t.x(), 34 * 4, 35 * 4));
        assertArrayEquals(new float[] {4.9f, 3.6f, 1.4f, 0.1f}, Arrays.copyOfRange(t.x(), 37 * 4, 38 * 4));
    }

    @Test
    void digitsAreThePublishedCountsDividedBySixteen() {
        Table t = new Digits().load(null);
        assertEquals(1797, t.rows());
        assertEquals(64, t.inputs());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), t.classes());
        assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts(t));
        double ink = 0;
        float most = 0;
        for (float x : t.x()) {
            ink += x * 16;
            most = Math.max(most, x);
        }
        assertEquals(561_718, ink);
        assertEquals(1, most);
        assertEquals(5 / 16f, t.x()[2]);
    }

    @Test
    void wineHasThreeCultivars() {
        Table t = new Wine().load(null);
        assertEquals(List.of("cultivar 1", "cultivar 2", "cultivar 3"), t.classes());
        assertEquals(13, t.inputs());
        assertArrayEquals(new int[] {59, 71, 48}, counts(t));
        assertEquals(14.23f, t.x()[0]);
        assertEquals(1065, t.x()[12]);
    }

    @Test
    void breastCancerHasTwoDiagnoses() {
        Table t = new BreastCancer().load(null);
        assertEquals(List.of("benign", "malignant"), t.classes());
        assertEquals(30, t.inputs());
        assertArrayEquals(new int[] {357, 212}, counts(t));
        assertEquals(17.99f, t.x()[0]);
        assertEquals(1, t.t()[0]);
    }

    @Test
    void everyLoadIsATableOfItsOwn() {
        Table first = new Digits().load(null);
        Arrays.fill(first.x(), 9);
        assertEquals(5 / 16f, new Digits().load(null).x()[2]);
    }
}
