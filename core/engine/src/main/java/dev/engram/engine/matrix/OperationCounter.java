package dev.engram.engine.matrix;

/** Counts the multiply-adds of all matrix products of a run. Elementwise operations are not counted. */
public final class OperationCounter {
    private long multiplyAdds;

    /** Adds the multiply-adds of a product. */
    public void add(long count) {
        multiplyAdds += count;
    }

    /** Returns the multiply-adds so far. */
    public long multiplyAdds() {
        return multiplyAdds;
    }

    /** Sets the counter to an earlier reading, so that work such as evaluation is not attributed to the run. */
    public void reset(long reading) {
        multiplyAdds = reading;
    }
}
