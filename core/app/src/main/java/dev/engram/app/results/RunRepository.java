package dev.engram.app.results;

import dev.engram.engine.imported.NotRunHere;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A source of stored runs: a store, or a cache of one. */
public interface RunRepository {
    RunRepository EMPTY = new RunRepository() {
        @Override
        public List<Run> find(Collection<String> ids) {
            return List.of();
        }

        @Override
        public Map<String, Predictions> predictions(Collection<String> ids) {
            return Map.of();
        }

        @Override
        public List<Run> imported(String suite) {
            return List.of();
        }
    };

    /** Returns the stored runs, in the given order. */
    List<Run> find(Collection<String> ids);

    /** Returns the predictions of the runs that have them, by id. */
    Map<String, Predictions> predictions(Collection<String> ids);

    /** Returns the runs of a suite that were not run here, by cell and seed. */
    List<Run> imported(String suite);

    static RunRepository of(Store store) {
        return new RunRepository() {
            @Override
            public List<Run> find(Collection<String> ids) {
                return store.find(ids);
            }

            @Override
            public Map<String, Predictions> predictions(Collection<String> ids) {
                return store.predictions(ids);
            }

            @Override
            public List<Run> imported(String suite) {
                return NotRunHere.runs(store, suite);
            }
        };
    }
}
