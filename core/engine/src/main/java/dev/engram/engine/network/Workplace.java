package dev.engram.engine.network;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Objective;
import dev.engram.spi.Rng;
import dev.engram.spi.Setup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Gives a rule what it asks for, and keeps account of it: rows of the current batch, what to save, what to poison. */
final class Workplace implements Setup {
  private final long seed;
  private final int capacity;
  private final Arena arena;
  private final Meter meter;
  private final Net net;
  private final Objective loss;
  private final int targets;
  private final LayerKind output;
  private final List<Work> byExample = new ArrayList<>();
  private final List<Work> perishable = new ArrayList<>();
  private final Map<String, Work> states = new TreeMap<>();
  private final Map<String, Work> constants = new TreeMap<>();
  private int live;

  Workplace(long seed, int capacity, Arena arena, Meter meter, Net net, Objective loss, int targets, LayerKind output) {
    this.seed = seed;
    this.capacity = capacity;
    this.live = capacity;
    this.arena = arena;
    this.meter = meter;
    this.net = net;
    this.loss = loss;
    this.targets = targets;
    this.output = output;
  }

  Net net() {
    return net;
  }

  /** Numbers that survive from step to step, by name. */
  Map<String, Work> states() {
    return states;
  }

  /** Numbers in the matrices drawn once. */
  long constants() {
    return constants.values().stream().mapToLong(w -> w.data.length).sum();
  }

  int live() {
    return live;
  }

  /** Sets the number of examples that everything with one row per example has. */
  void live(int rows) {
    if (rows != live) {
      live = rows;
      // By index: an iterator would be the only allocation of a step whose batch is smaller than the one before.
      for (int i = 0; i < byExample.size(); i++) {
        byExample.get(i).live(rows);
      }
    }
  }

  /** Fills all working memory with NaN: who relies on old contents shows. */
  void poison() {
    for (Work w : perishable) {
      Arrays.fill(w.data, Float.NaN);
    }
  }

  @Override
  public Net network() {
    return net;
  }

  @Override
  public Objective loss() {
    return loss;
  }

  @Override
  public int targets() {
    return targets;
  }

  @Override
  public Work perExample(int cols) {
    Work w = new Work(capacity, cols, meter);
    w.live(live);
    byExample.add(w);
    perishable.add(w);
    return w;
  }

  @Override
  public Work scratch(int rows, int cols) {
    Work w = new Work(rows, cols, meter);
    perishable.add(w);
    return w;
  }

  @Override
  public Work likeParameters() {
    Work w = arena.direction(meter);
    perishable.add(w);
    return w;
  }

  @Override
  public Activations activations(Layer layer) {
    return new Tape(layer.index(), perExample(layer.units()), perExample(layer.outputs()));
  }

  private static void unique(Map<String, Work> named, String name) {
    if (named.containsKey(name)) {
      throw new IncompatibleException("two matrices are called " + name);
    }
  }

  @Override
  public Work state(String name, int rows, int cols) {
    unique(states, name);
    Work w = new Work(rows, cols, meter);
    states.put(name, w);
    return w;
  }

  @Override
  public Work fixedGaussian(String name, int rows, int cols, float scale) {
    unique(constants, name);
    Work w = new Work(rows, cols, meter);
    w.gaussian(RandomStreams.of(seed, "rule/" + name)).scale(scale);
    constants.put(name, w);
    return w;
  }

  @Override
  public Work fixedUniform(String name, int rows, int cols, float limit) {
    unique(constants, name);
    Work w = new Work(rows, cols, meter);
    Rng rng = RandomStreams.of(seed, "rule/" + name);
    for (int i = 0; i < w.data.length; i++) {
      w.data[i] = (2 * rng.uniform() - 1) * limit;
    }
    constants.put(name, w);
    return w;
  }

  @Override
  public Work feedback(Layer layer, String name, float scale) {
    unique(constants, name);
    Work w = new Work(layer.weights().rows(), layer.weights().cols(), meter);
    w.data = ((Block) layer).draw(RandomStreams.of(seed, "rule/" + name));
    w.scale(scale);
    constants.put(name, w);
    return w;
  }

  @Override
  public Matrix coupled(Layer layer, String name, float decay) {
    Block block = (Block) layer;
    return arena.view(arena.twin("rule/" + name, block.w, block.draw(RandomStreams.of(seed, "rule/" + name)), decay));
  }

  @Override
  public Layer layer(String name, int inputs, int units, Activation activation) {
    if (output instanceof Dense like) {
      return build(new Dense(units, activation, like.weights(), like.bias()), name, inputs);
    }
    throw new IncompatibleException("the rule makes layers of its own like the output layer, and that has to be dense");
  }

  @Override
  public Layer head(String name, int inputs) {
    return layer(name, inputs, targets, output.activation());
  }

  private Block build(LayerKind kind, String name, int inputs) {
    return kind.build(arena, meter, new LayerKind.Place(-1, "rule/" + name, inputs, false, false,
        RandomStreams.of(seed, "rule/" + name + "/weights"), RandomStreams.of(seed, "rule/" + name + "/bias")));
  }

  @Override
  public BoundRule local(Function<Layer, LocalRule> choice) {
    return new Locals(this, choice);
  }

  @Override
  public BoundRule backward(FeedbackPath feedbackPath) {
    return new Transport(this, (layer, batch) -> {
      Matrix m = feedbackPath.weights(layer, batch);
      if (meter.watch != null && m != null) {
        meter.watch.goesDown((Block) layer, m);
      }
      return m;
    });
  }
}
