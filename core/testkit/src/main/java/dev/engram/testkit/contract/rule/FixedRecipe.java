package dev.engram.testkit.contract.rule;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.DataSpec;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.run.BatchSize;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.train.Incompatibility;
import dev.engram.engine.train.Runner;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Rng;
import dev.engram.testkit.parts.GradientDescent;
import java.nio.file.Path;
import java.util.List;

/** A recipe that returns a given instance; the checks of the engine require recipes. */
public record FixedRecipe<T>(Entry entry, T get) implements Recipe<T> {
    /** Returns a recipe for an instance; messages use its component name, or its class name if it has none. */
    public static <T> FixedRecipe<T> of(Kind kind, T component) {
        Component c = component.getClass().getAnnotation(Component.class);
        String name = c == null ? component.getClass().getSimpleName() : c.value();
        return new FixedRecipe<>(new Entry(kind, name, 1, Record.class, List.of(), "", Origin.BUILT_IN), component);
    }

    /** Returns what the engine reports about a rule in a network before anything runs; empty if nothing. */
    public static List<Incompatibility> check(LearningRule rule, TestNetwork in) {
        RunSpec.Learning task = new RunSpec.Learning(
                new DataSpec(
                        of(Kind.DATASET, (Dataset) new TestDataset(in)),
                        new DataSpec.Settings(-1, 0, DataSpec.Scaling.NONE, DataSpec.Coding.ONE_HOT, 0)),
                in.layers().stream()
                        .map(l -> (Recipe<LayerKind>) of(Kind.LAYER, l))
                        .toList(),
                of(Kind.LOSS, in.loss()),
                of(Kind.LEARNING_RULE, rule));
        TrainingSettings training = new TrainingSettings(
                0,
                1,
                BatchSize.parse("full"),
                TrainingSettings.Reduction.MEAN,
                TrainingSettings.Order.AS_IS,
                0,
                0,
                TrainingSettings.Keep.LAST,
                List.of());
        RunSpec spec = new RunSpec(
                task, of(Kind.OPTIMIZER, (Optimizer) new GradientDescent(0.1f)), training, List.of(), false, in.name());
        return new Runner(new DataCache()).check(spec, TestNetwork.SEED).incompatibilities();
    }

    /** The examples of a test network as a data set. */
    private record TestDataset(TestNetwork in) implements Dataset {
        @Override
        public Table load(Rng rng) {
            Split s = in.data();
            float[] labels = new float[s.labels().length];
            for (int r = 0; r < labels.length; r++) {
                labels[r] = s.labels()[r];
            }
            Table t = in.classes()
                    ? Table.classification(s.inputs(), s.x(), labels, s.classes())
                    : Table.regression(s.inputs(), s.x(), s.targets(), s.t());
            return t.asExhaustive();
        }
    }

    @Override
    public T at(long t, long total) {
        return get;
    }

    @Override
    public boolean constant() {
        return true;
    }

    @Override
    public String text() {
        return get.toString();
    }

    @Override
    public List<Entry> parts() {
        return List.of(entry);
    }

    @Override
    public List<Path> files() {
        return List.of();
    }
}
