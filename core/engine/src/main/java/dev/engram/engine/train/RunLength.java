package dev.engram.engine.train;

/**
 * The length of a run.
 *
 * @param steps steps in total
 * @param stepsPerEpoch steps per epoch; 1 on a landscape
 * @param examplesPerEpoch training examples in the batches of an epoch; 1 on a landscape
 */
record RunLength(long steps, long stepsPerEpoch, long examplesPerEpoch) {
    /** Returns the number of epochs in this many steps. */
    double epochs(long step) {
        return step / (double) stepsPerEpoch;
    }

    /** Returns the number of examples in this many steps; the last batch of an epoch may be smaller. */
    long examples(long step, long batch) {
        return step / stepsPerEpoch * examplesPerEpoch + step % stepsPerEpoch * batch;
    }
}
