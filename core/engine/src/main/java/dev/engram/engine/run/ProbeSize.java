package dev.engram.engine.run;

/**
 * The examples on which metrics inspect the training: a number of training examples that stay the same for the whole
 * run, or {@code batch} for those of the next step.
 *
 * @param size number of examples; 0 for {@code batch}
 */
public record ProbeSize(int size) {
    /** The examples of the next step. */
    public static final ProbeSize BATCH = new ProbeSize(0);
    /** The default: enough that an angle differs by less than a degree from that on all examples. */
    public static final ProbeSize DEFAULT = new ProbeSize(1000);

    /** Reads a number or {@code batch}. Throws {@link IllegalArgumentException} for any other text. */
    public static ProbeSize parse(String text) {
        if (text.equals("batch")) {
            return BATCH;
        }
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number of examples to probe; write a number from 1 to 9999999, or batch");
        }
        return new ProbeSize(Integer.parseInt(text));
    }

    /** Returns true for the examples of the next step. */
    public boolean usesBatch() {
        return size == 0;
    }

    /** Returns the number of probed examples of a training set of this size, for batches of this size. */
    public int resolve(int batch, int examples) {
        return usesBatch() ? batch : Math.min(size, examples);
    }

    @Override
    public String toString() {
        return usesBatch() ? "batch" : Integer.toString(size);
    }
}
