package dev.engram.app.results;

import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What results are made of: runs that are there. A store, or what somebody remembers of one. */
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
    };

    /** Those that are there, in the order asked for. */
    List<Run> find(Collection<String> ids);

    /** Of those that keep them, by id. */
    Map<String, Predictions> predictions(Collection<String> ids);

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
        };
    }
}
