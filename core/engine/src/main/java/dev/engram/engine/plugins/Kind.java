package dev.engram.engine.plugins;

import dev.engram.spi.Activation;
import dev.engram.spi.Dataset;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Schedule;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.listener.Listener;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of component, with their names on the command line. */
public enum Kind {
    ACTIVATION("activation", Activation.class),
    AUGMENTATION("augmentation", Augmentation.class),
    DATASET("dataset", Dataset.class),
    INITIALISER("initialiser", Initialiser.class),
    LANDSCAPE("landscape", Landscape.class),
    LAYER("layer", LayerKind.class),
    LEARNING_RULE("learning-rule", LearningRule.class),
    LISTENER("listener", Listener.class),
    LOSS("loss", LossFunction.class),
    METRIC("metric", Metric.class),
    OPTIMIZER("optimizer", Optimizer.class),
    SCHEDULE("schedule", Schedule.class);

    private static final List<Kind> ALL = List.of(values());

    private final String label;
    private final Class<?> type;

    Kind(String label, Class<?> type) {
        this.label = label;
        this.type = type;
    }

    public String label() {
        return label;
    }

    /** Returns the interface that components of this kind implement. */
    public Class<?> type() {
        return type;
    }

    /**
     * Returns the kind of a component class or interface ({@code LocalRule} is a learning rule); empty for other types.
     */
    public static Optional<Kind> of(Class<?> type) {
        for (Kind k : ALL) {
            if (k.type.isAssignableFrom(type)) {
                return Optional.of(k);
            }
        }
        return Optional.empty();
    }

    public static Optional<Kind> fromLabel(String label) {
        return Arrays.stream(values()).filter(k -> k.label.equals(label)).findFirst();
    }
}
