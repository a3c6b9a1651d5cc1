package dev.engram.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class EProcessTest {
    private static final int SEQUENCES = 3000;
    private static final double LEVEL = 0.05;

    private static final Map<String, ToDoubleFunction<Random>> NOISE = new TreeMap<>(Map.of(
            "normal", Random::nextGaussian,
            "t3", EProcessTest::t3,
            "Laplace", r -> Math.log(1 - r.nextDouble()) * (r.nextBoolean() ? 1 : -1)));

    private static double t3(Random r) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double x = r.nextGaussian();
            squares += x * x;
        }
        return r.nextGaussian() / Math.sqrt(squares / 3);
    }

    /** Returns the difference at which each of many sequences decides; a larger number than {@code looks} if none. */
    private static int[] stops(ToDoubleFunction<Random> noise, double effect, int looks) {
        Random random = new Random(20261128);
        int[] stops = new int[SEQUENCES];
        for (int s = 0; s < SEQUENCES; s++) {
            EProcess process = new EProcess();
            int t = 1;
            for (; t <= looks; t++) {
                process.add(effect + noise.applyAsDouble(random));
                if (process.value() >= 1 / LEVEL) {
                    break;
                }
            }
            stops[s] = t;
        }
        return stops;
    }

    private static double within(int[] stops, int looks) {
        int count = 0;
        for (int s : stops) {
            count += s <= looks ? 1 : 0;
        }
        return (double) count / stops.length;
    }

    @Test
    void falseAlarmsStayBelowTheLevelWithALookAfterEverySeed() {
        NOISE.forEach((name, noise) -> {
            double alarms = within(stops(noise, 0, 200), 200);
            assertTrue(alarms <= LEVEL, name + ": " + alarms);
            assertTrue(
                    alarms > 0.01, name + " is tested with so little power that its level proves nothing: " + alarms);
        });
    }

    @Test
    void effectsAreFoundWithTheStatedPower() {
        double[][] expected = {{0.5, 0.53, 0.79}, {0.8, 0.96, 0.99}, {1, 0.99, 0.999}};
        for (double[] e : expected) {
            int[] stops = stops(Random::nextGaussian, e[0], 60);
            assertTrue(within(stops, 40) >= e[1] - 0.02, e[0] + " within 40: " + within(stops, 40));
            assertTrue(within(stops, 60) >= e[2] - 0.02, e[0] + " within 60: " + within(stops, 60));
        }
    }

    @Test
    void isTheFormula() {
        double[] differences = {0.3, -0.1, 0.7};
        EProcess process = new EProcess();
        double[] gains = {0.15, 0.3, 0.5, 0.8, 1.2, 2, 3.5};
        for (double d : differences) {
            process.add(d);
        }
        double up = 0;
        double down = 0;
        for (double g : gains) {
            double u = 1;
            double v = 1;
            double squares = 0;
            for (int t = 0; t < differences.length; t++) {
                squares += differences[t] * differences[t];
                double r = Math.sqrt(squares / (t + 1));
                double stake = Math.tanh(g * Math.abs(differences[t]) * Math.sqrt(1 + g * g) / r);
                u *= 1 + Math.signum(differences[t]) * stake;
                v *= 1 - Math.signum(differences[t]) * stake;
            }
            up += u / gains.length;
            down += v / gains.length;
        }
        assertEquals(up, process.above(), 1e-12);
        assertEquals(down, process.below(), 1e-12);
        assertEquals((up + down) / 2, process.value(), 1e-12);
    }

    @Test
    void theUnitOfTheDifferencesDoesNotMatterEvenIfTheirSquaresUnderflow() {
        EProcess one = new EProcess();
        EProcess tiny = new EProcess();
        for (double d : new double[] {0.3, 0, -0.1, 0.7, Double.POSITIVE_INFINITY}) {
            one.add(d);
            tiny.add(d * 1e-200);
        }
        assertEquals(one.value(), tiny.value(), 1e-9);
    }

    @Test
    void aMissCountsAsTheLargestDifferenceBeforeItAndTiesChangeNothing() {
        EProcess missed = new EProcess();
        EProcess finite = new EProcess();
        for (double d : new double[] {0, 0, 0}) {
            missed.add(d);
        }
        assertEquals(1, missed.value());
        missed.add(Double.NEGATIVE_INFINITY);
        finite.add(-1);
        assertEquals(finite.value(), missed.value(), 1e-12);
        assertTrue(missed.below() > missed.above());
        assertThrows(IllegalArgumentException.class, () -> missed.add(Double.NaN));
    }

    @Test
    void thousandsOfEqualSignsOverflowNothing() {
        EProcess process = new EProcess();
        for (int i = 0; i < 5000; i++) {
            process.add(1);
        }
        assertTrue(process.above() > 1e200 && Double.isFinite(process.above()));
        assertTrue(process.p() < 1e-200);
        for (int i = 0; i < 5000; i++) {
            process.add(-1);
        }
        assertTrue(Double.isFinite(process.value()), "" + process.value());
    }
}
