package dev.engram.engine.train;

import dev.engram.engine.kernel.Kernels;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A step as one optimizer sees it: its stretch of the arena, what it keeps, and the optimizers inside it. Lives as long
 * as the run, so that a step allocates nothing.
 */
final class StepNode implements Step {
  private static final Predicate<Parameter> ALL = p -> true;

  private final Stepper stepper;
  /** Path of what this node keeps, with a slash at the end; "" for the outermost optimizer. */
  private final String scope;
  private final List<Parameter> parameters;
  /** Why it may not evaluate; "" where it may. */
  private final String barred;
  private final OptimizerState state;
  private final OptimizerScratch scratch;
  private final Named<StepNode> inner = new Named<>();
  /** Paths of the streams asked for, by name. */
  private final Named<String> streams = new Named<>();
  /** The slot that was last asked to be evaluated, and its path. */
  private float[] shown;
  private String shownPath;
  private int from;
  private int to;
  /** Has an inner optimizer rewritten the gradient in this step? Then another point's gradient has no place in it. */
  private long rewrittenAt;

  StepNode(Stepper stepper, String scope, List<Parameter> parameters, String barred) {
    this.stepper = stepper;
    this.scope = scope;
    this.parameters = parameters;
    this.barred = barred;
    state = new OptimizerState(scope, stepper.arena().theta().length, stepper.meter());
    scratch = new OptimizerScratch(stepper.meter());
    from = parameters.get(0).from();
    to = parameters.get(parameters.size() - 1).to();
  }

  void narrow(int from, int to) {
    this.from = from;
    this.to = to;
  }

  void await(Snapshot s) {
    state.await(s);
  }

  /** Throws {@link IncompatibleException} where the optimizer cannot step one of the parameters. */
  void admit(Optimizer o) {
    for (Parameter p : parameters) {
      if (!o.supports(p)) {
        throw new IncompatibleException(o.getClass().getSimpleName() + " cannot step " + p.name() + " (" + p.rows() + "x" + p.cols()
            + "); give that parameter to another optimizer");
      }
    }
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public long t() {
    return stepper.t();
  }

  @Override
  public double loss() {
    return stepper.loss();
  }

  @Override
  public float[] theta() {
    return stepper.arena().theta();
  }

  @Override
  public float[] gradient() {
    return stepper.arena().gradient();
  }

  @Override
  public float[] slot(String name) {
    return state.slot(name);
  }

  @Override
  public float[] slot(String name, float start) {
    return state.slot(name, start);
  }

  @Override
  public float[] slot(String name, float[] start) {
    return state.slot(name, start);
  }

  @Override
  public Scratch slot(Parameter p, String name, int rows, int cols, float diagonal) {
    return state.matrix(p, name, rows, cols, diagonal);
  }

  @Override
  public Scalar scalar(String name, double start) {
    return state.scalar(name, start);
  }

  @Override
  public Scratch scratch(String name, int rows, int cols) {
    return scratch.matrix(name, rows, cols);
  }

  @Override
  public double[] scratch(String name, int length) {
    return scratch.doubles(name, length);
  }

  @Override
  public Rng random(String name) {
    String path = streams.get(name);
    if (path == null) {
      path = scope + name;
      streams.put(name, path);
    }
    return stepper.streams().of(path);
  }

  @Override
  public double dot(float[] a, float[] b) {
    return Kernels.dot(a, b, from, to);
  }

  @Override
  public double dot(Parameter p, float[] a, float[] b) {
    return Kernels.dot(a, b, p.from(), p.to());
  }

  @Override
  public void useForEvaluation(float[] slot) {
    if (slot != shown) {
      String name = state.nameOf(slot);
      if (name == null) {
        throw new IllegalArgumentException("only a slot can be evaluated in place of the parameters");
      }
      shown = slot;
      shownPath = scope + name;
    }
    stepper.view(shown, shownPath);
  }

  @Override
  public double evaluate(float[] point) {
    if (!barred.isEmpty()) {
      throw new IncompatibleException(barred);
    }
    if (rewrittenAt == t()) {
      throw new IncompatibleException("an optimizer that evaluates again has to come first");
    }
    return stepper.evaluate(point);
  }

  @Override
  public void updateWith(String name, Optimizer o) {
    updateWith(name, o, ALL);
  }

  @Override
  public void updateWith(String name, Optimizer o, Predicate<Parameter> which) {
    StepNode n = inner.get(name);
    if (n == null) {
      List<Parameter> part = parameters.stream().filter(which).toList();
      if (part.isEmpty()) {
        return;
      }
      for (int i = 1; i < part.size(); i++) {
        if (part.get(i).from() != part.get(i - 1).to()) {
          throw new IncompatibleException(part.get(i - 1).name() + " and " + part.get(i).name() + " are no neighbours in the arena, so one optimizer cannot step just them");
        }
      }
      String why = part.size() < parameters.size() ? "an optimizer that evaluates again cannot step a part of the parameters" : barred;
      n = new StepNode(stepper, scope + name + "/", part, why);
      n.admit(o);
      n.await(state.awaited());
      inner.put(name, n);
    }
    n.rewrittenAt = rewrittenAt;
    o.update(n);
    rewrittenAt = t();
  }

  void sweep() {
    state.sweep();
    for (int i = 0; i < inner.size(); i++) {
      inner.value(i).sweep();
    }
  }

  long bytes() {
    long b = state.bytes(to - from);
    for (int i = 0; i < inner.size(); i++) {
      b += inner.value(i).bytes();
    }
    return b;
  }

  void save(Map<String, float[]> arrays, Map<String, Double> numbers) {
    state.save(arrays, numbers);
    for (int i = 0; i < inner.size(); i++) {
      inner.value(i).save(arrays, numbers);
    }
  }
}
