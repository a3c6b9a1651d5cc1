package dev.engram.engine.data;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.random.StepStreams;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Rng;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;
import java.util.List;

/**
 * Reads the inputs of examples, and changes them as the suite asks. The random numbers of a change depend only on the
 * seed, the epoch, the row of the table, and the change. Reading allocates nothing. Each thread needs its own reader.
 */
public final class ExampleReader {
    private final InputRows rows;
    private final Change[] changes;
    private final float[] scratch;

    /** A reader for evaluation: only the fixed changes are applied. */
    public static ExampleReader forEvaluation(Split split) {
        List<Augmentation> fixed =
                split.augment().stream().filter(Augmentation::fixed).toList();
        return new ExampleReader(split.examples().inputRows(), fixed, 0);
    }

    /** A reader for training: all changes are applied, with the random numbers of this seed. */
    static ExampleReader forTraining(Split split, long seed) {
        return new ExampleReader(split.examples().inputRows(), split.augment(), seed);
    }

    private ExampleReader(InputRows rows, List<Augmentation> augment, long seed) {
        this.rows = rows;
        scratch = new float[augment.isEmpty() ? 0 : rows.shape().size()];
        changes = new Change[augment.size()];
        for (int i = 0; i < changes.length; i++) {
            Augmentation a = augment.get(i);
            long earlier = augment.subList(0, i).stream()
                    .filter(b -> b.getClass() == a.getClass())
                    .count();
            changes[i] = new Change(a, new StepStreams(seed, earlier == 0 ? "augment" : "augment/" + earlier));
        }
    }

    /**
     * Reads {@code count} examples to the start of {@code out}.
     *
     * @param epoch selects the random numbers; not used if all changes are fixed
     * @param index rows of the table; those from {@code first} on are read
     */
    public void read(long epoch, int[] index, int first, int count, float[] out) {
        int n = rows.shape().size();
        if (rows instanceof InputRows.InMemory m) {
            Kernels.gather(m.x(), n, index, first, count, out);
        } else {
            for (int r = 0; r < count; r++) {
                rows.copy(index[first + r], out, r * n);
            }
        }
        for (Change change : changes) {
            for (int r = 0; r < count; r++) {
                change.apply(epoch, index[first + r], out, r * n);
            }
        }
    }

    /** One change, and the example that it is applied to. */
    private final class Change implements Augmentation.Example {
        private final Augmentation augmentation;
        private final boolean fixed;
        private final StepStreams streams;
        private float[] x;
        private int from;

        Change(Augmentation augmentation, StepStreams streams) {
            this.augmentation = augmentation;
            this.fixed = augmentation.fixed();
            this.streams = streams;
        }

        void apply(long epoch, int row, float[] out, int at) {
            x = out;
            from = at;
            if (!fixed) {
                streams.step(epoch, row);
            }
            augmentation.apply(this);
        }

        @Override
        public Shape shape() {
            return rows.shape();
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
            if (fixed) {
                throw new IllegalStateException("a fixed augmentation has no random numbers");
            }
            return streams.of(name);
        }
    }
}
