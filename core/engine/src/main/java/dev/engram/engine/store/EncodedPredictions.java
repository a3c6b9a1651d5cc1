package dev.engram.engine.store;

import dev.engram.engine.run.Predictions;
import java.util.Arrays;

/** Predictions as they are stored. The true classes are shared by all runs with the same test set. */
record EncodedPredictions(String testSetHash, int count, byte[] trueClasses, byte[] predictedClasses) {
    static EncodedPredictions of(Predictions p) {
        return new EncodedPredictions(
                p.testSetHash(),
                p.count(),
                PredictionCodec.encode(p.trueClasses()),
                PredictionCodec.encode(p.predictedClasses(), p.trueClasses()));
    }

    /**
     * Returns the same predictions with the true classes that an earlier run has stored. Their bytes can differ,
     * because another Java version can compress differently.
     */
    EncodedPredictions withStoredClasses(int storedCount, byte[] stored) {
        if (storedCount != count
                || !Arrays.equals(stored, trueClasses)
                        && !Arrays.equals(
                                PredictionCodec.decode(stored, count), PredictionCodec.decode(trueClasses, count))) {
            throw new DamageException("the true classes of the test set " + testSetHash + " are not what was written");
        }
        return new EncodedPredictions(testSetHash, count, stored, predictedClasses);
    }

    /** Returns the checksum of the stored form, which can be checked before anything is decoded. */
    long checksum() {
        return RunChecksum.ofPredictions(testSetHash, count, trueClasses, predictedClasses);
    }

    /**
     * Returns the true classes.
     *
     * @throws IllegalArgumentException with the reason if the bytes are damaged
     */
    int[] decodeClasses() {
        return PredictionCodec.decode(trueClasses, count);
    }

    /**
     * Returns the predictions.
     *
     * @param classes the result of {@link #decodeClasses}
     * @throws IllegalArgumentException with the reason if the bytes are damaged
     */
    Predictions decode(int[] classes) {
        return new Predictions(testSetHash, classes, PredictionCodec.decodePredictions(predictedClasses, classes));
    }
}
