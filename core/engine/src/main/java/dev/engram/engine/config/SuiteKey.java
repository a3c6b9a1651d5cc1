package dev.engram.engine.config;

import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.Dataset;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.listener.Listener;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The top-level keys of a suite, in the order of the reference. {@link SuiteKeyDocs} has their documentation. */
public enum SuiteKey {
    NAME(Shape.VALUE, null, SuiteKeyDocs.NAME),
    ABOUT(Shape.VALUE, null, SuiteKeyDocs.ABOUT),
    EXTENDS(Shape.VALUE, null, SuiteKeyDocs.EXTENDS),
    DATA(Shape.COMPONENT, Dataset.class, SuiteKeyDocs.DATA),
    NETWORK(Shape.LIST, LayerKind.class, SuiteKeyDocs.NETWORK),
    LOSS(Shape.COMPONENT, LossFunction.class, SuiteKeyDocs.LOSS),
    RULE(Shape.COMPONENT, LearningRule.class, SuiteKeyDocs.RULE),
    LANDSCAPE(Shape.COMPONENT, Landscape.class, SuiteKeyDocs.LANDSCAPE),
    START(Shape.VALUE, null, SuiteKeyDocs.START),
    OPTIMIZER(Shape.COMPONENT, Optimizer.class, SuiteKeyDocs.OPTIMIZER),
    TRAINING(Shape.SETTINGS, null, SuiteKeyDocs.TRAINING),
    MEASURE(Shape.LIST, Metric.class, SuiteKeyDocs.MEASURE),
    LISTEN(Shape.LIST, Listener.class, SuiteKeyDocs.LISTEN),
    TARGET(Shape.SETTINGS, null, SuiteKeyDocs.TARGET),
    SEEDS(Shape.VALUE, null, SuiteKeyDocs.SEEDS),
    PREDICTIONS(Shape.VALUE, null, SuiteKeyDocs.PREDICTIONS),
    TUNE(Shape.SETTINGS, null, SuiteKeyDocs.TUNE),
    PROBLEMS(Shape.VALUE, null, SuiteKeyDocs.PROBLEMS),
    COMPARE(Shape.SETTINGS, null, SuiteKeyDocs.COMPARE),
    BASELINE(Shape.SETTINGS, null, SuiteKeyDocs.BASELINE),
    QUESTIONS(Shape.VALUE, null, SuiteKeyDocs.QUESTIONS),
    EXCLUDE(Shape.VALUE, null, SuiteKeyDocs.EXCLUDE),
    IMPOSSIBLE(Shape.VALUE, null, SuiteKeyDocs.IMPOSSIBLE),
    LINT(Shape.SETTINGS, null, SuiteKeyDocs.LINT);

    /** The form of a key's value. */
    public enum Shape {
        VALUE,
        COMPONENT,
        /** A list of components. */
        LIST,
        /** A map whose keys are settings. */
        SETTINGS
    }

    private static final List<String> LABELS =
            Arrays.stream(values()).map(SuiteKey::label).toList();
    private static final List<String> RUN_LABELS = Arrays.stream(values())
            .filter(SuiteKey::isRunKey)
            .map(SuiteKey::label)
            .toList();

    private final Shape shape;
    private final Class<?> type;
    private final String doc;

    SuiteKey(Shape shape, Class<?> type, String doc) {
        this.shape = shape;
        this.type = type;
        this.doc = doc.strip();
    }

    public Shape shape() {
        return shape;
    }

    /** Returns the type of the component, or of the components in the list; null if the value is not a component. */
    public Class<?> type() {
        return type;
    }

    /** Returns the documentation of the key in Markdown, a paragraph on a line. */
    public String doc() {
        return doc;
    }

    public String label() {
        return YamlWriter.kebabCase(this);
    }

    /** Returns whether the key configures a single run, so that its value may differ between cells. */
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
                    QUESTIONS,
                    EXCLUDE,
                    IMPOSSIBLE,
                    LINT -> false;
            default -> true;
        };
    }

    public static Optional<SuiteKey> fromLabel(String label) {
        int at = LABELS.indexOf(label);
        return at < 0 ? Optional.empty() : Optional.of(values()[at]);
    }

    public static List<String> labels() {
        return LABELS;
    }

    public static List<String> runLabels() {
        return RUN_LABELS;
    }
}
