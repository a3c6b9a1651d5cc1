package dev.engram.engine.config;

import dev.engram.engine.network.LayerKind;
import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.Dataset;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The top-level keys of a suite. */
public enum SuiteKey {
    NAME(Shape.VALUE, null),
    ABOUT(Shape.VALUE, null),
    EXTENDS(Shape.VALUE, null),
    DATA(Shape.COMPONENT, Dataset.class),
    NETWORK(Shape.LIST, LayerKind.class),
    LOSS(Shape.COMPONENT, LossFunction.class),
    RULE(Shape.COMPONENT, LearningRule.class),
    LANDSCAPE(Shape.COMPONENT, Landscape.class),
    START(Shape.VALUE, null),
    OPTIMIZER(Shape.COMPONENT, Optimizer.class),
    TRAINING(Shape.SETTINGS, null),
    MEASURE(Shape.LIST, Metric.class),
    TARGET(Shape.SETTINGS, null),
    SEEDS(Shape.VALUE, null),
    PREDICTIONS(Shape.VALUE, null),
    TUNE(Shape.SETTINGS, null),
    PROBLEMS(Shape.VALUE, null),
    COMPARE(Shape.SETTINGS, null),
    BASELINE(Shape.SETTINGS, null),
    EXCLUDE(Shape.VALUE, null),
    IMPOSSIBLE(Shape.VALUE, null),
    LINT(Shape.SETTINGS, null);

    /** What stands under a key. */
    public enum Shape {
        VALUE,
        COMPONENT,
        /** A list of components. */
        LIST,
        /** A map whose keys are settings. */
        SETTINGS
    }

    private final Shape shape;
    private final Class<?> type;

    SuiteKey(Shape shape, Class<?> type) {
        this.shape = shape;
        this.type = type;
    }

    public Shape shape() {
        return shape;
    }

    /** Of the component, or of the components in the list; null for what is none. */
    public Class<?> type() {
        return type;
    }

    public String label() {
        return YamlWriter.kebabCase(this);
    }

    /** Does it say something about a single run, so that it may differ between cells? */
    public boolean isRunKey() {
        return switch (this) {
            case NAME,
                    ABOUT,
                    EXTENDS,
                    SEEDS,
                    PREDICTIONS,
                    TUNE,
                    PROBLEMS,
                    COMPARE,
                    BASELINE,
                    EXCLUDE,
                    IMPOSSIBLE,
                    LINT -> false;
            default -> true;
        };
    }

    public static Optional<SuiteKey> fromLabel(String label) {
        return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(SuiteKey::label).toList();
    }

    public static List<String> runLabels() {
        return Arrays.stream(values())
                .filter(SuiteKey::isRunKey)
                .map(SuiteKey::label)
                .toList();
    }
}
