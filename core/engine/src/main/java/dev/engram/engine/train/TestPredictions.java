package dev.engram.engine.train;

import dev.engram.engine.data.Split;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.Sha256;
import dev.engram.spi.Metric;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The predictions of a trained network for the test examples, for comparisons example by example. */
final class TestPredictions {
    private TestPredictions() {}

    static Predictions of(ResolvedData data, Split split, Metric.Predictions p) {
        int n = split.test().length;
        int[] labels = new int[n];
        int[] predicted = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = p.label(i);
            predicted[i] = p.predicted(i);
        }
        return new Predictions(fingerprint(data, split, labels), labels, predicted);
    }

    /** Returns a hash of the rows of the data; scaling, coding and the location of files do not change it. */
    private static String fingerprint(ResolvedData data, Split split, int[] labels) {
        byte[] name = (data.identity() + " " + data.settings().draw()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(name.length + Integer.BYTES * (1 + 2 * labels.length));
        bytes.put(name).putInt(split.labels().length);
        for (int i = 0; i < labels.length; i++) {
            bytes.putInt(split.test()[i]).putInt(labels[i]);
        }
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes.array()), 0, 16);
    }
}
