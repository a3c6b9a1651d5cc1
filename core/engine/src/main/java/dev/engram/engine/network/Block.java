package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import java.util.EnumSet;
import java.util.Set;

/**
 * A layer: dense as it stands. Another kind of synapse (convolution) overrides {@link #affine}, {@link #backwardAffine},
 * {@link #accumulateOuterProduct}, {@link #creditBias} and {@link #jvp}; another stage (normalisation, pooling, dropout)
 * overrides {@link #begin}, {@link #stage}, {@link #activate}, {@link #backwardActivation}, {@link #credit} and {@link #jvp}; its own
 * parameters are stretches that it adds to the arena and credits with {@link Arena#zero}.
 */
public class Block implements Layer {
  private final int index;
  private final int inputs;
  private final int units;
  private final Activation phi;
  private final Loops loops;
  private final Initialiser initialiser;
  private final int fanIn;
  private final int fanOut;
  private final View weights;
  protected final Arena arena;
  protected final Meter meter;
  protected final Stretch w;
  protected final Stretch b;

  /** Shape of the synapses: the weight matrix, and the fans that its first values go by. */
  public record Synapses(int units, int rows, int cols, int fanIn, int fanOut) {
    /** Every input to every unit. */
    public static Synapses dense(int inputs, int units) {
      return new Synapses(units, units, inputs, inputs, units);
    }
  }

  public Block(Arena arena, Meter meter, LayerKind.Place place, Synapses s, Activation phi, Initialiser weights, Initialiser bias) {
    this.arena = arena;
    this.meter = meter;
    this.index = place.index();
    this.inputs = place.inputs();
    this.units = s.units();
    this.phi = phi;
    this.loops = Loops.of(phi);
    this.initialiser = weights;
    this.fanIn = s.fanIn();
    this.fanOut = s.fanOut();
    float[] first = new float[s.rows()];
    bias.fill(first, 0, first.length, fanIn, fanOut, place.bias());
    w = arena.add(place.name() + "/weights", s.rows(), s.cols(), draw(s.rows() * s.cols(), place.weights()), tags(place, Parameter.Tag.WEIGHT));
    b = arena.add(place.name() + "/bias", s.rows(), 1, first, tags(place, Parameter.Tag.BIAS));
    this.weights = arena.view(w);
  }

  private static Set<Parameter.Tag> tags(LayerKind.Place place, Parameter.Tag own) {
    Set<Parameter.Tag> tags = EnumSet.of(own);
    if (place.index() < 0) {
      tags.add(Parameter.Tag.AUXILIARY);
    }
    if (place.first()) {
      tags.add(Parameter.Tag.FIRST);
    }
    if (place.last()) {
      tags.add(Parameter.Tag.LAST);
    }
    return tags;
  }

  /** Numbers drawn as this layer's weights were. */
  final float[] draw(Rng rng) {
    return draw(w.size(), rng);
  }

  private float[] draw(int n, Rng rng) {
    float[] numbers = new float[n];
    initialiser.fill(numbers, 0, n, fanIn, fanOut, rng);
    return numbers;
  }

  @Override
  public final int index() {
    return index;
  }

  @Override
  public final int inputs() {
    return inputs;
  }

  @Override
  public final int units() {
    return units;
  }

  @Override
  public int outputs() {
    return units;
  }

  @Override
  public final Matrix weights() {
    return weights;
  }

  @Override
  public final Activation activation() {
    return phi;
  }

  /** Nothing but synapses and an activation? */
  public boolean plain() {
    return true;
  }

  @Override
  public final void forward(Matrix in, Activations activations) {
    Tape t = (Tape) activations;
    t.in = in;
    affine(in, t.pre);
    stage(t);
  }

  /**
   * Called before the network learns from a batch, and with null before it predicts: a stage that is random in training
   * (dropout) draws from the batch's streams, so that every pass of a step sees the same noise.
   */
  protected void begin(Batch batch) {
    // An activation is the same at all times.
  }

  /** The stage of a pass: from {@code t.pre()} to {@code t.out()}; forgets what {@link #backwardActivation} left in the tape. */
  protected void stage(Tape t) {
    loops.apply(t.pre.data, t.out.data, t.pre.rows, t.pre.cols);
  }

  @Override
  public void affine(Matrix in, Scratch a) {
    Tensor x = Tensor.of(in), y = Tensor.of(a);
    expect(x.cols == inputs && y.cols == units && x.rows == y.rows, x, y);
    float[] p = arena.active();
    meter.multiplyAdds += (long) x.rows * units * inputs;
    if (meter.watch != null) {
      meter.watch.passed(index);
    }
    Kernels.productT(x.rows, units, inputs, x.data, x.offset, p, w.from(), p, b.from(), y.data, 0, meter.workspace);
  }

  @Override
  public void activate(Matrix a, Scratch h) {
    Tensor x = Tensor.of(a), y = Tensor.of(h);
    expect(x.cols == units && y.cols == units && x.rows == y.rows && x.offset == 0, x, y);
    loops.apply(x.data, y.data, x.rows, x.cols);
  }

  @Override
  public void backwardActivation(Activations activations, Matrix delta, Scratch d) {
    if (meter.watch != null) {
      meter.watch.comes(this, delta);
    }
    if (d != delta) {
      d.set(delta);
    }
    Tape t = (Tape) activations;
    loops.gate(t.pre.data, t.out.data, d.data(), t.pre.rows, t.pre.cols);
  }

  @Override
  public void backwardAffine(Matrix d, Matrix m, Scratch delta) {
    if (meter.watch != null) {
      meter.watch.goesDown(this, m);
    }
    delta.multiply(d, m);
  }

  @Override
  public void jvp(Activations activations, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut) {
    Tape t = (Tape) activations;
    if (direction == null) {
      dPre.fill(0);
    } else {
      Tensor x = Tensor.of(t.in), u = Tensor.of(direction);
      meter.multiplyAdds += (long) x.rows * units * inputs;
      Kernels.productT(x.rows, units, inputs, x.data, x.offset, u.data, w.from(), u.data, b.from(), dPre.data(), 0, meter.workspace);
    }
    if (dIn != null) {
      Tensor x = Tensor.of(dIn);
      expect(x.cols == inputs && x.rows == dPre.rows(), x, Tensor.of(dPre));
      dOut.multiplyTransposedB(dIn, weights);
      dPre.add(1, dOut);
    }
    dOut.set(dPre);
    // Every activation here has a symmetric Jacobian (elementwise, softmax), so the gate is also the forward derivative.
    loops.gate(t.pre.data, t.out.data, dOut.data(), t.pre.rows, t.pre.cols);
  }

  @Override
  public void credit(Matrix d, Activations activations) {
    accumulateOuterProduct(1, d, activations.input());
    creditBias(1, d);
  }

  @Override
  public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
    Tensor d = Tensor.of(post), x = Tensor.of(pre);
    expect(d.cols == w.rows && x.cols == w.cols && d.rows == x.rows, d, x);
    meter.multiplyAdds += (long) d.rows * w.rows * w.cols;
    Kernels.tProduct(w.rows, w.cols, d.rows, scale / d.rows, d.data, d.offset, x.data, x.offset, w.credited, arena.gradient(), w.from(), meter.workspace);
    w.credited = true;
  }

  @Override
  public void creditBias(float scale, Matrix post) {
    Tensor d = Tensor.of(post);
    expect(d.cols == b.rows, d, d);
    Kernels.sumRows(d.rows, d.cols, scale / d.rows, d.data, d.offset, b.credited, arena.gradient(), b.from());
    b.credited = true;
  }

  /** weights' gradient += scale * g. */
  final void add(float scale, Matrix g) {
    Tensor t = Tensor.of(g);
    expect(t.rows == w.rows && t.cols == w.cols, t, weights);
    arena.zero(w);
    Kernels.add(scale, t.data, t.offset, arena.gradient(), w.from(), w.size());
  }

  private void expect(boolean fits, Tensor a, Tensor c) {
    if (!fits) {
      throw new IllegalArgumentException("layer " + index + " (" + inputs + " inputs, " + units + " units) cannot use "
          + a.shape() + " and " + c.shape() + " here");
    }
  }
}
