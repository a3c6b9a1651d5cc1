package dev.engram.app.results;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.run.MeasurementName;
import dev.engram.engine.suite.Suite;
import dev.engram.spi.Metric;
import jakarta.inject.Inject;
import java.util.Optional;

/** The direction in which each metric of a suite improves. */
public final class MetricDirections {
    private final Catalog catalog;

    @Inject
    public MetricDirections(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Returns 1 if larger is better, -1 if smaller is better, and 0 if neither is known to be better. */
    public int direction(Suite suite, String name) {
        if (onLandscapes(suite) && (name.equals("value") || name.equals("distance"))) {
            return -1; // a landscape is descended
        }
        String metric = MeasurementName.parse(name).metric();
        for (Suite.Cell c : suite.cells()) {
            for (Recipe<Metric> r : c.spec().metrics().list()) {
                if (r.entry().name().equals(metric)) {
                    return r.get().direction();
                }
            }
        }
        return catalog.find(Kind.METRIC, metric)
                .filter(e -> e.hyperparameters().isEmpty())
                .map(MetricDirections::direction)
                .orElse(0);
    }

    private static int direction(Entry e) {
        try {
            return ((Metric) e.constructor().newInstance()).direction();
        } catch (ReflectiveOperationException x) {
            throw new IllegalStateException(e.id() + " cannot be created", x);
        }
    }

    /** Returns the target of a run, with the direction of its metric. */
    Optional<MetricTarget> target(Suite suite, RunSpec spec) {
        return spec.target().map(t -> new MetricTarget(t.metric(), t.at(), direction(suite, t.metric())));
    }

    static boolean onLandscapes(Suite suite) {
        return suite.cells().stream().anyMatch(c -> c.spec().task() instanceof RunSpec.Descent);
    }
}
