package dev.engram.engine.store.sql;

import dev.engram.engine.run.Predictions;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Predictions as they are stored. The true classes are shared by all runs with the same test set. A predicted class is
 * stored as its difference from the true class, which is mostly 0. Numbers are written as zigzag varints (seven bits
 * per byte, sign in the lowest bit) and then deflated, which takes about one and a half bytes per error.
 */
record EncodedPredictions(String testSetHash, int count, byte[] trueClasses, byte[] predictedClasses) {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    private static final int BUFFER = 4096;

    static EncodedPredictions of(Predictions p) {
        return of(p, encode(p.trueClasses()));
    }

    /** @param trueClasses the encoded true classes */
    static EncodedPredictions of(Predictions p, byte[] trueClasses) {
        return new EncodedPredictions(
                p.testSetHash(), p.count(), trueClasses, encode(p.predictedClasses(), p.trueClasses()));
    }

    /**
     * Returns the same predictions with the true classes that an earlier run has stored. Their bytes can differ,
     * because another Java version can compress differently.
     */
    EncodedPredictions withStoredClasses(int storedCount, byte[] stored) {
        if (storedCount != count
                || !Arrays.equals(stored, trueClasses)
                        && !Arrays.equals(decode(stored, count), decode(trueClasses, count))) {
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
        return decode(trueClasses, count);
    }

    /**
     * Returns the predictions.
     *
     * @param classes the result of {@link #decodeClasses}
     * @throws IllegalArgumentException with the reason if the bytes are damaged
     */
    Predictions decode(int[] classes) {
        return new Predictions(testSetHash, classes, decodePredictions(predictedClasses, classes));
    }

    private static byte[] encode(int[] numbers) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(numbers.length);
        for (int n : numbers) {
            int rest = n << 1 ^ n >> 31;
            while ((rest & ~SEVEN_BITS) != 0) {
                plain.write(rest & SEVEN_BITS | MORE);
                rest >>>= 7;
            }
            plain.write(rest);
        }
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(plain.toByteArray());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] encode(int[] predicted, int[] trueClasses) {
        int[] differences = new int[predicted.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = predicted[i] - trueClasses[i];
        }
        return encode(differences);
    }

    private static int[] decodePredictions(byte[] bytes, int[] trueClasses) {
        int[] predicted = decode(bytes, trueClasses.length);
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] += trueClasses[i];
        }
        return predicted;
    }

    /**
     * Decodes numbers.
     *
     * @throws IllegalArgumentException with the reason if the bytes are damaged
     */
    private static int[] decode(byte[] bytes, int count) {
        int[] numbers = new int[count];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            byte[] buffer = new byte[BUFFER];
            int done = 0;
            int number = 0;
            int shift = 0;
            while (done < count) {
                int n = inflater.inflate(buffer);
                if (n == 0) {
                    throw new IllegalArgumentException("only " + done + " of " + count + " are present");
                }
                for (int i = 0; i < n && done < count; i++) {
                    number |= (buffer[i] & SEVEN_BITS) << shift;
                    shift += 7;
                    if ((buffer[i] & MORE) == 0) {
                        numbers[done++] = number >>> 1 ^ -(number & 1);
                        number = 0;
                        shift = 0;
                    }
                }
            }
            return numbers;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e.getMessage() == null ? "invalid compressed data" : e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
