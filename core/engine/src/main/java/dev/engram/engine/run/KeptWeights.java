package dev.engram.engine.run;

import java.util.Arrays;
import java.util.Objects;

/**
 * The weights of a network at one moment of a run.
 *
 * @param step number of steps made before
 * @param arrays the named arrays as {@code weights.ArrayCodec} writes them; neither copied nor changed
 */
public record KeptWeights(long step, byte[] arrays) {
    public KeptWeights {
        Objects.requireNonNull(arrays, "arrays");
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof KeptWeights w && step == w.step && Arrays.equals(arrays, w.arrays);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(step) + Arrays.hashCode(arrays);
    }

    @Override
    public String toString() {
        return arrays.length + " bytes of weights after step " + step;
    }
}
