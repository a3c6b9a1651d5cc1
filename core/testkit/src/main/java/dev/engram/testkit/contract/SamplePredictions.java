package dev.engram.testkit.contract;

import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Predictions for checks of metrics. The arrays are accessible, so that a check sees whether a metric writes them. */
record SamplePredictions(
        String name, int rows, int cols, boolean classes, float[] scoreValues, float[] targetValues, int[] labels)
        implements Metric.Predictions {
    private static final List<String> CLASS_NAMES = List.of("cat", "T-shirt/top", "a[1]");

    static List<SamplePredictions> all() {
        return List.of(
                draw("3 classes", 12, 3, true),
                draw("one column of two classes", 10, 1, true),
                draw("regression", 9, 2, false),
                draw("a single example of 3 classes", 1, 3, true),
                draw("a single number", 1, 1, false),
                withNaN(draw("3 classes, one score NaN", 6, 3, true)),
                withNaN(draw("regression, one score NaN", 6, 2, false)),
                constantTargets(draw("regression, every target the same", 5, 2, false)),
                perfect(draw("3 classes, all right", 6, 3, true)),
                perfect(draw("regression, all right", 6, 2, false)),
                oneClass(draw("3 classes, only the first of them", 5, 3, true)));
    }

    private static SamplePredictions draw(String name, int rows, int cols, boolean classes) {
        Rng rng = RandomStreams.of(13, "judged/" + name);
        float[] scoreValues = new float[rows * cols], targetValues = new float[rows * cols];
        int[] labels = new int[classes ? rows : 0];
        int kinds = cols == 1 ? 2 : cols;
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < cols; k++) {
                scoreValues[r * cols + k] = rng.uniform();
                targetValues[r * cols + k] = classes ? classTarget(r % kinds, k, cols) : rng.gaussian();
            }
            if (classes) {
                labels[r] = r % kinds;
            }
        }
        return new SamplePredictions(name, rows, cols, classes, scoreValues, targetValues, labels);
    }

    /** One column is the class itself, several are a one-hot code. */
    private static float classTarget(int label, int column, int cols) {
        if (cols == 1) {
            return label;
        }
        return label == column ? 1 : 0;
    }

    private static SamplePredictions withNaN(SamplePredictions p) {
        p.scoreValues[1] = Float.NaN;
        return p;
    }

    private static SamplePredictions perfect(SamplePredictions p) {
        System.arraycopy(p.targetValues, 0, p.scoreValues, 0, p.scoreValues.length);
        return p;
    }

    private static SamplePredictions constantTargets(SamplePredictions p) {
        Arrays.fill(p.targetValues, 0.1f);
        return p;
    }

    private static SamplePredictions oneClass(SamplePredictions p) {
        for (int r = 0; r < p.rows; r++) {
            p.labels[r] = 0;
            for (int k = 0; k < p.cols; k++) {
                p.targetValues[r * p.cols + k] = k == 0 ? 1 : 0;
            }
        }
        return p;
    }

    @Override
    public Matrix scores() {
        return new MatrixView(scoreValues, 0, rows, cols);
    }

    @Override
    public Matrix targets() {
        return new MatrixView(targetValues, 0, rows, cols);
    }

    @Override
    public double loss() {
        return 0.75;
    }

    @Override
    public List<String> classNames() {
        return classes ? CLASS_NAMES.subList(0, cols == 1 ? 2 : cols) : List.of();
    }

    @Override
    public int label(int row) {
        return labels[row];
    }

    @Override
    public int predicted(int row) {
        int best = 0;
        for (int k = 0; k < cols; k++) {
            float s = scoreValues[row * cols + k];
            if (Float.isNaN(s)) {
                return -1;
            }
            best = s > scoreValues[row * cols + best] ? k : best;
        }
        if (cols == 1) {
            return scoreValues[row] > 0.5f ? 1 : 0;
        }
        return best;
    }

    /** A training step for checks of metrics. */
    record SampleProbe(String name, float[] theta, float[] pseudoGradient, float[] trueGradient, float[] update)
            implements Metric.Probe {
        private static final List<Parameter> PARAMETERS = List.of(
                new Parameter("layer1/weights", 0, 6, 2, 3, Set.of(Tag.WEIGHT)),
                new Parameter("layer0/weights", 6, 12, 3, 2, Set.of(Tag.WEIGHT, Tag.FIRST)),
                new Parameter("layer2/weights", 12, 14, 1, 2, Set.of(Tag.WEIGHT, Tag.LAST)),
                new Parameter("layer0/bias", 14, 17, 3, 1, Set.of(Tag.BIAS, Tag.FIRST)),
                new Parameter("rule/feedback", 17, 20, 1, 3, Set.of(Tag.AUXILIARY)));

        static List<SampleProbe> all() {
            return List.of(
                    new SampleProbe(
                            "a typical step", numbers("theta"), numbers("pseudo"), numbers("true"), numbers("update")),
                    new SampleProbe("no true gradient", numbers("theta"), numbers("pseudo"), null, numbers("update")),
                    new SampleProbe(
                            "before the first step", numbers("theta"), numbers("pseudo"), numbers("true"), null),
                    new SampleProbe("all zero", new float[20], new float[20], new float[20], new float[20]));
        }

        private static float[] numbers(String name) {
            Rng rng = RandomStreams.of(13, "watched/" + name);
            float[] x = new float[20];
            for (int i = 0; i < x.length; i++) {
                x[i] = rng.gaussian();
            }
            return x;
        }

        @Override
        public Iterable<Parameter> parameters() {
            return PARAMETERS;
        }

        /** A diagonal Hessian; none without a true gradient. */
        @Override
        public boolean hessianProduct(double[] direction, double[] product) {
            for (int i = 0; i < product.length; i++) {
                product[i] = i * direction[i];
            }
            return trueGradient != null;
        }

        /** Half the true gradient, or none. */
        @Override
        public float[] settledGradient() {
            float[] half = trueGradient == null ? null : trueGradient.clone();
            for (int i = 0; half != null && i < half.length; i++) {
                half[i] *= 0.5f;
            }
            return half;
        }

        @Override
        public Map<String, float[]> ruleState() {
            return Map.of("rule/layer0/mistakes", new float[] {3});
        }

        private static MatrixView matrix(String name, int rows, int cols) {
            return new MatrixView(numbers(name), 0, rows, cols);
        }

        /** Returns no feedback if there is no true gradient. */
        @Override
        public List<Metric.Feedback> feedback() {
            return trueGradient == null
                    ? List.of()
                    : List.of(
                            new Metric.Feedback("layer0", matrix("carrier 0", 2, 3), new MatrixView(theta, 0, 2, 3)),
                            new Metric.Feedback("layer1", matrix("carrier 1", 1, 2), new MatrixView(theta, 12, 1, 2)));
        }

        @Override
        public List<Metric.Response> responses() {
            return List.of(
                    new Metric.Response("layer0", matrix("out 0", 4, 3), matrix("slopes 0", 4, 3)),
                    new Metric.Response(
                            "layer1", new MatrixView(new float[8], 0, 4, 2), new MatrixView(new float[8], 0, 4, 2)),
                    new Metric.Response("layer2", matrix("out 2", 4, 1), null));
        }
    }
}
