package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.random.StepStreams;
import dev.engram.spi.Rng;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Allocation;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.Records;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The contract of augmentations. */
final class AugmentationChecks {
    static final String REPEATS = "the same random streams give the same numbers at any position";
    static final String BOUNDS = "it changes nothing but its example";
    static final String FIXED = "it asks for random streams only if it is not fixed";
    static final String FINITE = "its numbers are finite";
    static final String NO_ALLOCATION = "it allocates nothing";

    /** Images with and without colour, a sequence, features. */
    private static final List<Shape> SHAPES =
            List.of(new Shape(1, 6, 5), new Shape(3, 8, 8), Shape.sequence(2, 9), Shape.features(7));

    private static final int BEFORE = 3;
    private static final int AFTER = 4;
    private static final int DRAWS = 20;

    private AugmentationChecks() {}

    static void add(Checks to, Augmentation a) {
        Optional<Shape> shape =
                SHAPES.stream().filter(s -> a.incompatibility(s) == null).findFirst();
        if (shape.isEmpty()) {
            to.add("it changes examples", () -> refusals(a));
            return;
        }
        to.add(REPEATS, () -> repeats(a, shape.get()));
        to.add(BOUNDS, () -> bounds(a, shape.get()));
        to.add(FIXED, () -> streams(a, shape.get()));
        to.add(FINITE, () -> finite(a, shape.get()));
        to.add(NO_ALLOCATION, () -> allocation(a, shape.get()));
    }

    private static ContractResult refusals(Augmentation a) {
        return ContractResult.skipped("it refuses the shapes of the test: %s", a.incompatibility(SHAPES.get(0)));
    }

    /** An example between other numbers. */
    private static final class Sample implements Augmentation.Example {
        private final Shape shape;
        private final float[] x;
        private final int from;
        private final float[] scratch;
        private final StepStreams streams = new StepStreams(7, "augment");
        private boolean drawn;

        Sample(Shape shape, int from) {
            this.shape = shape;
            this.from = from;
            x = new float[from + shape.size() + AFTER];
            scratch = new float[shape.size()];
            fill();
        }

        /** Draws the numbers, the same ones every time. */
        void fill() {
            Rng rng = RandomStreams.of(5, "example");
            Arrays.fill(x, 17);
            for (int i = 0; i < shape.size(); i++) {
                x[from + i] = rng.gaussian();
            }
            Arrays.fill(scratch, Float.NaN);
        }

        float[] after(Augmentation a, long draw) {
            fill();
            return again(a, draw);
        }

        float[] again(Augmentation a, long draw) {
            streams.step(draw);
            a.apply(this);
            return x;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public float[] x() {
            return x;
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public float[] scratch() {
            return scratch;
        }

        @Override
        public Rng random(String name) {
            drawn = true;
            return streams.of(name);
        }
    }

    private static ContractResult repeats(Augmentation a, Shape shape) {
        Sample here = new Sample(shape, 0);
        Sample there = new Sample(shape, BEFORE);
        for (int draw = 0; draw < DRAWS; draw++) {
            float[] one = Arrays.copyOf(here.after(a, draw), shape.size());
            float[] two = Arrays.copyOf(here.after(Records.copy(a), draw), shape.size());
            float[] moved = Arrays.copyOfRange(there.after(a, draw), BEFORE, BEFORE + shape.size());
            String d = Bits.difference("numbers drawn again", one, two);
            d = d == null ? Bits.difference("numbers at another position", one, moved) : d;
            if (d != null) {
                return ContractResult.failed("%s", d);
            }
        }
        return ContractResult.passed("%d draws for an example of %s", DRAWS, shape);
    }

    private static ContractResult bounds(Augmentation a, Shape shape) {
        Sample s = new Sample(shape, BEFORE);
        for (int draw = 0; draw < DRAWS; draw++) {
            float[] x = s.after(a, draw);
            for (int i = 0; i < x.length; i++) {
                if ((i < BEFORE || i >= BEFORE + shape.size()) && x[i] != 17) {
                    return ContractResult.failed("expected only the example changed, found index %d written", i);
                }
            }
        }
        return ContractResult.passed("%d numbers around it unchanged", BEFORE + AFTER);
    }

    private static ContractResult streams(Augmentation a, Shape shape) {
        Sample s = new Sample(shape, 0);
        for (int draw = 0; draw < DRAWS; draw++) {
            s.after(a, draw);
        }
        return a.fixed() && s.drawn
                ? ContractResult.failed("expected no random numbers of a fixed augmentation, found a request")
                : ContractResult.passed(a.fixed() ? "fixed" : "random");
    }

    private static ContractResult finite(Augmentation a, Shape shape) {
        Sample s = new Sample(shape, 0);
        for (int draw = 0; draw < DRAWS; draw++) {
            if (!Bits.allFinite(s.after(a, draw), 0, shape.size())) {
                return ContractResult.failed("expected finite numbers, found others in draw %d", draw + 1);
            }
        }
        return ContractResult.passed("%d draws", DRAWS);
    }

    private static ContractResult allocation(Augmentation a, Shape shape) {
        Sample s = new Sample(shape, 0);
        return Allocation.check(() -> s.again(a, 3), Allocation.RULE_STEPS);
    }
}
