package dev.engram.engine.step;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The state that one optimizer keeps from step to step: slots, matrices of single parameters, scalars. Saved with the
 * run.
 */
final class OptimizerState {
    /** Prefix of all names, with a slash at the end; "" for the outermost optimizer. */
    private final String scope;

    private final int length;
    private final ComputeContext computeContext;
    private final ArrayMap<float[]> slots = new ArrayMap<>();
    /** Slots that were requested together. */
    private final ArrayMap<float[][]> families = new ArrayMap<>();

    private final List<Owned> matrices = new ArrayList<>();
    private final ArrayMap<StoredScalar> scalars = new ArrayMap<>();
    /** Saved run whose slots are restored when they are first requested. */
    private Snapshot pendingSnapshot;

    /** @param length length of the arena, and of each slot */
    OptimizerState(String scope, int length, ComputeContext computeContext) {
        this.scope = scope;
        this.length = length;
        this.computeContext = computeContext;
    }

    void restoreLazily(Snapshot s) {
        pendingSnapshot = s;
    }

    Snapshot pendingSnapshot() {
        return pendingSnapshot;
    }

    /** Returns the saved array itself, because the evaluation point may be the same array; null if there is none. */
    private float[] saved(String path) {
        return pendingSnapshot == null ? null : pendingSnapshot.slots().get(scope + path);
    }

    float[] slot(String name) {
        float[] a = slots.get(name);
        return a != null ? a : slot(name, 0);
    }

    float[] slot(String name, float start) {
        float[] a = slots.get(name);
        if (a == null) {
            a = saved(name);
            if (a == null) {
                a = new float[length];
                if (start != 0) {
                    Arrays.fill(a, start);
                }
            }
            slots.put(name, a);
        }
        return a;
    }

    float[] slot(String name, float[] start) {
        float[] a = slots.get(name);
        if (a == null) {
            a = saved(name);
            slots.put(name, a == null ? a = start.clone() : a);
        }
        return a;
    }

    float[][] slots(String name, int count) {
        float[][] all = families.get(name);
        if (all == null) {
            all = new float[count][];
            for (int k = 0; k < count; k++) {
                all[k] = slot(name + " " + k);
            }
            families.put(name, all);
        }
        if (all.length != count) {
            throw new IllegalArgumentException(
                    count + " slots \"" + name + "\" were requested, but there are " + all.length + " already");
        }
        return all;
    }

    /** See {@link Stepper#FLUSH_INTERVAL}. */
    void flushSubnormals() {
        for (int i = 0; i < slots.size(); i++) {
            flushSubnormals(slots.valueAt(i));
        }
    }

    /** Replaces subnormal numbers by 0. */
    static void flushSubnormals(float[] a) {
        for (int i = 0; i < a.length; i++) {
            a[i] = Math.abs(a[i]) < Float.MIN_NORMAL ? 0 : a[i];
        }
    }

    /** Returns the name of a slot, or null if the array is not a slot. */
    String nameOf(float[] slot) {
        return slots.keyOf(slot);
    }

    Scratch matrix(Parameter p, String name, int rows, int cols, float diagonal) {
        for (int i = 0; i < matrices.size(); i++) {
            Owned m = matrices.get(i);
            if (m.owner == p && m.name.equals(name)) {
                return m.scratchMatrix;
            }
        }
        Owned m = new Owned(p, name, new ScratchMatrix(rows, cols, computeContext));
        float[] data = m.scratchMatrix.data(), saved = saved(m.path());
        if (saved != null) {
            System.arraycopy(saved, 0, data, 0, saved.length);
        } else {
            for (int i = 0; i < Math.min(rows, cols); i++) {
                data[i * cols + i] = diagonal;
            }
        }
        matrices.add(m);
        return m.scratchMatrix;
    }

    Scalar scalar(String name, double start) {
        StoredScalar n = scalars.get(name);
        if (n == null) {
            Double saved =
                    pendingSnapshot == null ? null : pendingSnapshot.scalars().get(scope + name);
            n = new StoredScalar(saved == null ? start : saved);
            scalars.put(name, n);
        }
        return n;
    }

    /** @param stepped number of parameters that the optimizer updates: only their part of a slot counts */
    long bytes(int stepped) {
        long b = 8L * scalars.size() + 4L * stepped * slots.size();
        for (int i = 0; i < matrices.size(); i++) {
            b += 4L * matrices.get(i).scratchMatrix.data().length;
        }
        return b;
    }

    void save(Map<String, float[]> arrays, Map<String, Double> numbers) {
        for (int i = 0; i < slots.size(); i++) {
            arrays.put(scope + slots.keyAt(i), slots.valueAt(i).clone());
        }
        for (int i = 0; i < matrices.size(); i++) {
            arrays.put(
                    scope + matrices.get(i).path(),
                    matrices.get(i).scratchMatrix.data().clone());
        }
        for (int i = 0; i < scalars.size(); i++) {
            numbers.put(scope + scalars.keyAt(i), scalars.valueAt(i).get());
        }
    }

    /** A matrix that belongs to one parameter. */
    private record Owned(Parameter owner, String name, ScratchMatrix scratchMatrix) {
        String path() {
            return owner.name() + "/" + name;
        }
    }

    private static final class StoredScalar implements Scalar {
        private double v;

        StoredScalar(double v) {
            this.v = v;
        }

        @Override
        public double get() {
            return v;
        }

        @Override
        public void set(double v) {
            this.v = v;
        }
    }
}
