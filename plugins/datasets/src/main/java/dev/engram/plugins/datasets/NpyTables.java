package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.Dataset.Table.Partition;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataSource;
import dev.engram.spi.io.RowReader;
import dev.engram.spi.shape.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tables from arrays of NumPy.
 *
 * @param file a file that is read, for messages
 * @param divisor number by which inputs are divided
 * @param classes whether targets are classes
 */
record NpyTables(Path file, float divisor, boolean classes) {
    /** Arrays of inputs and of targets that belong together. */
    record Part(DataSource inputs, DataSource targets) {}

    /** @param test the test data; empty if there are none */
    Table load(Part training, List<Part> test) {
        List<Part> parts = new ArrayList<>();
        parts.add(training);
        parts.addAll(test);
        return FileInput.guard(file, () -> {
            NpyExamples first = NpyExamples.of(training.inputs);
            RowReader inputs = new RowReader(shape(first));
            NpyExamples firstTargets = NpyExamples.of(training.targets);
            int width = firstTargets.width();
            RowReader targets = new RowReader(Shape.features(width));
            int rows = 0;
            int testRows = 0;
            for (Part part : parts) {
                NpyExamples x = NpyExamples.of(part.inputs);
                NpyExamples t = NpyExamples.of(part.targets);
                require(x, x.width() == first.width() && x.shape().length == first.shape().length, first);
                require(t, t.width() == width, firstTargets);
                if (x.rows() != t.rows()) {
                    throw new IncompatibleException(t.source() + ": has " + t.rows() + " targets for the " + x.rows()
                            + " examples of " + x.source() + "; the arrays do not belong together");
                }
                inputs.add(part.inputs, x.rows(), x.layout(divisor));
                targets.add(part.targets, t.rows(), t.layout(1));
                rows += x.rows();
                testRows = part == training ? 0 : testRows + x.rows();
            }
            if ((long) rows * width > Integer.MAX_VALUE - 8) {
                throw new IncompatibleException(firstTargets.source() + ": " + rows + " rows of " + width
                        + " targets are more numbers than an array can hold; use fewer");
            }
            float[] t = values(targets.read(), rows * width);
            List<String> names = classes ? number(t, width, firstTargets) : List.of();
            InputRows x = inputs.read();
            return new Table(x, width, t, names, testRows == 0 ? Partition.NONE : Partition.TEST, testRows);
        });
    }

    /** Reads the inputs of new examples. */
    InputRows newInputs(DataSource inputs) {
        return FileInput.guard(file, () -> {
            NpyExamples x = NpyExamples.of(inputs);
            RowReader rows = new RowReader(shape(x));
            rows.add(inputs, x.rows(), x.layout(divisor));
            return rows.read();
        });
    }

    private static void require(NpyExamples found, boolean fits, NpyExamples first) {
        if (!fits) {
            throw new IncompatibleException(found.source() + ": has the shape " + found.shown() + ", but "
                    + first.source() + " has " + first.shown() + "; only the number of examples may differ");
        }
    }

    private static Shape shape(NpyExamples h) {
        int[] s = h.shape();
        return switch (s.length) {
            case 1, 2 -> Shape.features(h.width());
            case 3 -> new Shape(1, s[1], s[2]);
            case 4 -> channelsFirst(h);
            default ->
                throw new IncompatibleException(h.source() + ": has the shape " + h.shown() + "; arrays of examples x"
                        + " features, examples x height x width, or examples x channels x height x width can be read");
        };
    }

    private static Shape channelsFirst(NpyExamples h) {
        int[] s = h.shape();
        if (s[3] <= 4 && s[1] > 4 && s[2] > 4) {
            throw new IncompatibleException(
                    h.source() + ": has the shape " + h.shown() + ", which looks like examples x"
                            + " height x width x channels; save"
                            + " numpy.ascontiguousarray(x.transpose(0, 3, 1, 2)), which has the"
                            + " channels first");
        }
        return new Shape(s[1], s[2], s[3]);
    }

    private static float[] values(InputRows rows, int n) {
        float[] values = new float[n];
        int width = rows.shape().size();
        for (int r = 0; r < rows.rows(); r++) {
            rows.copy(r, values, r * width);
        }
        return values;
    }

    /** Replaces class numbers by their positions in order, and returns them as names. */
    private static List<String> number(float[] t, int width, NpyExamples targets) {
        if (width != 1) {
            throw new IncompatibleException(targets.source() + ": has the shape " + targets.shown()
                    + ", but classes are one whole number for each example; save numpy.argmax(t, axis=1) of one-hot"
                    + " targets, or set classes: false for a regression");
        }
        Map<Integer, Integer> positions = new TreeMap<>();
        for (int r = 0; r < t.length; r++) {
            if (t[r] != (int) t[r]) {
                throw new IncompatibleException(targets.source() + ": number " + (r + 1) + " is " + t[r]
                        + ", but a class is a whole number; set classes: false for a regression");
            }
            positions.put((int) t[r], 0);
        }
        if (positions.size() < 2 || positions.size() == t.length && t.length > 2) {
            throw new IncompatibleException(targets.source() + ": has " + positions.size() + " classes for " + t.length
                    + " examples, so there is nothing to classify; set classes: false for a regression");
        }
        int next = 0;
        for (Map.Entry<Integer, Integer> e : positions.entrySet()) {
            e.setValue(next++);
        }
        for (int r = 0; r < t.length; r++) {
            t[r] = positions.get((int) t[r]);
        }
        return positions.keySet().stream().map(c -> Integer.toString(c)).toList();
    }
}
