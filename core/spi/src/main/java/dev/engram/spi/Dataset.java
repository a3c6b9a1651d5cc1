package dev.engram.spi;

import dev.engram.spi.shape.Shape;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

    /**
     * Returns the files that are read. Their contents are part of a run's identity. If the only path among the
     * hyperparameters is {@code directory}, and it has a default, other folders may be searched as well: a suite that
     * names a directory is refused if a file was found outside it.
     */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Returns a text on which the examples depend, in addition to the hyperparameters and the contents of {@link
     * #files}: a checksum of a folder's files and their names, for example. It is part of a run's identity. Throws
     * {@link IncompatibleException} like {@link #load}.
     */
    default String identity() {
        return "";
    }

    /**
     * Reads the inputs of new examples from another file, whose targets may be missing, in the order of the inputs of
     * {@link #load}. Returns empty if this data set reads no such files. Throws {@link IncompatibleException} like
     * {@link #load}, also if the file does not have the same inputs.
     */
    default Optional<InputRows> newInputs(Path file) {
        return Optional.empty();
    }

    /** The inputs of examples, row by row: in memory, or in files that are read when they are needed. */
    interface InputRows {
        /** Returns the shape of an example. */
        Shape shape();

        /** Returns the number of examples. */
        int rows();

        /**
         * Copies the {@code shape().size()} numbers of one example to {@code to[at]} and after. Allocates nothing; any
         * number of threads may call it at the same time.
         */
        void copy(int row, float[] to, int at);

        /** Returns the same numbers with another shape of the same size. */
        default InputRows withShape(Shape other) {
            return new Reshaped(this, other);
        }

        /**
         * Rows in memory.
         *
         * @param x the numbers of all rows; not copied
         */
        record InMemory(Shape shape, float[] x) implements InputRows {
            @Override
            public int rows() {
                return x.length / shape.size();
            }

            @Override
            public void copy(int row, float[] to, int at) {
                int n = shape.size();
                System.arraycopy(x, Math.multiplyExact(row, n), to, at, n);
            }

            @Override
            public InputRows withShape(Shape other) {
                return new InMemory(other, x);
            }
        }

        /**
         * Rows in memory whose numbers have at most 256 different values, such as pixels: a byte each.
         *
         * @param x the bytes of all rows; not copied
         * @param values the number that each byte, from 0 to 255, stands for; not copied
         */
        record Bytes(Shape shape, byte[] x, float[] values) implements InputRows {
            private static final int BYTES = 1 << Byte.SIZE;

            /** Returns rows of bytes that are divided by a number. */
            public static Bytes divided(Shape shape, byte[] x, float divisor) {
                float[] values = new float[BYTES];
                for (int b = 0; b < BYTES; b++) {
                    values[b] = b / divisor;
                }
                return new Bytes(shape, x, values);
            }

            @Override
            public int rows() {
                return x.length / shape.size();
            }

            @Override
            public void copy(int row, float[] to, int at) {
                int n = shape.size();
                int from = Math.multiplyExact(row, n);
                for (int i = 0; i < n; i++) {
                    to[at + i] = values[x[from + i] & 0xff];
                }
            }

            @Override
            public InputRows withShape(Shape other) {
                return new Bytes(other, x, values);
            }
        }

        /** Rows with another shape. */
        record Reshaped(InputRows original, Shape shape) implements InputRows {
            @Override
            public int rows() {
                return original.rows();
            }

            @Override
            public void copy(int row, float[] to, int at) {
                original.copy(row, to, at);
            }
        }
    }

    /**
     * Examples, row by row. The arrays are not copied and must not be changed afterwards.
     *
     * @param inputRows the inputs
     * @param targets the number of targets of an example; 1 for data with classes
     * @param t the targets, rows * targets numbers; for data with classes, the class of each row, from 0
     * @param classes the names of the classes, all different and none empty; no names for regression
     * @param partition how the rows are already divided
     * @param testRows the number of test rows at the end of the table, with {@link Partition#TEST}; else 0
     */
    record Table(InputRows inputRows, int targets, float[] t, List<String> classes, Partition partition, int testRows) {
        /** The length of the longest array of all JVMs. */
        private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

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
            int rows = inputRows.rows();
            if (targets < 1 || rows < 1 || t.length != (long) rows * targets) {
                throw new IncompatibleException("a table of " + rows + " rows of inputs does not match " + t.length
                        + " targets in rows of " + targets);
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

        /**
         * A table of inputs without positions, in memory.
         *
         * @param inputs the number of inputs of an example
         * @param x the inputs, rows * inputs numbers
         */
        public Table(
                int inputs,
                float[] x,
                int targets,
                float[] t,
                List<String> classes,
                Partition partition,
                int testRows) {
            this(rows(inputs, x, targets, t), targets, t, classes, partition, testRows);
        }

        private static InputRows rows(int inputs, float[] x, int targets, float[] t) {
            int rows = inputs < 1 ? 0 : x.length / inputs;
            if (inputs < 1 || targets < 1 || rows < 1 || x.length != rows * inputs || t.length != rows * targets) {
                throw new IncompatibleException("a table of " + x.length + " inputs in rows of " + inputs
                        + " does not match " + t.length + " targets in rows of " + targets);
            }
            return new InputRows.InMemory(Shape.features(inputs), x);
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
            return new Table(inputRows, targets, t, classes, Partition.TEST, n);
        }

        /** Returns this table as all possible examples. */
        public Table asExhaustive() {
            return new Table(inputRows, targets, t, classes, Partition.EXHAUSTIVE, 0);
        }

        /**
         * Returns this table with another shape of its examples, such as {@code new Shape(1, 28, 28)} for 784 inputs.
         * The numbers stay as they are. Throws {@link IncompatibleException} if the sizes differ.
         */
        public Table withShape(Shape shape) {
            if (shape.size() != inputs()) {
                throw new IncompatibleException("the shape " + shape + " has " + shape.size()
                        + " numbers, but an example has " + inputs() + " inputs");
            }
            return new Table(inputRows.withShape(shape), targets, t, classes, partition, testRows);
        }

        /** Returns the shape of an example. */
        public Shape shape() {
            return inputRows.shape();
        }

        /** Returns the number of inputs of an example. */
        public int inputs() {
            return inputRows.shape().size();
        }

        /** Returns the number of examples. */
        public int rows() {
            return inputRows.rows();
        }

        /**
         * Returns all inputs, rows * inputs numbers. Inputs that are not in memory are copied; throws {@link
         * IncompatibleException} if they do not fit into an array.
         */
        public float[] x() {
            if (inputRows instanceof InputRows.InMemory m) {
                return m.x();
            }
            int n = inputs();
            if ((long) rows() * n > MAX_ARRAY) {
                throw new IncompatibleException(rows() + " rows of " + n + " inputs do not fit into an array");
            }
            float[] all = new float[rows() * n];
            for (int r = 0; r < rows(); r++) {
                inputRows.copy(r, all, r * n);
            }
            return all;
        }
    }
}
