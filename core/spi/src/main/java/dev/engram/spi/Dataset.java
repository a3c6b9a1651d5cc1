package dev.engram.spi;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * A data set: a table of examples. The engine does everything else in the same way for all data sets: it splits the
 * table into training, validation and test data, scales inputs, encodes classes and draws batches ({@code test}, {@code
 * validation}, {@code scaling}, {@code coding} and {@code draw} in a suite).
 */
public interface Dataset extends ExtensionPoint {
    /**
     * Reads or generates all examples; called once. Throws {@link IncompatibleException} if a file is missing or
     * damaged. The message must name the file and the line, and say what to do. Files should be opened with {@link
     * dev.engram.spi.io.DataFiles}.
     *
     * @param rng the random stream for generated data; it depends on {@code draw} in the suite, not on the seed of a
     *     run
     */
    Table load(Rng rng);

    /** Returns the files that are read. Their contents are part of a run's identity. */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Examples, row by row. The arrays are not copied and must not be changed afterwards.
     *
     * @param inputs the number of inputs of an example
     * @param x the inputs, rows * inputs numbers
     * @param targets the number of targets of an example; 1 for data with classes
     * @param t the targets, rows * targets numbers; for data with classes, the class of each row, from 0
     * @param classes the names of the classes, all different and none empty; no names for regression
     * @param partition how the rows are already divided
     * @param testRows the number of test rows at the end of the table, with {@link Partition#TEST}; else 0
     */
    record Table(
            int inputs, float[] x, int targets, float[] t, List<String> classes, Partition partition, int testRows) {
        /** How a table is divided into training and test data. */
        public enum Partition {
            /** Not divided: the engine draws the test data. */
            NONE,
            /** The last rows are the test data. */
            TEST,
            /** The rows are all possible examples, as for XOR: every row is training, validation and test data. */
            EXHAUSTIVE
        }

        /**
         * Throws {@link IncompatibleException} if the sizes do not match, a class does not exist, or two classes cannot
         * be told apart by name.
         */
        public Table {
            classes = List.copyOf(classes);
            int rows = inputs == 0 ? 0 : x.length / inputs;
            if (inputs < 1 || targets < 1 || rows < 1 || x.length != rows * inputs || t.length != rows * targets) {
                throw new IncompatibleException("a table of " + x.length + " inputs in rows of " + inputs
                        + " does not match " + t.length + " targets in rows of " + targets);
            }
            if (testRows < 0 || testRows >= rows || (testRows > 0) != (partition == Partition.TEST)) {
                throw new IncompatibleException("a table of " + rows + " rows cannot have " + testRows
                        + " rows of test data (" + partition + ")");
            }
            Set<String> names = new HashSet<>();
            for (String name : classes) {
                if (name.isEmpty() || !names.add(name)) {
                    throw new IncompatibleException(
                            name.isEmpty() ? "a class has an empty name" : "two classes have the name '" + name + "'");
                }
            }
            for (int r = 0; r < rows && !classes.isEmpty(); r++) {
                if (targets != 1 || !(t[r] >= 0 && t[r] < classes.size() && t[r] == (int) t[r])) {
                    throw new IncompatibleException("row " + (r + 1) + ": there is no class " + t[r]
                            + "; the classes are 0 to " + (classes.size() - 1));
                }
            }
        }

        /** Returns an undivided table with classes. */
        public static Table classification(int inputs, float[] x, float[] labels, List<String> classes) {
            return new Table(inputs, x, 1, labels, classes, Partition.NONE, 0);
        }

        /** Returns an undivided table for regression. */
        public static Table regression(int inputs, float[] x, int targets, float[] t) {
            return new Table(inputs, x, targets, t, List.of(), Partition.NONE, 0);
        }

        /** Returns this table with the last {@code n} rows as test data. */
        public Table withTestRows(int n) {
            return new Table(inputs, x, targets, t, classes, Partition.TEST, n);
        }

        /** Returns this table as all possible examples. */
        public Table asExhaustive() {
            return new Table(inputs, x, targets, t, classes, Partition.EXHAUSTIVE, 0);
        }

        /** Returns the number of examples. */
        public int rows() {
            return x.length / inputs;
        }
    }
}
