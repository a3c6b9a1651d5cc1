package dev.engram.engine.run;

/** The number of examples in a step, or {@code full} for the whole training set. */
public record BatchSize(int size) {
    /** The whole training set. */
    public static final BatchSize FULL = new BatchSize(0);

    /** Reads a number or {@code full}. Throws {@link IllegalArgumentException} for any other text. */
    public static BatchSize parse(String text) {
        if (text.equals("full")) {
            return FULL;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("'" + text + "' is not a batch size; write a number from 1, or full");
        }
        return new BatchSize(Integer.parseInt(text));
    }

    /** Returns true for the whole training set. */
    public boolean full() {
        return size == 0;
    }

    /** Returns the number of examples in a full batch of a training set of this size. */
    public int resolve(int examples) {
        return full() ? examples : Math.min(size, examples);
    }

    @Override
    public String toString() {
        return full() ? "full" : Integer.toString(size);
    }
}
