package dev.engram.testkit.contract;

import dev.engram.spi.data.Augmentation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenAugmentationsTest {
    record IgnoresTheStream() implements Augmentation {
        private static int calls;

        @Override
        public void apply(Example e) {
            e.x()[e.from()] = ++calls;
        }
    }

    record StartsAtZero() implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[0] = 5;
        }
    }

    record WritesBeyondTheExample() implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[e.from() + e.shape().size()] = 0;
        }
    }

    record FixedButRandom() implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[e.from()] = e.random("fixed").uniform();
        }

        @Override
        public boolean fixed() {
            return true;
        }
    }

    record DividesByZero() implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[e.from()] /= 0;
        }
    }

    record ReliesOnScratch() implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[e.from()] = e.scratch()[0];
        }
    }

    record Allocates() implements Augmentation {
        private static float[] kept;

        @Override
        public void apply(Example e) {
            kept = new float[e.shape().size()];
            e.x()[e.from()] = kept.length;
        }
    }

    private record Correct() implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[e.from()] += e.random("correct").uniform();
        }
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(AugmentationChecks.REPEATS, new IgnoresTheStream()),
                new BrokenComponent(AugmentationChecks.REPEATS, new StartsAtZero()),
                new BrokenComponent(AugmentationChecks.BOUNDS, new WritesBeyondTheExample()),
                new BrokenComponent(AugmentationChecks.FIXED, new FixedButRandom()),
                new BrokenComponent(AugmentationChecks.FINITE, new DividesByZero()),
                new BrokenComponent(AugmentationChecks.FINITE, new ReliesOnScratch()),
                new BrokenComponent(AugmentationChecks.NO_ALLOCATION, new Allocates()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Correct(), broken());
    }
}
