package dev.engram.engine.store.sql;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Sha256;
import dev.engram.engine.store.Run;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;

/**
 * Checksums of stored runs: the first 64 bits of SHA-256 over a list of numbers and texts. A number has eight bytes,
 * highest first; a floating-point number is written as its bits, with one pattern for NaN. A text is written as the
 * number of its bytes and its bytes in UTF-8. A missing checksum is written as 0, except that of weights, which is left
 * out: runs without weights have the checksums that they had before weights could be kept.
 *
 * <p>The checksums of a run are nested. {@code content} covers everything that is stored outside the row of the
 * run, {@code predictions} and {@code weights} cover what their names say, and {@code checksum} covers the row with the
 * others. So a row can be checked without reading the measurements.
 */
final class RunChecksum {
    private RunChecksum() {}

    /** Returns the checksum of suite, cell, spec, provenance and measurements. */
    static long ofContent(Run run) {
        Digest d = new Digest();
        d.text(run.suite());
        d.text(run.cell());
        d.text(run.spec());
        d.number(run.provenance().size());
        for (Map.Entry<String, String> e : run.provenance().entrySet()) {
            d.text(e.getKey());
            d.text(e.getValue());
        }
        d.number(run.measurements().size());
        for (Measurement m : run.measurements()) {
            d.number(m.step());
            d.number(m.epoch());
            d.text(m.phase());
            d.text(m.metric());
            d.number(m.value());
        }
        return d.value();
    }

    /** Returns the checksum of predictions as they are stored. */
    static long ofPredictions(String testSetHash, int count, byte[] trueClasses, byte[] predictedClasses) {
        Digest d = new Digest();
        d.text(testSetHash);
        d.number(count);
        d.bytes(trueClasses);
        d.bytes(predictedClasses);
        return d.value();
    }

    /** Returns the checksum of the row of a run. */
    static long ofRow(StoredRow row) {
        Digest d = new Digest();
        d.text(row.id());
        d.number(row.seed());
        d.text(row.outcome());
        d.text(row.reason());
        d.text(row.hash());
        Cost cost = row.cost();
        d.number(cost.steps());
        d.number(cost.examples());
        d.number(cost.seconds());
        d.number(cost.multiplyAdds());
        d.number(cost.stateBytes());
        d.number(row.checksums().content().orElse(0));
        d.number(row.checksums().predictions().orElse(0));
        row.checksums().weights().ifPresent(d::number); // earlier versions have rows without
        return d.value();
    }

    /** Returns the checksum of weights as they are stored. */
    static long ofWeights(KeptWeights weights) {
        Digest d = new Digest();
        d.number(weights.step());
        d.bytes(weights.arrays());
        return d.value();
    }

    /** Returns the checksum of a list of weights, given the step and the checksum of each. */
    static long ofWeights(SortedMap<Long, Long> checksums) {
        Digest d = new Digest();
        checksums.forEach((step, checksum) -> {
            d.number(step);
            d.number(checksum);
        });
        return d.value();
    }

    /** Returns the share of one run in the checksum of the list of runs. */
    static long ofEntry(String id, long checksum) {
        Digest d = new Digest();
        d.text(id);
        d.number(checksum);
        return d.value();
    }

    /** A hash of numbers and texts, which are collected because the hash is slow for a few bytes at a time. */
    private static final class Digest {
        private static final int CAPACITY = 4096;

        private final MessageDigest sha = Sha256.digest();
        private final ByteBuffer collected = ByteBuffer.allocate(CAPACITY);

        void number(long n) {
            reserve(Long.BYTES);
            collected.putLong(n);
        }

        void number(double n) {
            number(Double.doubleToLongBits(n));
        }

        void text(String s) {
            bytes(s.getBytes(StandardCharsets.UTF_8));
        }

        void bytes(byte[] b) {
            number(b.length);
            reserve(b.length);
            if (b.length > CAPACITY) {
                sha.update(b);
            } else {
                collected.put(b);
            }
        }

        private void reserve(int n) {
            if (collected.remaining() < n) {
                sha.update(collected.array(), 0, collected.position());
                collected.clear();
            }
        }

        long value() {
            sha.update(collected.array(), 0, collected.position());
            return ByteBuffer.wrap(sha.digest()).getLong();
        }
    }
}
