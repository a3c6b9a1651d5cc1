package dev.engram.engine.network;

import dev.engram.spi.Matrix;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Listens while a rule learns from one batch: which matrices bring the error to which layer, and by what the right
 * answer is heard of. It can also put another answer in place of the right one in just one of these ways, so that what
 * hangs on it shows. Attached for that batch only; the steps of a run are made without it.
 */
public final class Watch {
  /** Ways in which a rule hears of the right answer. */
  public enum Channel {
    /** The loss's derivative at the network's output. */
    ERROR,
    /** The loss's value there, one number for each example. */
    SCALAR,
    /** The loss at a layer of the rule's own. */
    HEAD,
    /** Targets or labels themselves. */
    LABELS
  }

  /** What brought an error to the outputs of a layer. */
  record Carrier(Matrix matrix, boolean turned, boolean direct) {}

  private static final Object ERROR = new Object();

  private final int depth;
  private final Carrier[] carriers;
  private final boolean[] ownWeights;
  private final int[] passes;
  /** Where the numbers in a matrix come from: the output error, or the product with a carrier. */
  private final Map<Matrix, Object> origins = new IdentityHashMap<>();
  private final Matrix right;
  private boolean headWeights;
  private Matrix other;
  private Channel altered;

  /**
   * @param depth layers of the network
   * @param right the targets of the batch
   */
  public Watch(int depth, Matrix right) {
    this.depth = depth;
    this.right = right;
    carriers = new Carrier[depth];
    ownWeights = new boolean[depth];
    passes = new int[depth];
  }

  /** Whoever hears of the answer in this way is told another one. */
  public Watch alter(Channel channel, Matrix other) {
    this.altered = channel;
    this.other = other;
    return this;
  }

  /** The answer as it is heard in this way. */
  public Matrix heard(Channel channel, Matrix targets) {
    return !answer(targets) ? targets : channel == altered ? other : right;
  }

  private boolean answer(Matrix m) {
    return m != null && (m == right || m == other);
  }

  /** Is the answer another one in this way? */
  public boolean alters(Channel channel) {
    return channel == altered;
  }

  /** Was there a matrix that carried an error to the outputs of this layer? */
  public boolean carried(int layer) {
    return carriers[layer] != null;
  }

  /** The numbers of that matrix, in a copy. */
  public float[] carrier(int layer) {
    return numbers(carriers[layer].matrix);
  }

  /** Were these the very weights that lie between, and not a matrix in their place? */
  public boolean throughWeights(int layer) {
    return ownWeights[layer];
  }

  /** Did an error pass down through the weights of a layer that the rule made for itself? */
  public boolean throughHeads() {
    return headWeights;
  }

  /** How often the network was passed through from below: the most that any layer was. */
  public int passes() {
    int most = 0;
    for (int p : passes) {
      most = Math.max(most, p);
    }
    return most;
  }

  private static float[] numbers(Matrix m) {
    Tensor t = Tensor.of(m);
    return Arrays.copyOfRange(t.data, t.offset, t.offset + t.rows * t.cols);
  }

  Carrier[] carriers() {
    return carriers;
  }

  void passed(int layer) {
    if (layer >= 0) {
      passes[layer]++;
    }
  }

  /** The error above a layer is about to go down through {@code m}. */
  void goesDown(Block above, Matrix m) {
    boolean own = m == above.weights();
    if (above.index() > 0) {
      carriers[above.index() - 1] = new Carrier(m, false, false);
      ownWeights[above.index() - 1] |= own;
    } else if (above.index() < 0) {
      headWeights |= own;
    }
  }

  /** The output error now stands in {@code delta}. */
  void error(Matrix delta) {
    origins.put(delta, ERROR);
  }

  /** A product of {@code left} with {@code carrier} (turned: with its transpose) now stands in {@code result}. */
  void product(Matrix result, Matrix left, Matrix carrier, boolean turned) {
    boolean direct = origins.get(left) == ERROR || answer(left);
    origins.put(result, new Carrier(carrier, turned, direct));
  }

  /** What stands in {@code result} was made of {@code from} element by element; null: of nothing. */
  void made(Matrix result, Matrix from) {
    Object origin = answer(from) ? ERROR : from == null ? null : origins.get(from); // the answer may stand in for the error
    if (origin == null) {
      origins.remove(result);
    } else {
      origins.put(result, origin);
    }
  }

  /** An error has come to the outputs of a layer. */
  void comes(Block to, Matrix delta) {
    int l = to.index();
    if (l >= 0 && l < depth - 1 && carriers[l] == null && origins.get(delta) instanceof Carrier c) {
      carriers[l] = c;
    }
  }
}
