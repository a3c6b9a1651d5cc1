package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;

/**
 * The problem quadratic_deep of DeepOBS with its own random numbers: a quadratic with 1,000 examples to train on and as
 * many to test on. The optimizer receives the gradient of a batch; the reported value is the loss on the test examples.
 *
 * <pre>
 *   f(x) = 1/2 mean_i (x - d_i)' Q (x - d_i)         d_i ~ N(0, 0.6^2 I), 100 coordinates
 *   Q = R' diag(h) R,  R a random rotation,  90 of h in (0, 1) and 10 in (30, 60)
 * </pre>
 *
 * Matrix and examples are those that NumPy's legacy generator draws with the seeds 42 (matrix, training) and 43 (test).
 * The matrix comes from one generator of the module: a program that builds the problem again gets the next matrix, and
 * {@code matrix} counts them. With the first, the value at the start (1, 1, ...) is 353.4468.
 *
 * <p>The order of the examples is drawn once for each run and is the same in every epoch, as in the published runs. An
 * incomplete last batch is left out, of the test examples too. An epoch with batches of 128 has 7 steps.
 *
 * <p>Schneider, Balles and Hennig 2019, DeepOBS: a deep learning optimizer benchmark suite.
 */
@Component("quadratic-deep")
public record QuadraticDeep(
        @Hyper(value = "1", range = "[1,100]", doc = "number of the matrix, in the order in which they are drawn")
        int matrix,

        @Hyper(value = "128", range = "[1,1000]", doc = "examples in a batch")
        int batch)
        implements Landscape {
    private static final int DIMENSIONS = 100;
    private static final int EXAMPLES = 1000;
    private static final int SMALL = 90;
    private static final double SPREAD = 0.6;
    private static final int MATRIX_SEED = 42;
    private static final int TRAINING_SEED = 42;
    private static final int TEST_SEED = 43;

    @Override
    public int cols() {
        return DIMENSIONS;
    }

    @Override
    public Landscape load(Rng data, Rng run) {
        int used = EXAMPLES - EXAMPLES % batch;
        Landscape test = new BatchedQuadratic(hessian(matrix), examples(TEST_SEED, used), used);
        return new FixedOrder(test, hessian(matrix), examples(TRAINING_SEED, EXAMPLES), batch, order(run));
    }

    @Override
    public Landscape load(Rng data) {
        return load(data, data);
    }

    private static int[] order(Rng rng) {
        int[] order = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            int other = rng.uniformInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    static double[][] examples(int seed, int count) {
        NumpyRandom random = new NumpyRandom(seed);
        double[][] examples = new double[count][DIMENSIONS];
        for (double[] example : examples) {
            for (int i = 0; i < DIMENSIONS; i++) {
                example[i] = (float) (SPREAD * random.normal());
            }
        }
        return examples;
    }

    /** Returns Q of the matrix with this number. */
    static double[][] hessian(int number) {
        NumpyRandom random = new NumpyRandom(MATRIX_SEED);
        double[] curvatures = new double[DIMENSIONS];
        double[][] rotation = new double[0][];
        for (int k = 0; k < number; k++) {
            for (int i = 0; i < DIMENSIONS; i++) {
                double u = random.uniform();
                curvatures[i] = i < SMALL ? u : 30 + 30 * u;
            }
            rotation = rotation(random);
        }
        double[][] q = new double[DIMENSIONS][DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            for (int j = 0; j < DIMENSIONS; j++) {
                for (int k = 0; k < DIMENSIONS; k++) {
                    q[i][j] += rotation[k][i] * curvatures[k] * rotation[k][j];
                }
            }
        }
        return q;
    }

    /** Returns a uniformly distributed rotation, by the subgroup algorithm (Diaconis and Shahshahani 1987). */
    private static double[][] rotation(NumpyRandom random) {
        double angle = 2 * StrictMath.PI * random.uniform();
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        double[][] r = {{cosine, sine}, {-sine, cosine}};
        for (int n = 3; n <= DIMENSIONS; n++) {
            r = reflected(r, direction(random, n));
        }
        for (double[] row : r) {
            for (int i = 0; i < DIMENSIONS; i++) {
                row[i] = -row[i];
            }
        }
        return r;
    }

    /** Returns the unit vector along the difference between the first axis and a random direction. */
    private static double[] direction(NumpyRandom random, int n) {
        double[] v = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            v[i] = random.normal();
            squares += v[i] * v[i];
        }
        double length = Math.sqrt(squares);
        squares = 0;
        for (int i = 0; i < n; i++) {
            v[i] = (i == 0 ? 1 : 0) - v[i] / length;
            squares += v[i] * v[i];
        }
        length = Math.sqrt(squares);
        for (int i = 0; i < n; i++) {
            v[i] /= length;
        }
        return v;
    }

    /** Returns (I - 2 x x') D, where D is the matrix with a first axis added. */
    private static double[][] reflected(double[][] matrix, double... x) {
        int n = x.length;
        double[][] d = new double[n][n];
        d[0][0] = 1;
        for (int i = 1; i < n; i++) {
            System.arraycopy(matrix[i - 1], 0, d[i], 1, n - 1);
        }
        for (int j = 0; j < n; j++) {
            double product = 0;
            for (int i = 0; i < n; i++) {
                product += x[i] * d[i][j];
            }
            for (int i = 0; i < n; i++) {
                d[i][j] -= 2 * x[i] * product;
            }
        }
        return d;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        throw BatchedQuadratic.notLoaded();
    }

    @Override
    public double[] start() {
        return BatchedQuadratic.ones(DIMENSIONS);
    }
}
