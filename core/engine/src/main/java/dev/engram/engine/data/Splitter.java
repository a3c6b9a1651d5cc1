package dev.engram.engine.data;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.ShortestDecimal;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.Dataset.Table.Partition;
import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Splits a table by seed, fits the scaling to the training rows, adds noise to them and codes the classes. */
final class Splitter {
    private static final double DEFAULT_TEST_FRACTION = 0.2;
    /** The length of the longest array of all JVMs. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private static final double GIGABYTE = 1e9;
    /** Scaled or noisy copies are made of inputs that take at most this part of the memory: several seeds have one. */
    private static final int COPIED_PART = 2 * DataCache.MAX_SPLITS;

    private final Table table;
    private final DataSettings settings;
    private final long seed;

    Splitter(Table table, DataSettings settings, long seed) {
        this.table = table;
        this.settings = settings;
        this.seed = seed;
    }

    Split split() {
        int[] all = new int[table.rows()];
        for (int r = 0; r < all.length; r++) {
            all[r] = r;
        }
        if (settings.splitting().folds() > 0) {
            int[][] parts = testFold(all);
            return splitOffValidation(parts[1], parts[0]);
        }
        if (table.partition() == Partition.EXHAUSTIVE) {
            checkExhaustive();
            return assemble(all, all, all);
        }
        if (table.partition() == Partition.TEST && settings.splitting().test() >= 0) {
            throw new IncompatibleException(
                    "test: this data set brings its own " + table.testRows() + " test examples; omit test");
        }
        if (table.partition() == Partition.TEST) {
            return splitOffValidation(
                    Arrays.copyOf(all, table.rows() - table.testRows()),
                    Arrays.copyOfRange(all, table.rows() - table.testRows(), table.rows()));
        }
        double fraction = settings.splitting().test() < 0
                ? DEFAULT_TEST_FRACTION
                : settings.splitting().test();
        int[][] parts = divide(all, fraction, "split/test");
        checkShare("test", fraction, parts[0].length, all.length);
        return splitOffValidation(parts[1], parts[0]);
    }

    /** Refuses a share that keeps nothing: what needs the data would silently have none. */
    private static void checkShare(String key, double fraction, int taken, int rows) {
        if (fraction > 0 && taken == 0) {
            throw new IncompatibleException(String.format(
                    Locale.ROOT,
                    "%s: %s of %d examples rounds to no example; one of them is %.2g: raise %s, or set %s: 0 to train"
                            + " without %s data",
                    key,
                    ShortestDecimal.of(fraction),
                    rows,
                    1.0 / rows,
                    key,
                    key,
                    key));
        }
    }

    private void checkExhaustive() {
        String both = ": these are all possible examples, so they are both training and test data; omit ";
        if (settings.splitting().test() >= 0) {
            throw new IncompatibleException("test" + both + "test");
        }
        if (settings.splitting().split() == DataSettings.Division.IN_ORDER) {
            throw new IncompatibleException("split" + both + "split");
        }
    }

    private Split splitOffValidation(int[] rest, int[] test) {
        int[][] parts = divide(rest, settings.splitting().validation(), "split/validation");
        checkShare("validation", settings.splitting().validation(), parts[0].length, rest.length);
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
        if (rows.length < settings.splitting().folds()) {
            throw new IncompatibleException("folds: " + rows.length + " examples cannot be divided into "
                    + settings.splitting().folds() + " folds");
        }
        int[] order = rows.clone();
        RandomStreams.of(settings.splitting().repeat(seed), "split/folds").shuffle(order, order.length);
        int mine = settings.splitting().fold(seed);
        int[] dealt = firstPositions(rows);
        boolean[] tested = new boolean[rows.length];
        for (int r : order) {
            tested[r] = dealt[classOf(r)]++ % settings.splitting().folds() == mine;
        }
        return new int[][] {
            Arrays.stream(rows).filter(r -> tested[r]).toArray(),
            Arrays.stream(rows).filter(r -> !tested[r]).toArray()
        };
    }

    /** Returns for each class the number of rows of the classes before it. */
    private int[] firstPositions(int[] rows) {
        int[] counts = classCounts(rows);
        int before = 0;
        for (int c = 0; c < counts.length; c++) {
            int ofClass = counts[c];
            counts[c] = before;
            before += ofClass;
        }
        return counts;
    }

    private int[] classCounts(int[] rows) {
        int[] counts = new int[Math.max(1, table.classes().size())];
        for (int r : rows) {
            counts[classOf(r)]++;
        }
        return counts;
    }

    /** Returns a fraction of the rows, and the rest, each in row order. */
    private int[][] divide(int[] rows, double fraction, String stream) {
        if (settings.splitting().split() == DataSettings.Division.IN_ORDER) {
            int left = rows.length - (int) Math.round(fraction * rows.length);
            return new int[][] {Arrays.copyOfRange(rows, left, rows.length), Arrays.copyOf(rows, left)};
        }
        return stratifiedSplit(rows, fraction, stream);
    }

    /** Returns a fraction of the rows, the same fraction of each class, and the rest, each in row order. */
    private int[][] stratifiedSplit(int[] rows, double fraction, String stream) {
        int[] order = rows.clone();
        RandomStreams.of(seed, stream).shuffle(order, order.length);
        int[] wanted = classCounts(rows);
        int seen = 0;
        for (int c = 0; c < wanted.length; c++) {
            int ofClass = wanted[c];
            // Rounding the running total keeps the total fraction right, however small the classes are.
            wanted[c] = (int) (Math.round(fraction * (seen + ofClass)) - Math.round(fraction * seen));
            seen += ofClass;
        }
        boolean[] taken = new boolean[table.rows()];
        int n = 0;
        for (int r : order) {
            if (wanted[classOf(r)]-- > 0) {
                taken[r] = true;
                n++;
            }
        }
        int[][] parts = {new int[n], new int[rows.length - n]};
        int nTaken = 0;
        int nLeft = 0;
        for (int r : rows) {
            if (taken[r]) {
                parts[0][nTaken++] = r;
            } else {
                parts[1][nLeft++] = r;
            }
        }
        return parts;
    }

    private int classOf(int row) {
        return table.classes().isEmpty() ? 0 : (int) table.t()[row];
    }

    private Split assemble(int[] training, int[] validation, int[] test) {
        int k = table.classes().size();
        TrainingNoise noise = new TrainingNoise(settings, seed);
        noise.requireOwnRows(training, test);
        boolean signed = settings.preprocessing().coding() == DataSettings.Coding.SIGNED;
        int[] labels = new int[k == 0 ? 0 : table.rows()];
        for (int r = 0; r < labels.length; r++) {
            labels[r] = classOf(r);
        }
        noise.addToLabels(labels, k, training);
        int columns = targetColumns(k);
        Optional<ColumnScales> targetScales = targetScales(training);
        float[] t = k == 0
                ? targetScales.map(s -> s.apply(table.t())).orElse(table.t())
                : encodeTargets(labels, columns, signed ? -1 : 0);
        InputRows rows = noise.addToInputs(scaleInputs(training), training, copied());
        Split.Examples examples = new Split.Examples(rows, columns, t, labels, table.classes(), signed);
        return new Split(
                examples,
                training,
                validation,
                test,
                targetScales.map(s -> new TargetScaling(s, table.t())),
                settings.augment());
    }

    private int targetColumns(int classes) {
        if (classes == 0) {
            return table.targets();
        }
        return classes == 2 && settings.preprocessing().coding() != DataSettings.Coding.ONE_HOT ? 1 : classes;
    }

    private static float[] encodeTargets(int[] labels, int columns, float off) {
        checkSize(labels.length, columns);
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

    private static void checkSize(int rows, int columns) {
        long numbers = (long) rows * columns;
        long memory = Runtime.getRuntime().maxMemory();
        if (numbers <= MAX_ARRAY && numbers * Float.BYTES <= memory) {
            return;
        }
        throw new IncompatibleException(String.format(
                Locale.ROOT,
                "one-hot codes of %,d classes for %,d examples take %,d numbers (%.3g GB), but %s; use fewer examples,"
                        + " or a target with fewer classes (a csv file whose target is a number needs classes: false)",
                columns,
                rows,
                numbers,
                numbers * Float.BYTES / GIGABYTE,
                numbers <= MAX_ARRAY
                        ? String.format(Locale.ROOT, "Java may use only %.3g GB", memory / GIGABYTE)
                        : String.format(Locale.ROOT, "an array holds at most %,d", MAX_ARRAY)));
    }

    private Optional<ColumnScales> targetScales(int[] training) {
        if (settings.preprocessing().targetScaling() == DataSettings.Scaling.NONE) {
            return Optional.empty();
        }
        if (!table.classes().isEmpty()) {
            throw new IncompatibleException(
                    "target-scaling: these data have classes, whose targets are codes; omit target-scaling");
        }
        return Optional.of(
                ColumnScales.fit(settings.preprocessing().targetScaling(), table.t(), table.targets(), training));
    }

    private InputRows scaleInputs(int[] training) {
        InputRows rows = table.inputRows();
        if (settings.preprocessing().scaling() == DataSettings.Scaling.NONE) {
            return rows;
        }
        if (settings.preprocessing().scaling().ofChannels() && table.shape().isFeatures()) {
            throw new IncompatibleException("scaling: the examples have " + table.shape()
                    + " and no positions, so that a channel is one input; use standard or range, or set shape");
        }
        ColumnScales scales = ColumnScales.fit(settings.preprocessing().scaling(), rows, training);
        return copied() ? new InputRows.InMemory(rows.shape(), scales.apply(table.x())) : new ScaledRows(rows, scales);
    }

    /** Returns whether there is enough memory for scaled or noisy copies of the inputs. */
    private boolean copied() {
        long bytes = (long) table.rows() * table.inputs() * Float.BYTES;
        InputRows rows = table.inputRows();
        return (rows instanceof InputRows.InMemory || rows instanceof InputRows.Bytes)
                && bytes <= Runtime.getRuntime().maxMemory() / COPIED_PART;
    }
}
