package dev.engram.engine.run;

/** How many examples make a step: a number, or {@code full} for the whole training set. */
public record BatchSize(int size) {
    private static final int FULL = 0;

    /** Throws {@link IllegalArgumentException} for text that is neither. */
    public static BatchSize parse(String text) {
        if (text.equals("full")) {
            return new BatchSize(FULL);
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("'" + text + "' is not a batch size; write a number from 1, or full");
        }
        return new BatchSize(Integer.parseInt(text));
    }

    public boolean full() {
        return size == FULL;
    }

    /** The size in a training set of {@code examples}. */
    public int resolve(int examples) {
        return full() ? examples : Math.min(size, examples);
    }

    @Override
    public String toString() {
        return full() ? "full" : Integer.toString(size);
    }
}
