package dev.engram.engine.data;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.ResolvedData;
import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Loads every data set once and keeps the splits last used: runs of the same seed share them. For any number of
 * threads.
 */
public final class DataCache {
    /** Splits kept: the runs under way at one time are of a few seeds. */
    private static final int MAX_SPLITS = 8;

    /** Data sets are records: equal if their hyperparameters are. */
    private record TableKey(Dataset dataset, long draw) {}

    private record SplitKey(Dataset dataset, DataSettings settings, long seed) {}

    private final Map<TableKey, Table> tables = new LinkedHashMap<>();
    private final Map<SplitKey, Optional<InputScales>> inputScalesByKey = new LinkedHashMap<>();
    private final Map<SplitKey, Split> splits = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SplitKey, Split> eldest) {
            return size() > MAX_SPLITS;
        }
    };

    /** Throws {@link dev.engram.spi.IncompatibleException} where the data cannot be had. */
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

    /** Of the inputs of a seed's training examples; throws as {@link #split} does. */
    public synchronized Optional<InputScales> inputScales(ResolvedData data, long seed) {
        SplitKey key = new SplitKey(data.dataset().component(), data.settings(), seed);
        Optional<InputScales> s = inputScalesByKey.get(key);
        if (s == null) {
            s = InputScales.of(split(data, seed));
            inputScalesByKey.put(key, s);
        }
        return s;
    }

    /** The examples of a seed; throws {@link dev.engram.spi.IncompatibleException} where the table cannot be divided so. */
    public synchronized Split split(ResolvedData data, long seed) {
        SplitKey key = new SplitKey(data.dataset().component(), data.settings(), seed);
        Split s = splits.get(key);
        if (s == null) {
            s = new Splitter(table(data), data.settings(), seed).split();
            splits.put(key, s);
        }
        return s;
    }
}
