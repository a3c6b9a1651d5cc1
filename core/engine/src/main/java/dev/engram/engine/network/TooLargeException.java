package dev.engram.engine.network;

/** Reports that a network cannot be held in memory. The message has the numbers. */
public final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** The longest array of every JVM. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final int MEGABYTE = 1 << 20;

    private TooLargeException(String reason) {
        super(reason);
    }

    /**
     * Throws if the parameters do not fit: in one array, or with their gradients in the memory of this JVM.
     *
     * @param before the parameters of the layers before
     * @param rows the rows of the weights
     * @param cols the columns of the weights
     */
    static void checkParameters(long before, int rows, int cols) {
        long all = before + (long) rows * cols + rows;
        String count =
                "the layer has " + rows + " x " + cols + " weights, and the network up to it " + all + " parameters";
        if (all > MAX_LENGTH) {
            throw new TooLargeException(count + "; at most " + MAX_LENGTH + " are possible, so use fewer units");
        }
        long needed = 2 * Float.BYTES * all;
        long available = Runtime.getRuntime().maxMemory();
        if (needed > available) {
            throw new TooLargeException(
                    count + ", which take " + megabytes(needed) + " MB with their gradients; the JVM may use "
                            + megabytes(available) + " MB, so use fewer units, or set ENGRAM_JAVA_OPTIONS=-Xmx...");
        }
    }

    /** Throws if the numbers that a rule keeps for each example do not fit in an array. */
    static void checkRows(int examples, int rows, int cols) {
        double all = (double) examples * rows * cols;
        if (all > MAX_LENGTH) {
            throw new TooLargeException("the rule needs " + (long) all + " numbers for the " + rows
                    + " positions of a batch of " + examples + " examples; at most " + MAX_LENGTH
                    + " are possible, so use a smaller batch");
        }
    }

    /** Throws if the outputs of a layer for a batch do not fit in an array. */
    static void checkOutputs(int examples, int units) {
        long all = (long) examples * units;
        if (all > MAX_LENGTH) {
            throw new TooLargeException(
                    "the outputs of " + units + " units for a batch of " + examples + " examples are " + all
                            + " numbers; at most " + MAX_LENGTH
                            + " are possible, so use fewer units, or a smaller batch");
        }
    }

    private static long megabytes(long bytes) {
        return bytes / MEGABYTE;
    }
}
