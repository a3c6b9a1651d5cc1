package dev.engram.plugins.optimizers;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A quadratic over a hidden matrix, a last matrix and a bias, whose gradient has new noise at every step. A reference
 * implementation in double precision receives the same numbers.
 */
final class NoisyQuadraticSource implements GradientSource {
    private static final List<Set<Tag>> TAGS =
            List.of(Set.of(Tag.WEIGHT), Set.of(Tag.WEIGHT, Tag.LAST), Set.of(Tag.BIAS));
    static final int[][] SHAPES = {{4, 3}, {2, 3}, {4, 1}};
    private static final String[] NAMES = {"hidden", "last", "bias"};

    private final Arena arena = new Arena();
    private final double noise;
    private long step;

    NoisyQuadraticSource(double noise) {
        this.noise = noise;
        double[][][] start = start();
        for (int k = 0; k < SHAPES.length; k++) {
            float[] x = new float[SHAPES[k][0] * SHAPES[k][1]];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) start[k][i / SHAPES[k][1]][i % SHAPES[k][1]];
            }
            arena.add(NAMES[k], SHAPES[k][0], SHAPES[k][1], x, TAGS.get(k));
        }
        arena.close();
    }

    static double[][][] start() {
        Random random = new Random(5);
        double[][][] x = new double[SHAPES.length][][];
        for (int k = 0; k < SHAPES.length; k++) {
            x[k] = new double[SHAPES[k][0]][SHAPES[k][1]];
            for (double[] row : x[k]) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) random.nextGaussian(); // a float, so that both start at the same point
                }
            }
        }
        return x;
    }

    /** Returns the gradient of f_t(x) = sum c (x - a)^2 / 2, plus noise. */
    static double[][] gradient(int k, long step, double[][] x, double noise) {
        Random random = new Random(1000 * step + k), fixed = new Random(k);
        double[][] g = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                double c = 1 + 4 * fixed.nextDouble(), a = fixed.nextGaussian() / 4;
                g[i][j] = c * (x[i][j] - a) + noise * random.nextGaussian();
            }
        }
        return g;
    }

    static Stepper stepper(Optimizer o, double noise) {
        return new Stepper(new NoisyQuadraticSource(noise), o, 1);
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
        for (Parameter p : arena.parameters()) {
            int k = Arrays.asList(NAMES).indexOf(p.name());
            double[][] x = new double[p.rows()][p.cols()];
            for (int i = 0; i < p.to() - p.from(); i++) {
                x[i / p.cols()][i % p.cols()] = arena.active()[p.from() + i];
            }
            double[][] g = gradient(k, step, x, noise);
            for (int i = 0; i < p.to() - p.from(); i++) {
                arena.gradient()[p.from() + i] = (float) g[i / p.cols()][i % p.cols()];
            }
        }
        return 0;
    }

    @Override
    public Map<String, float[]> ruleState() {
        return Map.of();
    }
}
