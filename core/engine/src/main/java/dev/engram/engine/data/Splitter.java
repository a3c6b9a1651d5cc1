package dev.engram.engine.data;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.DataSettings;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.Dataset.Table.Partition;
import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Splits a table by seed, fits the scaling to the training rows and codes the classes. */
final class Splitter {
    private static final double DEFAULT_TEST_FRACTION = 0.2;

    private final Table table;
    private final DataSettings settings;
    private final long seed;

    Splitter(Table table, DataSettings settings, long seed) {
        this.table = table;
        this.settings = settings;
        this.seed = seed;
    }

    Split split() {
        int[] all = IntStream.range(0, table.rows()).toArray();
        if (settings.folds() > 0) {
            int[][] parts = testFold(all);
            return splitOffValidation(parts[1], parts[0]);
        }
        if (table.partition() == Partition.EXHAUSTIVE) {
            if (settings.test() >= 0) {
                throw new IncompatibleException(
                        "test: these are all possible examples, so they are both training and test data; omit test");
            }
            return assemble(all, all, all);
        }
        if (table.partition() == Partition.TEST && settings.test() >= 0) {
            throw new IncompatibleException(
                    "test: this data set brings its own " + table.testRows() + " test examples; omit test");
        }
        int[] rest = all;
        int[] test;
        if (table.partition() == Partition.TEST) {
            test = Arrays.copyOfRange(all, table.rows() - table.testRows(), table.rows());
            rest = Arrays.copyOf(all, table.rows() - table.testRows());
        } else {
            int[][] parts =
                    stratifiedSplit(rest, settings.test() < 0 ? DEFAULT_TEST_FRACTION : settings.test(), "split/test");
            test = parts[0];
            rest = parts[1];
        }
        return splitOffValidation(rest, test);
    }

    private Split splitOffValidation(int[] rest, int[] test) {
        int[][] parts = stratifiedSplit(rest, settings.validation(), "split/validation");
        if (parts[1].length == 0) {
            throw new IncompatibleException("no training example is left: the table has " + table.rows() + " rows");
        }
        return assemble(parts[1], parts[0], test);
    }

    /**
     * Deals the examples to folds, class by class, so that the sizes of folds differ by at most one, in total and in
     * each class. Returns the fold that is this seed's test set, and the rest, each in row order.
     */
    private int[][] testFold(int[] rows) {
        if (table.partition() != Partition.NONE) {
            throw new IncompatibleException("folds: "
                    + (table.partition() == Partition.TEST
                            ? "this data set brings its own " + table.testRows() + " test examples"
                            : "these are all possible examples, so they are both training and test data")
                    + "; omit folds");
        }
        if (rows.length < settings.folds()) {
            throw new IncompatibleException(
                    "folds: " + rows.length + " examples cannot be divided into " + settings.folds() + " folds");
        }
        int[] order = rows.clone();
        RandomStreams.of(settings.repeat(seed), "split/folds").shuffle(order, order.length);
        int mine = settings.fold(seed);
        boolean[] tested = new boolean[rows.length];
        int dealt = 0;
        for (int c = 0; c < Math.max(1, table.classes().size()); c++) {
            for (int r : order) {
                if (classOf(r) == c) {
                    tested[r] = dealt++ % settings.folds() == mine;
                }
            }
        }
        return new int[][] {
            Arrays.stream(rows).filter(r -> tested[r]).toArray(),
            Arrays.stream(rows).filter(r -> !tested[r]).toArray()
        };
    }

    /** Returns a fraction of the rows, the same fraction of each class, and the rest, each in row order. */
    private int[][] stratifiedSplit(int[] rows, double fraction, String stream) {
        int[] order = rows.clone();
        RandomStreams.of(seed, stream).shuffle(order, order.length);
        int classCount = Math.max(1, table.classes().size());
        int[] taken = new int[rows.length];
        int[] left = new int[rows.length];
        int nTaken = 0, nLeft = 0, seen = 0;
        for (int c = 0; c < classCount; c++) {
            int ofClass = 0;
            for (int r : order) {
                ofClass += classOf(r) == c ? 1 : 0;
            }
            // Rounding the running total keeps the total fraction right, however small the classes are.
            int wanted = (int) (Math.round(fraction * (seen + ofClass)) - Math.round(fraction * seen));
            seen += ofClass;
            for (int r : order) {
                if (classOf(r) != c) {
                    continue;
                }
                if (wanted > 0) {
                    taken[nTaken++] = r;
                    wanted--;
                } else {
                    left[nLeft++] = r;
                }
            }
        }
        int[][] parts = {Arrays.copyOf(taken, nTaken), Arrays.copyOf(left, nLeft)};
        Arrays.sort(parts[0]);
        Arrays.sort(parts[1]);
        return parts;
    }

    private int classOf(int row) {
        return table.classes().isEmpty() ? 0 : (int) table.t()[row];
    }

    private Split assemble(int[] training, int[] validation, int[] test) {
        int k = table.classes().size();
        boolean signed = settings.coding() == DataSettings.Coding.SIGNED;
        int[] labels =
                IntStream.range(0, k == 0 ? 0 : table.rows()).map(this::classOf).toArray();
        int columns = targetColumns(k);
        float[] t = k == 0 ? table.t() : encodeTargets(labels, columns, signed ? -1 : 0);
        Split.Examples examples =
                new Split.Examples(table.inputs(), scaleInputs(training), columns, t, labels, table.classes(), signed);
        return new Split(examples, training, validation, test);
    }

    private int targetColumns(int classes) {
        if (classes == 0) {
            return table.targets();
        }
        return classes == 2 && settings.coding() != DataSettings.Coding.ONE_HOT ? 1 : classes;
    }

    private static float[] encodeTargets(int[] labels, int columns, float off) {
        float[] t = new float[labels.length * columns];
        Arrays.fill(t, off);
        for (int r = 0; r < labels.length; r++) {
            if (columns > 1) {
                t[r * columns + labels[r]] = 1;
            } else if (labels[r] == 1) {
                t[r] = 1;
            }
        }
        return t;
    }

    private float[] scaleInputs(int[] training) {
        int n = table.inputs();
        return switch (settings.scaling()) {
            case NONE -> table.x();
            case STANDARD -> {
                double[] mean = new double[n], deviation = new double[n];
                for (int r : training) {
                    for (int j = 0; j < n; j++) {
                        mean[j] += table.x()[r * n + j];
                    }
                }
                for (int j = 0; j < n; j++) {
                    mean[j] /= training.length;
                }
                for (int r : training) {
                    for (int j = 0; j < n; j++) {
                        double d = table.x()[r * n + j] - mean[j];
                        deviation[j] += d * d;
                    }
                }
                for (int j = 0; j < n; j++) {
                    deviation[j] = Math.sqrt(deviation[j] / training.length);
                }
                yield affine(mean, deviation);
            }
            case RANGE -> {
                double[] low = new double[n], span = new double[n];
                Arrays.fill(low, Double.POSITIVE_INFINITY);
                Arrays.fill(span, Double.NEGATIVE_INFINITY);
                for (int r : training) {
                    for (int j = 0; j < n; j++) {
                        low[j] = Math.min(low[j], table.x()[r * n + j]);
                        span[j] = Math.max(span[j], table.x()[r * n + j]);
                    }
                }
                for (int j = 0; j < n; j++) {
                    span[j] -= low[j];
                }
                yield affine(low, span);
            }
        };
    }

    /** Returns (x - origin) / unit. For an input that does not vary in the training data, unit is 1. */
    private float[] affine(double[] origin, double[] unit) {
        int n = table.inputs();
        float[] x = new float[table.x().length];
        for (int i = 0; i < x.length; i++) {
            int j = i % n;
            x[i] = (float) ((table.x()[i] - origin[j]) / (unit[j] > 0 ? unit[j] : 1));
        }
        return x;
    }
}
