package dev.engram.bench;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Parameter.Tag;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The cost of an optimizer: steps on a quadratic whose minimum moves at every step, and its gradient alone. A line
 * search ends after as many evaluations as on a network, and there is curvature to estimate.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "-Dengram.vector.after=0",
            "-XX:+UseSerialGC",
            "-XX:+UseTransparentHugePages",
            "-XX:PerMethodTrapLimit=10000"
        })
public class OptimizerBenchmark {
    private static final int COUNTED_STEPS = 64;

    /** The network that defines the parameter shapes, such as 784-128-10. */
    @Param({})
    public String network;

    @Param({})
    public String optimizer;

    private GradientSource source;
    private Stepper stepper;
    private Snapshot initial;

    /** Throws {@link dev.engram.spi.IncompatibleException} if the optimizer does not apply to this network. */
    static Stepper stepper(Catalog catalog, String network, String optimizer, GradientSource source) {
        return new Stepper(
                source,
                BenchmarkSetup.run(catalog, network, 1, "backprop", optimizer).optimizer(),
                1_000_000_000,
                0);
    }

    @Setup
    public void prepare() {
        source = new MovingQuadratic(network);
        stepper = stepper(BenchmarkSetup.catalog(), network, optimizer, source);
        initial = stepper.save();
    }

    @Setup(Level.Iteration)
    public void rewind() {
        stepper.restore(initial);
    }

    @Benchmark
    public boolean step() {
        return stepper.step();
    }

    @Benchmark
    public double gradient() {
        source.beginStep(1);
        return source.computeGradient();
    }

    /** Returns the number of parameters of a network. */
    static int weights(String network) {
        return new MovingQuadratic(network).arena().theta().length;
    }

    /** Returns how often a step of the optimizer evaluates the gradient, on average. */
    static double evaluationsPerStep(Catalog catalog, String network, String optimizer) {
        MovingQuadratic source = new MovingQuadratic(network);
        Stepper stepper = stepper(catalog, network, optimizer, source);
        for (int k = 0; k < COUNTED_STEPS; k++) {
            stepper.step();
        }
        return source.evaluations / (double) COUNTED_STEPS;
    }

    /** The function |theta - c|^2 / 2, where c is another point at each step. */
    static final class MovingQuadratic implements GradientSource {
        private static final int CENTRES = 8;

        private final Arena arena = new Arena();
        private final float[][] centres = new float[CENTRES][];
        private float[] centre;
        private long evaluations;

        MovingQuadratic(String network) {
            int[] s = BenchmarkNetwork.widths(network);
            SplittableRandom random = new SplittableRandom(0);
            for (int l = 1; l < s.length; l++) {
                Set<Tag> place = EnumSet.noneOf(Tag.class);
                if (l == 1) {
                    place.add(Tag.FIRST);
                }
                if (l == s.length - 1) {
                    place.add(Tag.LAST);
                }
                add("layer" + (l - 1) + "/weights", s[l], s[l - 1], Tag.WEIGHT, place, random);
                add("layer" + (l - 1) + "/bias", s[l], 1, Tag.BIAS, place, random);
            }
            arena.close();
            for (int k = 0; k < CENTRES; k++) {
                centres[k] = numbers(arena.theta().length, random);
            }
        }

        private void add(String name, int rows, int cols, Tag tag, Set<Tag> place, SplittableRandom random) {
            Set<Tag> tags = EnumSet.of(tag);
            tags.addAll(place);
            arena.add(name, rows, cols, numbers(rows * cols, random), tags);
        }

        private static float[] numbers(int n, SplittableRandom random) {
            float[] x = new float[n];
            for (int i = 0; i < n; i++) {
                x[i] = (float) random.nextDouble(-0.1, 0.1);
            }
            return x;
        }

        @Override
        public Arena arena() {
            return arena;
        }

        @Override
        public void beginStep(long step) {
            centre = centres[(int) (step % CENTRES)];
        }

        @Override
        public double computeGradient() {
            evaluations++;
            float[] g = arena.gradient();
            float[] point = arena.active();
            for (int i = 0; i < g.length; i++) {
                g[i] = point[i] - centre[i];
            }
            return Kernels.dot(g, g, 0, g.length) / 2;
        }

        @Override
        public Map<String, float[]> ruleState() {
            return Map.of();
        }
    }
}
