package dev.engram.engine.train;

import dev.engram.engine.data.ExampleReader;
import dev.engram.engine.data.Split;
import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.network.Learner;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;
import java.util.List;

/** Predicts sets of examples for the metrics. The operations do not count towards the cost of the run. */
final class Evaluator {
    /** Most examples per forward pass: enough to keep the products busy, few enough to stay in the cache. */
    static final int MAX_CHUNK = 256;

    private final Learner learner;
    private final LossFunction loss;
    private final Split split;
    private final ExampleReader reader;
    private final int chunk;
    private final float[] x;
    private final float[] t;
    private final MatrixView inputs;
    private final MatrixView targets;
    private final ScratchMatrix scores;
    private final ScratchMatrix losses;
    private EvaluatedPredictions predictions;

    /**
     * @param loss loss of predictions whose targets were scaled
     * @param chunk examples per forward pass, at most the learner's capacity
     */
    Evaluator(Learner learner, LossFunction loss, Split split, int chunk) {
        this.learner = learner;
        this.loss = loss;
        this.split = split;
        this.reader = ExampleReader.forEvaluation(split);
        this.chunk = chunk;
        ComputeContext uncounted = new ComputeContext();
        x = new float[chunk * split.inputs()];
        t = new float[chunk * split.targets()];
        inputs = new MatrixView(x, 0, chunk, split.inputs());
        targets = new MatrixView(t, 0, chunk, split.targets());
        scores = new ScratchMatrix(chunk, split.targets(), uncounted);
        losses = new ScratchMatrix(chunk, 1, uncounted);
    }

    /** Returns the number of examples per forward pass. It affects the rounding of a mean loss. */
    static int chunk(Split split) {
        return Math.max(1, Math.min(MAX_CHUNK, Math.max(split.validation().length, split.test().length)));
    }

    /**
     * Returns the predictions for these rows at a point of the parameters. They are valid until the next call. Repeated
     * calls with the same array of rows allocate nothing.
     */
    EvaluatedPredictions predict(int[] rows, float[] point) {
        if (predictions == null || predictions.rows != rows) {
            predictions = new EvaluatedPredictions(split, rows);
        }
        long counted = learner.operations().multiplyAdds();
        int k = split.targets();
        double sum = 0;
        learner.arena().setActive(point);
        try {
            for (int first = 0; first < rows.length; first += chunk) {
                int n = Math.min(chunk, rows.length - first);
                reader.read(0, rows, first, n, x);
                Kernels.gather(split.t(), k, rows, first, n, t);
                inputs.wrap(x, 0, n);
                targets.wrap(t, 0, n);
                scores.setRows(n);
                losses.setRows(n);
                double mean = learner.predict(inputs, targets, scores, losses);
                if (split.targetScaling().isEmpty()) {
                    System.arraycopy(scores.data(), 0, predictions.outputs, first * k, n * k);
                    sum += n * mean;
                } else {
                    split.targetScaling().get().restore(scores.data(), n * k, predictions.outputs, first * k);
                    sum += Double.isNaN(mean) ? mean : restoredLoss(first, n);
                }
            }
        } finally {
            learner.arena().setActive(learner.arena().theta());
            learner.operations().reset(counted);
        }
        predictions.loss = sum / rows.length;
        return predictions;
    }

    /** Returns the sum of the losses of some predictions, in the unit of the data set. */
    private double restoredLoss(int first, int n) {
        int k = split.targets();
        double sum = 0;
        for (int r = first; r < first + n; r++) {
            sum += loss.value(predictions.outputs, predictions.expected, r * k, (r + 1) * k);
        }
        return sum;
    }

    /** Predictions and the expected targets, in the unit of the data set. */
    static final class EvaluatedPredictions implements Metric.Predictions {
        private final Split split;
        private final int[] rows;
        private final float[] outputs;
        private final float[] expected;
        private final MatrixView scores;
        private final MatrixView targets;
        private double loss;

        private EvaluatedPredictions(Split split, int[] rows) {
            int k = split.targets();
            this.split = split;
            this.rows = rows;
            outputs = new float[rows.length * k];
            expected = new float[rows.length * k];
            split.targetScaling()
                    .ifPresentOrElse(
                            s -> s.gatherOriginals(rows, k, expected),
                            () -> Kernels.gather(split.t(), k, rows, 0, rows.length, expected));
            scores = new MatrixView(outputs, 0, rows.length, k);
            targets = new MatrixView(expected, 0, rows.length, k);
        }

        @Override
        public Matrix scores() {
            return scores;
        }

        @Override
        public Matrix targets() {
            return targets;
        }

        @Override
        public double loss() {
            return loss;
        }

        @Override
        public boolean classes() {
            return split.hasClasses();
        }

        @Override
        public List<String> classNames() {
            return split.classes();
        }

        @Override
        public int label(int row) {
            return split.labels()[rows[row]];
        }

        @Override
        public int predicted(int row) {
            int k = split.targets(), from = row * k, best = from;
            if (k == 1) {
                return predictedOfTwo(outputs[from]);
            }
            for (int i = from; i < from + k; i++) {
                float s = outputs[i];
                if (Float.isNaN(s)) {
                    return -1;
                }
                if (s > outputs[best]) {
                    best = i;
                }
            }
            return best - from;
        }

        private int predictedOfTwo(float score) {
            if (Float.isNaN(score)) {
                return -1;
            }
            return score > (split.signed() ? 0 : 0.5f) ? 1 : 0;
        }
    }
}
