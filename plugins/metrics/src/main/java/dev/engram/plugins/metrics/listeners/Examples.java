package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.Rng;
import dev.engram.spi.listener.ListenerSetup;
import java.util.Arrays;

/** Draws training examples. */
final class Examples {
    private Examples() {}

    /** Returns different examples of a run, at most {@code most}: the same at each evaluation. */
    static int[] fixed(ListenerSetup run, int most) {
        int n = run.examples();
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        int count = Math.min(most, n);
        Rng random = run.random("examples");
        for (int i = 0; i < count && count < n; i++) {
            int j = i + random.uniformInt(n - i);
            int swapped = all[i];
            all[i] = all[j];
            all[j] = swapped;
        }
        int[] drawn = Arrays.copyOf(all, count);
        Arrays.sort(drawn);
        return drawn;
    }

    /** Overwrites {@code examples} with independent draws from {@code n} examples. */
    static void draw(int[] examples, int n, Rng random) {
        for (int i = 0; i < examples.length; i++) {
            examples[i] = random.uniformInt(n);
        }
    }
}
