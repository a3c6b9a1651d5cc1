package dev.engram.testkit.lab;

import dev.engram.engine.network.Dense;
import dev.engram.engine.network.LayerKind;
import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What is to be learned, and by which network.
 *
 * @param choice which batch comes at which step
 */
public record Task(int inputs, int targets, int rows, List<LayerKind> layers, LossFunction loss, long seed,
    Examples.Labels labels, LongUnaryOperator choice) {
  public static final int INPUTS = 6;
  public static final int CLASSES = 3;
  public static final int ROWS = 8;
  private static final long DATA = 3;
  public static final Initialiser GLOROT = (w, from, to, fanIn, fanOut, rng) -> {
    float limit = Maths.sqrt(6f / (fanIn + fanOut));
    for (int i = from; i < to; i++) {
      w[i] = (2 * rng.uniform() - 1) * limit;
    }
  };
  public static final Initialiser ZEROS = (w, from, to, fanIn, fanOut, rng) -> Arrays.fill(w, from, to, 0);

  public static LayerKind dense(int units, Activation phi) {
    return new Dense(units, phi, GLOROT, ZEROS);
  }

  /** Three classes of six inputs, by these layers; another batch at every step. */
  public static Task classes(LossFunction loss, LayerKind... layers) {
    return new Task(
        INPUTS,
        CLASSES,
        ROWS,
        List.of(layers),
        loss,
        DATA,
        Examples.teacher(DATA, INPUTS, CLASSES),
        step -> step);
  }

  /** 6-7-5-3 */
  public static Task deep(Activation hidden, Activation output, LossFunction loss) {
    return classes(loss, dense(7, hidden), dense(5, hidden), dense(CLASSES, output));
  }

  /** 6-7-5-3, tanh, softmax, cross-entropy: the usual case. */
  public static Task usual() {
    return deep(new Tanh(), new Softmax(), new CrossEntropy());
  }

  /** 6-7-3, tanh, softmax, cross-entropy. */
  public static Task shallow() {
    return classes(new CrossEntropy(), dense(7, new Tanh()), dense(CLASSES, new Softmax()));
  }

  /** Linear units that learn without targets from independent inputs of these variances. */
  public static Task linear(int units, double... variances) {
    return new Task(variances.length, units, ROWS, List.of(dense(units, new Identity())), new SumOfSquares(), DATA,
        Examples.spread(variances), step -> step);
  }

  /** The same batch at every step. */
  public Task still() {
    return new Task(inputs, targets, rows, layers, loss, seed, labels, step -> 1);
  }

  public Task rows(int n) {
    return new Task(inputs, targets, n, layers, loss, seed, labels, choice);
  }

  /** Other examples of the same kind. */
  public Task seed(long s) {
    return new Task(inputs, targets, rows, layers, loss, s, labels, choice);
  }

  /** Three classes of this many inputs. */
  public Task inputs(int n) {
    return new Task(n, targets, rows, layers, loss, seed, Examples.teacher(seed, n, targets), choice);
  }

  public Task layers(LayerKind... others) {
    return new Task(inputs, targets, rows, List.of(others), loss, seed, labels, choice);
  }

  public Examples examples() {
    return new Examples(seed, rows, inputs, targets, labels, choice);
  }
}
