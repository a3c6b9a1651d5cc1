package dev.engram.testkit.contract;

import dev.engram.spi.Initialiser;
import dev.engram.spi.Rng;
import dev.engram.testkit.parts.Gaussian;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenInitialisersTest {
    record FillsAll() implements Initialiser {
        @Override
        public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
            Arrays.fill(w, 1);
        }
    }

    record LeavesTheLast() implements Initialiser {
        @Override
        public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
            Arrays.fill(w, from, to - 1, 1);
        }
    }

    record DependsOnTheIndex() implements Initialiser {
        @Override
        public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
            for (int i = from; i < to; i++) {
                w[i] = i;
            }
        }
    }

    record CannotTakeOneInput() implements Initialiser {
        @Override
        public void fill(float[] w, int from, int to, int fanIn, int fanOut, Rng rng) {
            Arrays.fill(w, from, to, 1f / (fanIn - 1));
        }
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(InitialiserChecks.BOUNDS, new FillsAll()),
                        new BrokenComponent(InitialiserChecks.BOUNDS, new LeavesTheLast()),
                new BrokenComponent(InitialiserChecks.REPEATS, new DependsOnTheIndex()),
                        new BrokenComponent(InitialiserChecks.FINITE, new CannotTakeOneInput()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Gaussian(1), broken());
    }
}
