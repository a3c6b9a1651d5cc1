package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Coding;
import dev.engram.engine.run.DataSettings.Preprocessing;
import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetScalingTest {
    private static final DataSettings PLAIN = DataSettings.of(0.2, 0.1, Scaling.NONE, Coding.ONE_HOT);

    /** Targets: prices of about 200,000, a constant, and one that needs no scaling. */
    private static Table table() {
        float[] t = new float[300];
        for (int r = 0; r < 100; r++) {
            t[3 * r] = 200_000 + 1_000 * (r % 50);
            t[3 * r + 1] = 7;
            t[3 * r + 2] = r % 2;
        }
        return Table.regression(1, new float[100], 3, t);
    }

    private static DataSettings withTargets(Scaling scaling) {
        return PLAIN.withPreprocessing(new Preprocessing(Scaling.NONE, Coding.ONE_HOT, scaling, List.of()));
    }

    private static Split split(DataSettings settings) {
        return new Splitter(table(), settings, 1).split();
    }

    @Test
    void standardTargetsHaveMeanZeroAndDeviationOneInTheTrainingData() {
        Split s = split(withTargets(Scaling.STANDARD));
        for (int k : new int[] {0, 2}) {
            double sum = 0;
            double squares = 0;
            for (int r : s.training()) {
                sum += s.t()[3 * r + k];
                squares += s.t()[3 * r + k] * s.t()[3 * r + k];
            }
            assertEquals(0, sum / s.training().length, 1e-5);
            assertEquals(1, squares / s.training().length, 1e-5);
        }
    }

    @Test
    void aRangeIsFromZeroToOneInTheTrainingDataAndAConstantBecomesZero() {
        Split s = split(withTargets(Scaling.RANGE));
        float low = 1;
        float high = 0;
        for (int r : s.training()) {
            low = Math.min(low, s.t()[3 * r]);
            high = Math.max(high, s.t()[3 * r]);
            assertEquals(0, s.t()[3 * r + 1], "the constant");
        }
        assertEquals(0, low);
        assertEquals(1, high);
    }

    @Test
    void predictionsAreRestoredToTheUnitOfTheDataSet() {
        for (Scaling scaling : List.of(Scaling.STANDARD, Scaling.RANGE)) {
            Split s = split(withTargets(scaling));
            float[] restored = new float[301];
            s.targetScaling().orElseThrow().restore(s.t(), 300, restored, 1);
            for (int i = 0; i < 300; i++) {
                assertEquals(table().t()[i], restored[i + 1], 1e-6f * Math.abs(table().t()[i]) + 1e-6f);
            }
        }
    }

    @Test
    void targetsAreGatheredExactlyAsInTheTable() {
        Split s = split(withTargets(Scaling.STANDARD));
        float[] two = new float[6];
        s.targetScaling().orElseThrow().gatherOriginals(new int[] {3, 1}, 3, two);
        assertArrayEquals(new float[] {203_000, 7, 1, 201_000, 7, 1}, two);
    }

    @Test
    void withoutScalingTheTableIsNotCopied() {
        Table table = table();
        assertSame(table.t(), new Splitter(table, PLAIN, 1).split().t());
    }

    @Test
    void codesOfClassesAreNotScaled() {
        Table classes = Table.classification(1, new float[9], new float[9], List.of("a", "b"));
        assertEquals(
                "target-scaling: these data have classes, whose targets are codes; omit target-scaling",
                assertThrows(
                                IncompatibleException.class,
                                () -> new Splitter(classes, withTargets(Scaling.STANDARD), 1).split())
                        .getMessage());
    }

    @Test
    void theSpreadIsThatOfTheTargetThatNeedsScalingMost() {
        TargetSpread spread = TargetSpread.of(split(PLAIN)).orElseThrow();
        assertEquals(0, spread.target(), "the constant does not count");
        assertEquals(224_500, spread.mean(), 3_000);
        assertEquals(14_400, spread.deviation(), 1_500);
        assertEquals(spread.mean(), spread.size());
    }

    @Test
    void scaledTargetsConstantTargetsAndClassesHaveNoSpread() {
        assertEquals(Optional.empty(), TargetSpread.of(split(withTargets(Scaling.RANGE))));
        float[] sevens = {7, 7, 7, 7, 7, 7, 7, 7, 7};
        Table constant = Table.regression(1, new float[9], 1, sevens);
        assertEquals(Optional.empty(), TargetSpread.of(new Splitter(constant, PLAIN, 1).split()));
        Table classes = Table.classification(1, new float[9], new float[9], List.of("a", "b"));
        assertEquals(Optional.empty(), TargetSpread.of(new Splitter(classes, PLAIN, 1).split()));
    }

    @Test
    void aTinyDeviationNeedsScalingMoreThanAnOrdinaryOne() {
        float[] t = new float[60];
        for (int r = 0; r < 30; r++) {
            t[2 * r] = r % 5;
            t[2 * r + 1] = 0.001f * (r % 3);
        }
        Table table = Table.regression(1, new float[30], 2, t);
        TargetSpread spread =
                TargetSpread.of(new Splitter(table, PLAIN, 1).split()).orElseThrow();
        assertEquals(1, spread.target());
        assertTrue(spread.deviation() < 0.001);
    }
}
