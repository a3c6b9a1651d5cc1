package dev.engram.testkit.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.Activation;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Rng;
import dev.engram.spi.Schedule;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.Check;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Nondeterminism and hidden state are found even if a few steps do not show them. */
class HiddenStateTest {
    private static final String DETERMINISTIC =
            "its code calls nothing whose result depends on the run or on the machine";
    private static final String UNCHANGED = "its static fields did not change during the checks";
    private static final String STATICS = "its classes have no mutable static state";

    /** Counts its calls in an array. */
    @Component("counts-in-an-array")
    public record CountsInAnArray(
            @Hyper(value = "0.1", doc = "size of a step") float rate) implements Optimizer {
        private static final int[] CALLS = new int[1];

        @Override
        public void update(Step s) {
            float factor = CALLS[0]++ > 1_000_000_000 ? 2 * rate : rate;
            for (int i = s.from(), to = s.to(); i < to; i++) {
                s.gradient()[i] *= factor;
            }
        }
    }

    /** Counts its calls in another class. */
    @Component("counts-elsewhere")
    public record CountsInAnotherClass() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a * Counter.factor();
        }

        @Override
        public float derivative(float a, float h) {
            return 1;
        }
    }

    static final class Counter {
        private static int calls;

        private Counter() {}

        static float factor() {
            return calls++ > 1_000_000_000 ? 2 : 1;
        }
    }

    /** Returns the same array at each call. */
    @Component("shares-its-table")
    public record SharesItsTable() implements Dataset {
        private static final float[] X = new float[40];

        @Override
        public Table load(Rng rng) {
            float[] labels = new float[20];
            for (int r = 0; r < labels.length; r++) {
                X[2 * r] = rng.uniform();
                labels[r] = r % 2;
            }
            return Table.classification(2, X, labels, List.of("a", "b"));
        }
    }

    /** Rounds as the platform's library does. */
    @Component("rounds-as-it-likes")
    public record PlatformRounding() implements LossFunction {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.log(Math.cosh((double) y[i] - t[i]));
            }
            return sum;
        }

        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = (float) StrictMath.tanh((double) y[i] - t[i]);
            }
        }
    }

    /** Depends on the hour. */
    @Component("depends-on-the-hour")
    public record DependsOnTheHour() implements Schedule {
        @Override
        public double at(long t, long total) {
            return System.currentTimeMillis() < 0 ? 2 : 1;
        }
    }

    /** Draws its own random numbers. */
    @Component("own-dice")
    public record OwnRandomNumbers() implements Metric.OfPredictions {
        @Override
        public int direction() {
            return 1;
        }

        @Override
        public double compute(Predictions p) {
            return new java.util.Random(1).nextInt(1);
        }
    }

    /** Ends the program. */
    @Component("ends-the-program")
    public record EndsTheProgram() implements Schedule {
        @Override
        public double at(long t, long total) {
            if (t < 0) {
                System.exit(1);
            }
            return 1;
        }
    }

    @TestFactory
    Stream<DynamicTest> isFound() {
        return Map.<Object, Set<String>>of(
                        new CountsInAnArray(0.1f),
                        Set.of(UNCHANGED),
                        new CountsInAnotherClass(),
                        Set.of(STATICS, UNCHANGED),
                        new SharesItsTable(),
                        Set.of(UNCHANGED),
                        new PlatformRounding(),
                        Set.of(DETERMINISTIC),
                        new DependsOnTheHour(),
                        Set.of(DETERMINISTIC),
                        new OwnRandomNumbers(),
                        Set.of(DETERMINISTIC),
                        new EndsTheProgram(),
                        Set.of(DETERMINISTIC))
                .entrySet()
                .stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey().getClass().getSimpleName(),
                        () -> assertEquals(
                                e.getValue(),
                                Contract.of(e.getKey()).stream()
                                        .filter(c -> c.run().failed())
                                        .map(Check::name)
                                        .collect(Collectors.toSet()))));
    }
}
