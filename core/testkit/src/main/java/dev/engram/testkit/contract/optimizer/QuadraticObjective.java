package dev.engram.testkit.contract.optimizer;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.step.GradientSource;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import dev.engram.spi.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A quadratic bowl over several parameters: f_t(x) = sum c_i (x_i - a_i - w_ti)^2 / 2. Its centre may move from step to
 * step, as with batches of data. Every number has an identity that determines its start, curvature and centre, whatever
 * its position in the arena.
 */
final class QuadraticObjective implements GradientSource {
    static final long SEED = 7;
    private static final double NOISE = 0.05;

    private final Arena arena = new Arena();
    private final double[] curvature;
    private final double[] centre;
    private final double[] noise;
    private final boolean stochastic;
    private final GradientFault gradientFault;
    private long step;

    /** A parameter whose numbers have the identities {@code first}, {@code first + 1} and so on. */
    record ParameterSpec(String name, int rows, int cols, Set<Tag> tags, int first) {}

    /** A fault of the gradient: one number replaced at one step, or all replaced by zeros ({@code ZEROS}). */
    record GradientFault(long step, float value) {
        static final GradientFault NONE = new GradientFault(-1, 0);
        static final GradientFault ZEROS = new GradientFault(-2, 0);
    }

    QuadraticObjective(List<ParameterSpec> parameters, boolean stochastic, GradientFault gradientFault) {
        this.stochastic = stochastic;
        this.gradientFault = gradientFault;
        int n = parameters.stream().mapToInt(p -> p.rows * p.cols).sum();
        double[] c = new double[n], a = new double[n], w = new double[n];
        float[] x = new float[n];
        Rng rng = RandomStreams.of(1, "terrain");
        for (int id = 0; id < n; id++) {
            x[id] = rng.gaussian();
            c[id] = 1 + 4 * rng.uniform();
            a[id] = rng.gaussian() / 4;
            w[id] = rng.gaussian() * NOISE;
        }
        for (ParameterSpec p : parameters) {
            arena.add(p.name, p.rows, p.cols, Arrays.copyOfRange(x, p.first, p.first + p.rows * p.cols), p.tags);
        }
        arena.close();
        curvature = new double[n];
        centre = new double[n];
        noise = new double[n];
        for (Parameter p : arena.parameters()) {
            int first = parameters.stream()
                    .filter(q -> q.name.equals(p.name()))
                    .findFirst()
                    .orElseThrow()
                    .first;
            System.arraycopy(c, first, curvature, p.from(), p.to() - p.from());
            System.arraycopy(a, first, centre, p.from(), p.to() - p.from());
            System.arraycopy(w, first, noise, p.from(), p.to() - p.from());
        }
    }

    /** Returns the parameters of a typical small network that the optimizer supports, with consecutive identities. */
    static List<ParameterSpec> typicalParameters(Optimizer o) {
        List<ParameterSpec> all = List.of(
                new ParameterSpec("hidden", 4, 3, Set.of(Tag.WEIGHT), 0),
                new ParameterSpec("first", 3, 2, Set.of(Tag.WEIGHT, Tag.FIRST), 0),
                new ParameterSpec("last", 2, 4, Set.of(Tag.WEIGHT, Tag.LAST), 0),
                new ParameterSpec("bias", 4, 1, Set.of(Tag.BIAS), 0));
        List<ParameterSpec> some = new ArrayList<>();
        int first = 0;
        for (ParameterSpec p : all) {
            if (o.supports(new Parameter(p.name, 0, p.rows * p.cols, p.rows, p.cols, p.tags))) {
                some.add(new ParameterSpec(p.name, p.rows, p.cols, p.tags, first));
                first += p.rows * p.cols;
            }
        }
        if (some.isEmpty()) {
            throw new IllegalArgumentException(
                    "it supports no parameter of a typical network, neither weights nor biases");
        }
        return some;
    }

    @Override
    public Arena arena() {
        return arena;
    }

    @Override
    public void beginStep(long step) {
        this.step = step;
    }

    @Override
    public double computeGradient() {
        float[] x = arena.active(), g = arena.gradient();
        double sum = 0, shift = stochastic ? step % 5 - 2 : 0;
        for (int i = 0; i < centre.length; i++) {
            double d = x[i] - centre[i] - shift * noise[i];
            g[i] = gradientFault == GradientFault.ZEROS ? 0 : (float) (curvature[i] * d);
            sum += curvature[i] * d * d / 2;
        }
        if (step == gradientFault.step) {
            g[centre.length / 2] = gradientFault.value;
        }
        return sum;
    }

    @Override
    public Map<String, float[]> ruleState() {
        return Map.of();
    }
}
