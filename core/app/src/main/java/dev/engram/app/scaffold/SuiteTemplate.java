package dev.engram.app.scaffold;

import dev.engram.engine.plugins.Kind;
import java.util.EnumMap;
import java.util.Map;

/** The first suite of a new component: a comparison with a known one, on the digits if possible. */
final class SuiteTemplate {
    private static final String HIDDEN = "{dense: {units: 32, activation: tanh}}";
    private static final String DIGITS = """
        data: {digits: {test: 0.25}}
        network: [%s, {dense: {units: 10, activation: softmax}}]
        """.formatted(HIDDEN);
    private static final String DESCENT = "optimizer: {sgd: {rate: 0.1}}";
    private static final String LEARNING = DIGITS + "loss: cross-entropy\n" + DESCENT;
    private static final String DEFAULT_TRAINING = "{epochs: 20, batch: 32}";

    /** The parts of the suite: the task, the training, and the comparison. */
    private record Parts(String task, String training, String compared) {}

    private static final Map<Kind, Parts> PARTS = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.ACTIVATION, learning("network.0.dense.activation: [tanh, @NAME@]")),
            Map.entry(Kind.AUGMENTATION, learning("data.digits.augment: [[], [@NAME@]]")),
            Map.entry(
                    Kind.DATASET,
                    new Parts(
                            LEARNING.replace("digits", "@NAME@").replace("units: 10", "units: 2"),
                            DEFAULT_TRAINING,
                            compare("rule: [backprop, output-only]"))),
            Map.entry(Kind.INITIALISER, learning("network.0.dense.weights: [glorot-uniform, @NAME@]")),
            Map.entry(
                    Kind.LANDSCAPE,
                    new Parts(
                            "landscape: @NAME@\nstart: random",
                            "{steps: 500}",
                            compare("optimizer: [{sgd: {rate: 0.01}}, {adam: {rate: 0.01}}]"))),
            Map.entry(Kind.LAYER, new Parts(LEARNING, DEFAULT_TRAINING, """
                    compare:
                      network:
                        - [%s, {dense: {units: 10, activation: softmax}}]
                        - [%s, @NAME@, {dense: {units: 10, activation: softmax}}]""".formatted(HIDDEN, HIDDEN))),
            Map.entry(Kind.LEARNING_RULE, learning("rule: [backprop, @NAME@, output-only]")),
            Map.entry(
                    Kind.LISTENER,
                    new Parts(
                            LEARNING,
                            DEFAULT_TRAINING,
                            "listen: [@NAME@]\n" + compare("rule: [backprop, output-only]"))),
            Map.entry(
                    Kind.LOSS,
                    new Parts(
                            DIGITS + DESCENT,
                            DEFAULT_TRAINING,
                            "measure: [accuracy]\n" + compare("loss: [sse, @NAME@]"))),
            Map.entry(
                    Kind.METRIC,
                    new Parts(
                            LEARNING,
                            DEFAULT_TRAINING,
                            "measure: [@NAME@, accuracy]\n" + compare("rule: [backprop, output-only]"))),
            Map.entry(
                    Kind.OPTIMIZER,
                    new Parts(
                            DIGITS + "loss: cross-entropy",
                            DEFAULT_TRAINING,
                            compare("optimizer: [{adam: {rate: 0.003}}, @NAME@]"))),
            Map.entry(Kind.SCHEDULE, learning("optimizer.sgd.rate: [0.1, @NAME@]"))));

    private SuiteTemplate() {}

    private static Parts learning(String axis) {
        return new Parts(LEARNING, DEFAULT_TRAINING, compare(axis));
    }

    private static String compare(String axis) {
        return "compare:\n  " + axis;
    }

    /** Fills in the template, except for the names. */
    static String fill(Kind kind, String template) {
        Parts parts = PARTS.get(kind);
        return template.replace("@TASK@", parts.task())
                .replace("@TRAINING@", parts.training())
                .replace("@COMPARED@", parts.compared());
    }
}
