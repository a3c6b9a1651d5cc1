package dev.engram.engine.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ranking of trials. */
class SuccessiveHalvingTest {
    private static final double MISS = Double.NaN;

    private static SuccessiveHalving single(int direction, double[]... scores) {
        return SuccessiveHalving.of(Rung.single(scores.length, 10), (t, r) -> scores[t], direction);
    }

    private static double[] s(double... scores) {
        return scores;
    }

    @Test
    void theBestMeanIsChosenAndTheEarlierOfEqualTrials() {
        assertEquals(
                OptionalInt.of(1),
                single(1, s(0.7, 0.7), s(0.6, 0.9), s(0.75, 0.75)).chosen());
        assertEquals(
                OptionalInt.of(0),
                single(-1, s(0.7, 0.7), s(0.6, 0.9), s(0.75, 0.75)).chosen());
        assertEquals(OptionalInt.of(1), single(1, s(0.5), s(0.9), s(0.9)).chosen());
    }

    @Test
    void aTrialThatMissedASeedIsWorseThanEveryOneThatDidNot() {
        SuccessiveHalving successiveHalving = single(1, s(0.99, MISS), s(0.1, 0.1), s(MISS, MISS), s(0.2, 0.1));
        assertEquals(List.of(3, 1, 0, 2), successiveHalving.ranked());
        assertEquals(
                List.of(3, 1, 0, 2),
                single(-1, s(0.01, MISS), s(0.9, 0.9), s(MISS, MISS), s(0.8, 0.9))
                        .ranked());
    }

    @Test
    void ifAllMissTheFirstIsChosen() {
        assertEquals(OptionalInt.of(0), single(-1, s(MISS), s(MISS)).chosen());
    }

    /** The case of a target that no trial reaches in the first rung. */
    @Test
    void ofTrialsThatAllMissTheNearestGoOn() {
        double[] near = {0.1, 0.5, 0.3, Double.NaN, 0.4, 0.2};
        SuccessiveHalving successiveHalving = SuccessiveHalving.of(
                Rung.halving(6, 9, 3, 2),
                new SuccessiveHalving.Scores() {
                    @Override
                    public double[] of(int trial, int rung) {
                        return s(MISS);
                    }

                    @Override
                    public double tieBreaker(int trial, int rung) {
                        return near[trial];
                    }
                },
                -1);
        assertEquals(List.of(1, 4), successiveHalving.entered().get(1));
        assertEquals(OptionalInt.of(1), successiveHalving.chosen());
    }

    @Test
    void nothingIsChosenBeforeAllScoresExist() {
        SuccessiveHalving successiveHalving = single(1, s(0.5), null, s(0.9));
        assertTrue(successiveHalving.chosen().isEmpty());
        assertEquals(List.of(List.of(0, 1, 2)), successiveHalving.entered());
    }

    @Test
    void halvingHasAsManyTrialsAndEpochsAsTheTableSays() {
        assertEquals(
                List.of(new Rung(27, 1), new Rung(9, 3), new Rung(3, 9), new Rung(1, 27)), Rung.halving(27, 27, 3, 4));
        assertEquals(List.of(new Rung(20, 3), new Rung(6, 10), new Rung(2, 30)), Rung.halving(20, 30, 3, 3));
        assertEquals(3, Rung.maxRungs(20, 30, 3));
        assertEquals(2, Rung.maxRungs(20, 5, 3));
        assertEquals(1, Rung.maxRungs(20, 2, 3));
    }

    @Test
    void theBestOfARungGoOnAndTheBestOfTheLastIsChosen() {
        List<Rung> rungs = Rung.halving(8, 8, 2, 3);
        assertEquals(List.of(new Rung(8, 2), new Rung(4, 4), new Rung(2, 8)), rungs);
        // In the first rung the later the better, then the earlier the better; trial 6 diverged.
        SuccessiveHalving successiveHalving =
                SuccessiveHalving.of(rungs, (t, r) -> t == 6 ? s(MISS) : s(r == 0 ? t : -t), 1);
        assertEquals(
                List.of(IntStream.range(0, 8).boxed().toList(), List.of(3, 4, 5, 7), List.of(3, 4)),
                successiveHalving.entered());
        assertEquals(OptionalInt.of(3), successiveHalving.chosen());
        SuccessiveHalving begun = SuccessiveHalving.of(rungs, (t, r) -> r == 0 ? s(t) : null, 1);
        assertEquals(2, begun.entered().size());
        assertTrue(begun.chosen().isEmpty());
    }

    @Test
    void anOptimumAtTheBoundaryIsAnEndValueOrInTheOutermostTwentieth() {
        Range.Numeric rate = new Range.Numeric(0.001, 1, true, false, false, false);
        List<Double> tried = List.of(0.002, 0.01, 0.1, 0.5, 0.9, 0.95);
        assertEquals("lower", word(rate, tried, 0.002));
        assertEquals("", word(rate, tried, 0.01));
        assertEquals("", word(rate, tried, 0.5));
        assertEquals("upper", word(rate, tried, 0.9)); // 0.985 of the way
        assertEquals("upper", word(rate, tried, 0.95));
        assertEquals("", word(rate, tried, 0.95, 0.1)); // as good inside
        assertEquals("", word(rate, List.of(0.002, 0.9), 0.9));
        assertEquals("", word(new Range.Numeric(0, 1, false, false, true, false), List.of(0.01, 0.4, 0.6), 0.01));
        assertEquals("upper", word(new Range.Enumerated(3, true, false, false), List.of(0.5, 0.9, 0.99), 0.99));
        assertEquals(
                "",
                word(
                        new Range.Enumerated(3, true, true, false),
                        List.of(0.0, 0.5, 0.9),
                        0.0)); // nothing is allowed below 0
        assertEquals("", word(new Range.Enumerated(3, false, false, false), List.of(0.0, 1.0, 2.0), 0.0));
    }

    private static String word(Range range, List<Double> tried, Double... best) {
        return BoundaryOptimum.of(range, tried, List.of(best))
                .map(BoundaryOptimum::word)
                .orElse("");
    }
}
