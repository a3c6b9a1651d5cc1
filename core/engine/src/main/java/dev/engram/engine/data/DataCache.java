package dev.engram.engine.data;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.ResolvedData;
import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Loads each data set once and keeps the splits that were used last. Runs of the same seed share them. Safe for any
 * number of threads.
 */
public final class DataCache {
    /** Splits that are kept: concurrent runs have few different seeds. */
    static final int MAX_SPLITS = 8;

    /**
     * Data sets are records: equal if their hyperparameters are. The JVM generates the methods of a record when they
     * are called first, which takes milliseconds, so a hash calls none of another record.
     */
    private record TableKey(Dataset dataset, long draw) {
        @Override
        public int hashCode() {
            return dataset.getClass().hashCode() * 31 + Long.hashCode(draw);
        }
    }

    private record SplitKey(Dataset dataset, DataSettings settings, long seed) {
        @Override
        public boolean equals(Object o) {
            return o instanceof SplitKey k
                    && seed == k.seed
                    && Objects.equals(dataset, k.dataset)
                    && Objects.equals(settings, k.settings);
        }

        @Override
        public int hashCode() {
            return Objects.hash(
                    dataset.getClass(),
                    seed,
                    settings.draw(),
                    settings.splitting().test(),
                    settings.splitting().validation(),
                    settings.noise().labelNoise(),
                    settings.noise().inputNoise());
        }
    }

    private final Map<TableKey, Table> tables = new LinkedHashMap<>();
    private final Map<SplitKey, DataFacts> facts = new LinkedHashMap<>();
    private final Map<SplitKey, Split> splits = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SplitKey, Split> eldest) {
            return size() > MAX_SPLITS;
        }
    };

    /** Returns the table of a data set. Throws {@link dev.engram.spi.IncompatibleException} if it cannot be loaded. */
    public synchronized Table table(ResolvedData data) {
        Dataset dataset = data.dataset().component();
        TableKey key = new TableKey(dataset, data.settings().draw());
        Table t = tables.get(key);
        if (t == null) {
            t = dataset.load(RandomStreams.of(data.settings().draw(), "data"));
            tables.put(key, t);
        }
        return t;
    }

    /** Returns the facts about a seed's examples. Throws the exceptions of {@link #split}. */
    public synchronized DataFacts facts(ResolvedData data, long seed) {
        SplitKey key = new SplitKey(data.dataset().component(), data.settings(), seed);
        DataFacts f = facts.get(key);
        if (f == null) {
            f = DataFacts.of(split(data, seed), data.settings());
            facts.put(key, f);
        }
        return f;
    }

    /**
     * Returns the split of a seed. Throws {@link dev.engram.spi.IncompatibleException} if the table cannot be split.
     */
    public synchronized Split split(ResolvedData data, long seed) {
        SplitKey key = new SplitKey(data.dataset().component(), data.settings(), seed);
        Split s = splits.get(key);
        if (s == null) {
            s = new Splitter(shaped(table(data), data.settings().preprocessing().shape()), data.settings(), seed)
                    .split();
            splits.put(key, s);
        }
        return s;
    }

    /**
     * Returns new examples as the test data of a seed: scaled as its own examples are, with targets that mean nothing.
     *
     * @throws dev.engram.spi.IncompatibleException if the examples do not have the same inputs
     */
    public Split newExamples(ResolvedData data, long seed, InputRows examples) {
        Table table = shaped(table(data), data.settings().preprocessing().shape());
        return NewExamples.of(table, data.settings(), split(data, seed), examples);
    }

    /** @param sizes channels, height and width; empty for the shape of the data set */
    private static Table shaped(Table table, List<Integer> sizes) {
        if (sizes.isEmpty()) {
            return table;
        }
        try {
            return table.withShape(new Shape(sizes.get(0), sizes.get(1), sizes.get(2)));
        } catch (IllegalArgumentException | IncompatibleException e) {
            throw new IncompatibleException("shape: " + e.getMessage(), e);
        }
    }
}
