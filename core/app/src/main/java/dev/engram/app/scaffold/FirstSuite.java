package dev.engram.app.scaffold;

import dev.engram.engine.plugins.Kind;
import java.util.EnumMap;
import java.util.Map;

/** The suite that a new component is first seen in: beside a known one of its kind, on the digits where that can be. */
final class FirstSuite {
  private static final String HIDDEN = "{dense: {units: 32, activation: tanh}}";
  private static final String DIGITS = """
      data: {digits: {test: 0.25}}
      network: [%s, {dense: {units: 10, activation: softmax}}]
      """.formatted(HIDDEN);
  private static final String DESCENT = "optimizer: {sgd: {rate: 0.1}}";
  private static final String LEARNING = DIGITS + "loss: cross-entropy\n" + DESCENT;
  private static final String USUAL = "{epochs: 20, batch: 32}";

  /** For each kind: what is learned, for how long, and what is compared. */
  private record Form(String task, String training, String compared) {}

  private static final Map<Kind, Form> FORMS = new EnumMap<>(Map.of(
      Kind.ACTIVATION, learning("network.0.dense.activation: [tanh, @NAME@]"),
      Kind.DATASET, new Form(LEARNING.replace("digits", "@NAME@").replace("units: 10", "units: 2"), USUAL, compared("rule: [backprop, output-only]")),
      Kind.INITIALISER, learning("network.0.dense.weights: [glorot-uniform, @NAME@]"),
      Kind.LANDSCAPE, new Form("landscape: @NAME@\nstart: random", "{steps: 500}", compared("optimizer: [{sgd: {rate: 0.01}}, {adam: {rate: 0.01}}]")),
      Kind.LEARNING_RULE, learning("rule: [backprop, @NAME@, output-only]"),
      Kind.LOSS, new Form(DIGITS + DESCENT, USUAL, "measure: [accuracy]\n" + compared("loss: [sse, @NAME@]")),
      Kind.METRIC, new Form(LEARNING, USUAL, "measure: [@NAME@, accuracy]\n" + compared("rule: [backprop, output-only]")),
      Kind.OPTIMIZER, new Form(DIGITS + "loss: cross-entropy", USUAL, compared("optimizer: [{adam: {rate: 0.003}}, @NAME@]")),
      Kind.SCHEDULE, learning("optimizer.sgd.rate: [0.1, @NAME@]")));

  private FirstSuite() {}

  private static Form learning(String axis) {
    return new Form(LEARNING, USUAL, compared(axis));
  }

  private static String compared(String axis) {
    return "compare:\n  " + axis;
  }

  /** The template with its gaps filled but for the names. */
  static String of(Kind kind, String template) {
    Form form = FORMS.get(kind);
    return template.replace("@TASK@", form.task()).replace("@TRAINING@", form.training()).replace("@COMPARED@", form.compared());
  }
}
