package dev.engram.engine.network;

import dev.engram.engine.network.Watch.Carrier;
import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Metric.Response;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A network, a loss and a rule on one arena: turns batches into gradients and inputs into predictions. */
public final class Learner {
  private final Arena arena = new Arena();
  private final Meter meter = new Meter();
  private final Net net;
  private final BoundLoss objective;
  private final Workplace place;
  private final BoundRule boundRule;
  private final Activations[] evaluation;
  /** Back-propagation beside the rule, for diagnostics; null where it cannot serve this network. */
  private final BoundRule truth;
  /** For the slopes of each layer's units; null where nobody watches. */
  private final Scratch[] slopes;

  /**
   * Puts a network and a rule together.
   *
   * @param capacity examples that a batch, or a prediction, has at the most
   * @param watched is the true gradient to be had beside the rule's?
   * @throws dev.engram.spi.IncompatibleException where the rule does not fit
   */
  public Learner(long seed, int inputs, List<LayerKind> kinds, LossFunction loss, int targets, LearningRule rule, int capacity,
      boolean watched) {
    List<Block> blocks = new ArrayList<>();
    int width = inputs;
    for (int l = 0; l < kinds.size(); l++) {
      String name = "layer" + l;
      blocks.add(kinds.get(l).build(arena, meter, new LayerKind.Place(l, name, width, l == 0, l == kinds.size() - 1,
          RandomStreams.of(seed, "init/" + l + "/weights"), RandomStreams.of(seed, "init/" + l + "/bias"))));
      width = blocks.get(l).outputs();
    }
    LayerKind output = kinds.get(kinds.size() - 1);
    Activation phi = output.activation();
    net = new Net(arena, blocks);
    objective = new BoundLoss(loss, phi);
    place = new Workplace(seed, capacity, arena, meter, net, new HeardLoss(objective, meter, blocks.size()), targets, output);
    boundRule = rule.bind(place);
    evaluation = place.activationsPerLayer();
    boolean differentiable = net.last().outputs() == targets && net.layers().stream().allMatch(l -> l.activation().differentiable());
    truth = watched && differentiable && loss.differentiable() ? place.backward((layer, batch) -> layer.weights()) : null;
    slopes = watched ? place.likePreActivations() : null;
    arena.close();
  }

  public Arena arena() {
    return arena;
  }

  public Meter meter() {
    return meter;
  }

  public Network network() {
    return net;
  }

  /** Are all layers synapses and an activation, and nothing else? */
  public boolean plain() {
    for (int l = 0; l < net.depth(); l++) {
      if (!net.block(l).plain()) {
        return false;
      }
    }
    return true;
  }

  /** Leaves the rule's gradient for the batch in the arena; returns the batch's mean loss. */
  public double learn(Batch batch) {
    place.live(batch.rows());
    net.begin(batch);
    arena.clear();
    double loss = boundRule.learn(batch);
    arena.settle();
    return loss;
  }

  /** The same while somebody listens to the rule. */
  public double learn(Batch batch, Watch watch) {
    meter.watch = watch;
    try {
      return learn(batch);
    } finally {
      meter.watch = null;
    }
  }

  /** The matrices that carried the error down when the rule was listened to: its own, valid until it learns again. */
  public List<Feedback> feedback(Watch watch) {
    List<Feedback> found = new ArrayList<>();
    for (int l = 0; l < net.depth() - 1; l++) {
      Carrier c = watch.carriers()[l];
      Matrix weights = c == null ? null : c.direct() ? above(l) : net.layer(l + 1).weights();
      if (weights == null) {
        continue;
      }
      Matrix carrier = c.turned() ? turned(c.matrix()) : c.matrix();
      if (carrier.rows() == weights.rows() && carrier.cols() == weights.cols()) {
        found.add(new Feedback("layer" + l, carrier, weights));
      }
    }
    return found;
  }

  /** The product of all weights above a layer, outputs of the network x outputs of the layer; null where layers are not plain. */
  private Matrix above(int l) {
    if (!plain()) {
      return null;
    }
    Matrix product = net.last().weights();
    for (int k = net.depth() - 2; k > l; k--) {
      Matrix w = net.layer(k).weights();
      product = new Work(product.rows(), w.cols(), new Meter()).multiply(product, w);
    }
    return product;
  }

  private static Matrix turned(Matrix m) {
    Work t = new Work(m.cols(), m.rows(), new Meter());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        t.data[c * m.rows() + r] = m.get(r, c);
      }
    }
    return t;
  }

  /** How the layers respond to the inputs of a batch when they predict; only where the learner is watched. */
  public List<Response> responses(Batch batch) {
    place.live(batch.rows());
    net.begin(null);
    net.forward(batch.inputs(), evaluation);
    List<Response> found = new ArrayList<>();
    for (int l = 0; l < net.depth(); l++) {
      Block b = net.block(l);
      boolean apart = b.plain() && b.activation() instanceof Activation.Elementwise && b.activation().differentiable();
      if (apart) {
        b.backwardActivation(evaluation[l], slopes[l].fill(1), slopes[l]);
      }
      found.add(new Response("layer" + l, evaluation[l].output(), apart ? slopes[l] : null));
    }
    return found;
  }

  /** Is a prediction the forward pass, so that the loss applies to it? */
  public boolean predictsForward() {
    return !(boundRule instanceof BoundRule.Predictor);
  }

  /** Can {@link #truth} be asked? */
  public boolean knowsTruth() {
    return truth != null;
  }

  /** Leaves the gradient that back-propagation finds for the batch in the arena. */
  public void truth(Batch batch) {
    place.live(batch.rows());
    net.begin(batch);
    arena.clear();
    truth.learn(batch);
    arena.settle();
  }

  /**
   * Fills {@code scores} with what the model says, as the rule predicts, and returns the mean loss: NaN where the
   * scores are not the network's output, so that the loss does not apply to them.
   *
   * @param each working memory, one number for each row
   */
  public double predict(View inputs, View targets, Work scores, Work each) {
    int keep = place.live();
    place.live(inputs.rows);
    net.begin(null);
    double loss = Double.NaN;
    if (boundRule instanceof BoundRule.Predictor p) {
      p.predict(inputs, scores);
    } else {
      Activations last = evaluation[evaluation.length - 1];
      net.forward(inputs, evaluation);
      scores.set(last.output());
      loss = objective.valueAndLosses(last, targets, each);
    }
    place.live(keep);
    return loss;
  }

  /** Fills all working memory with NaN, to show who relies on what it does not own. */
  public void poison() {
    place.poison();
  }

  /** Numbers in the matrices that the rule drew once. */
  public long constants() {
    return place.constants();
  }

  /** What the rule remembers, by name: the live arrays. */
  public Map<String, float[]> memory() {
    Map<String, float[]> m = new TreeMap<>();
    place.states().forEach((name, w) -> m.put(name, w.data));
    return m;
  }
}
