package dev.engram.engine.train;

import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.step.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of a run between two steps, as bytes: enough to continue with the same bits.
 *
 * @param fingerprint {@link RunListener#checkpointFingerprint} of the run; no other run can continue from here
 * @param records what the run recorded so far
 * @param listeners states of the listeners, by name
 */
record Checkpoint(
        String fingerprint,
        Snapshot snapshot,
        Records records,
        EarlyStopping.State stopping,
        Effort effort,
        Map<String, double[]> listeners) {
    /**
     * Records of the run so far.
     *
     * @param lossSum sum of the training losses since the last evaluation
     * @param lossCount number of those losses
     * @param weights weights that were kept
     */
    record Records(List<Measurement> measurements, double lossSum, long lossCount, List<KeptWeights> weights) {}

    /** Cost of the run so far. */
    record Effort(long nanos, long multiplyAdds, long stateBytes) {}

    /** Raised with each change of the format. */
    private static final int FORMAT = 4;

    /** Returns the checkpoint as bytes. */
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            text(out, fingerprint);
            out.writeLong(snapshot.t());
            floats(out, snapshot.theta());
            arrays(out, snapshot.slots());
            out.writeInt(snapshot.scalars().size());
            for (Map.Entry<String, Double> e : snapshot.scalars().entrySet()) {
                text(out, e.getKey());
                number(out, e.getValue());
            }
            arrays(out, snapshot.ruleState());
            text(out, snapshot.view());
            out.writeInt(records.measurements().size());
            for (Measurement m : records.measurements()) {
                out.writeLong(m.step());
                number(out, m.epoch());
                text(out, m.phase());
                text(out, m.metric());
                number(out, m.value());
            }
            number(out, records.lossSum());
            out.writeLong(records.lossCount());
            number(out, stopping.best());
            out.writeBoolean(stopping.bestPoint() != null);
            if (stopping.bestPoint() != null) {
                floats(out, stopping.bestPoint());
            }
            arrays(out, stopping.bestStates());
            out.writeInt(stopping.evaluationsSinceBest());
            out.writeInt(records.weights().size());
            for (KeptWeights w : records.weights()) {
                out.writeLong(w.step());
                out.writeInt(w.arrays().length);
                out.write(w.arrays());
            }
            out.writeLong(effort.nanos());
            out.writeLong(effort.multiplyAdds());
            out.writeLong(effort.stateBytes());
            out.writeInt(listeners.size());
            for (Map.Entry<String, double[]> e : listeners.entrySet()) {
                text(out, e.getKey());
                out.writeInt(e.getValue().length);
                for (double v : e.getValue()) {
                    number(out, v);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Reads a checkpoint. Returns empty if the format or the fingerprint differs, or if the bytes are damaged. */
    static Optional<Checkpoint> of(byte[] bytes, String fingerprint) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != FORMAT || !text(in).equals(fingerprint)) {
                return Optional.empty();
            }
            long t = in.readLong();
            float[] theta = floats(in);
            Map<String, float[]> slots = arrays(in);
            Map<String, Double> scalars = new TreeMap<>();
            for (int n = in.readInt(); n > 0; n--) {
                scalars.put(text(in), in.readDouble());
            }
            Snapshot snapshot = new Snapshot(t, theta, slots, scalars, arrays(in), text(in));
            List<Measurement> measurements = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                measurements.add(new Measurement(in.readLong(), in.readDouble(), text(in), text(in), in.readDouble()));
            }
            double lossSum = in.readDouble();
            long lossCount = in.readLong();
            EarlyStopping.State stopping = new EarlyStopping.State(
                    in.readDouble(), in.readBoolean() ? floats(in) : null, arrays(in), in.readInt());
            return Optional.of(new Checkpoint(
                    fingerprint,
                    snapshot,
                    new Records(measurements, lossSum, lossCount, weights(in)),
                    stopping,
                    new Effort(in.readLong(), in.readLong(), in.readLong()),
                    states(in)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, double[]> states(DataInputStream in) throws IOException {
        Map<String, double[]> states = new TreeMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            String name = text(in);
            double[] state = new double[in.readInt()];
            ByteBuffer.wrap(toBytes(in, Math.multiplyExact(Double.BYTES, state.length)))
                    .asDoubleBuffer()
                    .get(state);
            states.put(name, state);
        }
        return states;
    }

    private static List<KeptWeights> weights(DataInputStream in) throws IOException {
        List<KeptWeights> weights = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            weights.add(new KeptWeights(in.readLong(), toBytes(in, in.readInt())));
        }
        return weights;
    }

    /** Writes the bits, also those of a NaN. */
    private static void number(DataOutputStream out, double v) throws IOException {
        out.writeLong(Double.doubleToRawLongBits(v));
    }

    /** Writes text of any length, unlike {@link DataOutputStream#writeUTF}. */
    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(toBytes(in, in.readInt()), StandardCharsets.UTF_8);
    }

    private static void arrays(DataOutputStream out, Map<String, float[]> arrays) throws IOException {
        out.writeInt(arrays.size());
        for (Map.Entry<String, float[]> e : arrays.entrySet()) {
            text(out, e.getKey());
            floats(out, e.getValue());
        }
    }

    private static Map<String, float[]> arrays(DataInputStream in) throws IOException {
        Map<String, float[]> arrays = new TreeMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            arrays.put(text(in), floats(in));
        }
        return arrays;
    }

    /** Writes the bits, also those of NaNs. */
    private static void floats(DataOutputStream out, float[] a) throws IOException {
        out.writeInt(a.length);
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, a.length));
        buffer.asFloatBuffer().put(a);
        out.write(buffer.array());
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] a = new float[in.readInt()];
        ByteBuffer.wrap(toBytes(in, Math.multiplyExact(Float.BYTES, a.length)))
                .asFloatBuffer()
                .get(a);
        return a;
    }

    private static byte[] toBytes(DataInputStream in, int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new IOException("a checkpoint is truncated");
        }
        return bytes;
    }
}
