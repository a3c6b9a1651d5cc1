package dev.engram.engine.spec;

import dev.engram.engine.network.LayerKind;
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
enum Key {
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
  enum Shape {
    VALUE,
    COMPONENT,
    /** A list of components. */
    LIST,
    /** A map whose keys are settings. */
    SETTINGS
  }

  private final Shape shape;
  private final Class<?> type;

  Key(Shape shape, Class<?> type) {
    this.shape = shape;
    this.type = type;
  }

  Shape shape() {
    return shape;
  }

  /** Of the component, or of the components in the list; null for what is none. */
  Class<?> type() {
    return type;
  }

  String label() {
    return Texts.word(this);
  }

  /** Does it say something about a single run, so that it may differ between cells? */
  boolean ofRun() {
    return switch (this) {
      case NAME, ABOUT, EXTENDS, SEEDS, PREDICTIONS, TUNE, PROBLEMS, COMPARE, BASELINE, EXCLUDE, IMPOSSIBLE, LINT -> false;
      default -> true;
    };
  }

  static Optional<Key> labelled(String label) {
    return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Key::label).toList();
  }

  static List<String> runLabels() {
    return Arrays.stream(values()).filter(Key::ofRun).map(Key::label).toList();
  }
}
