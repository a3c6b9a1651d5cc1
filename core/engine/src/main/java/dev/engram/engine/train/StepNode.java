package dev.engram.engine.train;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.network.Work;
import dev.engram.spi.Misfit;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A step as one optimizer sees it: its stretch of the arena, its slots, and the optimizers inside it. Lives as long as
 * the run, so that a step allocates nothing.
 */
final class StepNode implements Step {
  private static final Predicate<Parameter> ALL = p -> true;

  private final Stepper stepper;
  /** Path of this node's slots, with a slash at the end; "" for the outermost optimizer. */
  private final String scope;
  private final List<Parameter> parameters;
  /** Why it may not evaluate; "" where it may. */
  private final String barred;
  private final Named<float[]> slots = new Named<>();
  private final List<Owned> matrices = new ArrayList<>();
  private final Named<Number> scalars = new Named<>();
  /** Under one name there is one for each shape: a method that loops over matrices finds all of them again. */
  private final List<Shaped> scratches = new ArrayList<>();
  private final List<Doubles> doubles = new ArrayList<>();
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
  /** A saved run whose slots are taken over as they are asked for. */
  private Snapshot awaited;

  StepNode(Stepper stepper, String scope, List<Parameter> parameters, String barred) {
    this.stepper = stepper;
    this.scope = scope;
    this.parameters = parameters;
    this.barred = barred;
    from = parameters.get(0).from();
    to = parameters.get(parameters.size() - 1).to();
  }

  void narrow(int from, int to) {
    this.from = from;
    this.to = to;
  }

  void await(Snapshot s) {
    awaited = s;
  }

  /** Throws {@link Misfit} where the optimizer cannot step one of the parameters. */
  void admit(Optimizer o) {
    for (Parameter p : parameters) {
      if (!o.handles(p)) {
        throw new Misfit(o.getClass().getSimpleName() + " cannot step " + p.name() + " (" + p.rows() + "x" + p.cols()
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

  /** What a slot was when the run was saved: the array itself, which the view may be; null where there is none. */
  private float[] saved(String path) {
    return awaited == null ? null : awaited.slots().get(scope + path);
  }

  @Override
  public float[] slot(String name) {
    float[] a = slots.get(name);
    return a != null ? a : slot(name, 0);
  }

  @Override
  public float[] slot(String name, float start) {
    float[] a = slots.get(name);
    if (a == null) {
      a = saved(name);
      if (a == null) {
        a = new float[stepper.arena().theta().length];
        if (start != 0) {
          Arrays.fill(a, start);
        }
      }
      slots.put(name, a);
    }
    return a;
  }

  @Override
  public float[] slot(String name, float[] start) {
    float[] a = slots.get(name);
    if (a == null) {
      a = saved(name);
      slots.put(name, a == null ? a = start.clone() : a);
    }
    return a;
  }

  @Override
  public Scratch slot(Parameter p, String name, int rows, int cols, float diagonal) {
    for (int i = 0; i < matrices.size(); i++) {
      Owned m = matrices.get(i);
      if (m.owner == p && m.name.equals(name)) {
        return m.work;
      }
    }
    Owned m = new Owned(p, name, new Work(rows, cols, stepper.meter()));
    float[] data = m.work.data(), saved = saved(m.path());
    if (saved != null) {
      System.arraycopy(saved, 0, data, 0, saved.length);
    } else {
      for (int i = 0; i < Math.min(rows, cols); i++) {
        data[i * cols + i] = diagonal;
      }
    }
    matrices.add(m);
    return m.work;
  }

  @Override
  public Scalar scalar(String name, double start) {
    Number n = scalars.get(name);
    if (n == null) {
      Double saved = awaited == null ? null : awaited.scalars().get(scope + name);
      n = new Number(saved == null ? start : saved);
      scalars.put(name, n);
    }
    return n;
  }

  @Override
  public Scratch scratch(String name, int rows, int cols) {
    for (int i = 0; i < scratches.size(); i++) {
      Shaped s = scratches.get(i);
      if (s.work.rows() == rows && s.work.cols() == cols && s.name.equals(name)) {
        return s.work;
      }
    }
    Work w = new Work(rows, cols, stepper.meter());
    scratches.add(new Shaped(name, w));
    return w;
  }

  @Override
  public double[] scratch(String name, int length) {
    for (int i = 0; i < doubles.size(); i++) {
      Doubles d = doubles.get(i);
      if (d.numbers.length == length && d.name.equals(name)) {
        return d.numbers;
      }
    }
    Doubles d = new Doubles(name, new double[length]);
    doubles.add(d);
    return d.numbers;
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
  public void view(float[] slot) {
    if (slot != shown) {
      String name = slots.nameOf(slot);
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
      throw new Misfit(barred);
    }
    if (rewrittenAt == t()) {
      throw new Misfit("an optimizer that evaluates again has to come first");
    }
    return stepper.evaluate(point);
  }

  @Override
  public void inner(String name, Optimizer o) {
    inner(name, o, ALL);
  }

  @Override
  public void inner(String name, Optimizer o, Predicate<Parameter> which) {
    StepNode n = inner.get(name);
    if (n == null) {
      List<Parameter> part = parameters.stream().filter(which).toList();
      if (part.isEmpty()) {
        return;
      }
      for (int i = 1; i < part.size(); i++) {
        if (part.get(i).from() != part.get(i - 1).to()) {
          throw new Misfit(part.get(i - 1).name() + " and " + part.get(i).name() + " are no neighbours in the arena, so one optimizer cannot step just them");
        }
      }
      String why = part.size() < parameters.size() ? "an optimizer that evaluates again cannot step a part of the parameters" : barred;
      n = new StepNode(stepper, scope + name + "/", part, why);
      n.admit(o);
      n.await(awaited);
      inner.put(name, n);
    }
    n.rewrittenAt = rewrittenAt;
    o.rewrite(n);
    rewrittenAt = t();
  }

  long bytes() {
    long b = 8L * scalars.size();
    for (int i = 0; i < slots.size(); i++) {
      b += 4L * (to - from);
    }
    for (int i = 0; i < matrices.size(); i++) {
      b += 4L * matrices.get(i).work.data().length;
    }
    for (int i = 0; i < inner.size(); i++) {
      b += inner.value(i).bytes();
    }
    return b;
  }

  void save(Map<String, float[]> arrays, Map<String, Double> numbers) {
    for (int i = 0; i < slots.size(); i++) {
      arrays.put(scope + slots.name(i), slots.value(i).clone());
    }
    for (int i = 0; i < matrices.size(); i++) {
      arrays.put(scope + matrices.get(i).path(), matrices.get(i).work.data().clone());
    }
    for (int i = 0; i < scalars.size(); i++) {
      numbers.put(scope + scalars.name(i), scalars.value(i).get());
    }
    for (int i = 0; i < inner.size(); i++) {
      inner.value(i).save(arrays, numbers);
    }
  }

  /** A matrix of one parameter. */
  private record Owned(Parameter owner, String name, Work work) {
    String path() {
      return owner.name() + "/" + name;
    }
  }

  private record Shaped(String name, Work work) {}

  private record Doubles(String name, double[] numbers) {}

  private static final class Number implements Scalar {
    private double v;

    Number(double v) {
      this.v = v;
    }

    @Override
    public double get() {
      return v;
    }

    @Override
    public void set(double v) {
      this.v = v;
    }
  }
}
