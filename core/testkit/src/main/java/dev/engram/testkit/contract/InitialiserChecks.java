package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Initialiser;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.Records;
import java.util.Arrays;

/** The contract of initialisers. */
final class InitialiserChecks {
    static final String BOUNDS = "it fills its whole range and nothing else";
    static final String REPEATS = "the same random stream gives the same numbers at any position";
    static final String FINITE = "its numbers are finite for any fan-in and fan-out";

    private static final int[][] FANS = {{1, 1}, {4, 3}, {3, 40}, {1000, 10}};

    private InitialiserChecks() {}

    static void add(Checks to, Initialiser init) {
        to.add(BOUNDS, () -> bounds(init));
        to.add(REPEATS, () -> repeats(init));
        to.add(FINITE, () -> finite(init));
    }

    private static float[] fill(Initialiser init, int from, int n, int after, int fanIn, int fanOut) {
        float[] w = new float[from + n + after];
        Arrays.fill(w, Float.NaN);
        init.fill(w, from, from + n, fanIn, fanOut, RandomStreams.of(9, "initialiser"));
        return w;
    }

    private static ContractResult bounds(Initialiser init) {
        float[] w = fill(init, 5, 12, 7, 4, 3);
        for (int i = 0; i < w.length; i++) {
            boolean inside = i >= 5 && i < 17;
            if (Float.isNaN(w[i]) == inside) {
                return ContractResult.failed(
                        "expected exactly indices 5 to 16 filled, found index %d %s",
                        i, inside ? "not written" : "written");
            }
        }
        return ContractResult.passed("12 of 24 numbers");
    }

    private static ContractResult repeats(Initialiser init) {
        float[] here = fill(init, 0, 12, 0, 4, 3),
                again = fill(Records.copy(init), 0, 12, 0, 4, 3),
                there = Arrays.copyOfRange(fill(init, 5, 12, 7, 4, 3), 5, 17);
        String d = Bits.difference("numbers drawn again", here, again);
        d = d == null ? Bits.difference("numbers drawn to another position", here, there) : d;
        return d == null ? ContractResult.passed("12 numbers, the first %s", here[0]) : ContractResult.failed("%s", d);
    }

    private static ContractResult finite(Initialiser init) {
        StringBuilder seen = new StringBuilder();
        for (int[] fan : FANS) {
            int n = fan[0] * fan[1];
            float[] w = fill(init, 0, n, 0, fan[0], fan[1]);
            if (!Bits.allFinite(w, 0, n)) {
                return ContractResult.failed(
                        "expected finite numbers for fan-in %d and fan-out %d, found others", fan[0], fan[1]);
            }
            double sum = 0;
            for (float x : w) {
                sum += (double) x * x;
            }
            seen.append(Text.of("%s%d-%d: %.3g", seen.isEmpty() ? "" : ", ", fan[0], fan[1], Math.sqrt(sum / n)));
        }
        return ContractResult.passed("root mean squares %s", seen);
    }
}
