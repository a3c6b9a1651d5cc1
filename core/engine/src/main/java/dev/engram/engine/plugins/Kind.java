package dev.engram.engine.plugins;

import dev.engram.engine.network.LayerKind;
import dev.engram.spi.Activation;
import dev.engram.spi.Dataset;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Schedule;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of component, with the names that the command line uses for them. */
public enum Kind {
    ACTIVATION("activation", Activation.class),
    DATASET("dataset", Dataset.class),
    INITIALISER("initialiser", Initialiser.class),
    LANDSCAPE("landscape", Landscape.class),
    LAYER("layer", LayerKind.class),
    LEARNING_RULE("learning-rule", LearningRule.class),
    LOSS("loss", LossFunction.class),
    METRIC("metric", Metric.class),
    OPTIMIZER("optimizer", Optimizer.class),
    SCHEDULE("schedule", Schedule.class);

    private final String label;
    private final Class<?> type;

    Kind(String label, Class<?> type) {
        this.label = label;
        this.type = type;
    }

    public String label() {
        return label;
    }

    /** The interface that its components implement. */
    public Class<?> type() {
        return type;
    }

    /** The kind whose interface {@code type} is or extends ({@code LocalRule} is a learning rule); empty for other types. */
    public static Optional<Kind> of(Class<?> type) {
        return Arrays.stream(values())
                .filter(k -> k.type.isAssignableFrom(type))
                .findFirst();
    }

    public static Optional<Kind> fromLabel(String label) {
        return Arrays.stream(values()).filter(k -> k.label.equals(label)).findFirst();
    }
}
