package dev.engram.spi;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * Examples. Splitting into training, validation and test data, scaling, coding of classes and drawing of batches are
 * the engine's business, with the same settings for every data set ({@code test}, {@code validation},
 * {@code scaling}, {@code coding}, {@code draw}).
 */
public interface Dataset extends ExtensionPoint {
    /**
     * Reads or makes everything, once. Throws {@link IncompatibleException} where a file is missing or damaged: the message says which
     * file, which line, and what to put where.
     *
     * @param rng for made-up data; belongs to the data ({@code draw}), not to the seed of a run
     */
    Table load(Rng rng);

    /** The files that the numbers come from. Their contents are part of a run's identity. */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Examples, row by row.
     *
     * @param inputs numbers in a row of {@code x}
     * @param x rows * inputs numbers
     * @param targets numbers in a row of {@code t}; 1 where there are classes
     * @param t rows * targets numbers; where there are classes, the class of each row, from 0
     * @param classes names of the classes; empty: a regression
     * @param partition how the rows are divided already
     * @param testRows how many of the last rows are test data, with {@link Partition#TEST}
     */
    record Table(
            int inputs, float[] x, int targets, float[] t, List<String> classes, Partition partition, int testRows) {
        /** How a table is divided into training and test data. */
        public enum Partition {
            /** Not at all: the engine draws the test data. */
            NONE,
            /** The last rows are the test data. */
            TEST,
            /** These are all examples there are (XOR): they are training, validation and test data at once. */
            EXHAUSTIVE
        }

        public Table {
            classes = List.copyOf(classes);
            int rows = inputs == 0 ? 0 : x.length / inputs;
            if (inputs < 1 || targets < 1 || rows < 1 || x.length != rows * inputs || t.length != rows * targets) {
                throw new IncompatibleException("a table of " + x.length + " numbers in rows of " + inputs
                        + " does not go with " + t.length + " targets in rows of " + targets);
            }
            if (testRows < 0 || testRows >= rows || (testRows > 0) != (partition == Partition.TEST)) {
                throw new IncompatibleException("a table of " + rows + " rows cannot have " + testRows
                        + " rows of test data (" + partition + ")");
            }
            for (int r = 0; r < rows && !classes.isEmpty(); r++) {
                if (targets != 1 || !(t[r] >= 0 && t[r] < classes.size() && t[r] == (int) t[r])) {
                    throw new IncompatibleException("row " + (r + 1) + ": there is no class " + t[r]
                            + "; the classes are 0 to " + (classes.size() - 1));
                }
            }
        }

        /** A table of classes that the engine divides. */
        public static Table classification(int inputs, float[] x, float[] labels, List<String> classes) {
            return new Table(inputs, x, 1, labels, classes, Partition.NONE, 0);
        }

        /** A regression table that the engine divides. */
        public static Table regression(int inputs, float[] x, int targets, float[] t) {
            return new Table(inputs, x, targets, t, List.of(), Partition.NONE, 0);
        }

        /** The same, of which the last {@code n} rows are test data. */
        public Table withTestRows(int n) {
            return new Table(inputs, x, targets, t, classes, Partition.TEST, n);
        }

        /** The same, as all the examples there are. */
        public Table asExhaustive() {
            return new Table(inputs, x, targets, t, classes, Partition.EXHAUSTIVE, 0);
        }

        public int rows() {
            return x.length / inputs;
        }
    }
}
