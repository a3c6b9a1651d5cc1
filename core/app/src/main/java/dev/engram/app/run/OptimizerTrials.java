package dev.engram.app.run;

import dev.engram.app.run.Finding.Kind;
import dev.engram.engine.network.Arena;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.spec.BadInput;
import dev.engram.engine.spec.RunSpec;
import dev.engram.engine.spec.SuiteReader;
import dev.engram.engine.train.GradientSource;
import dev.engram.engine.train.Runner;
import dev.engram.engine.train.Stepper;
import dev.engram.engine.store.Run;
import dev.engram.spi.Landscape;
import dev.engram.spi.Misfit;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** An optimizer beside ones that everybody knows: how far it comes on two functions, and what a step costs. */
final class OptimizerTrials {
  private static final String YARDSTICK = "sgd";
  private static final double YARDSTICK_RATE = 0.1;
  private static final String COST_YARDSTICK = "adam";
  private static final int STEPS = 2000;
  /** What the default rate is multiplied by: a rate that suits one function is no measure of a method. */
  private static final List<Double> FACTORS = List.of(1.0, 0.1, 0.01, 0.001);
  private static final int SIDE = 256;
  private static final int ROUNDS = 30;
  private static final long ROUND_NANOS = 20_000_000;

  private final SuiteReader reader;
  private final Runner runner;

  OptimizerTrials(SuiteReader reader, Runner runner) {
    this.reader = reader;
    this.runner = runner;
  }

  List<Finding> of(Entry entry) {
    List<Finding> found = new ArrayList<>();
    found.add(descent("a quadratic of curvatures 1 and 10", "{quadratic: {spectrum: [1, 10]}}", entry, true));
    found.add(descent("Rosenbrock's valley", "rosenbrock", entry, false));
    found.add(cost(entry.name()));
    return found;
  }

  private Finding descent(String name, String landscape, Entry entry, boolean required) {
    OptionalDouble own = OptionalDouble.empty();
    double yardstick;
    try {
      own = best(landscape, entry.name(), rate(entry));
      yardstick = best(landscape, YARDSTICK, OptionalDouble.of(YARDSTICK_RATE)).orElse(Double.POSITIVE_INFINITY);
    } catch (BadInput e) {
      return new Finding(Kind.SKIP, name + ": it cannot run with its defaults: " + e.problems().get(0).message());
    } catch (Misfit e) {
      return new Finding(Kind.SKIP, name + ": " + e.getMessage());
    } catch (RuntimeException e) {
      return new Finding(Kind.FAIL, name + ": it throws " + e);
    }
    String beside = String.format(Locale.ROOT, "; %s %.3g (best of rates x 1 .. 0.001)", YARDSTICK, yardstick);
    if (own.isEmpty()) {
      return new Finding(required ? Kind.FAIL : Kind.NOTE, name + ": it ran away, or comes no lower, at every rate" + beside);
    }
    String far = String.format(Locale.ROOT, "%s: %.3g after %d steps", name, own.getAsDouble(), STEPS);
    return new Finding(required ? Kind.PASS : Kind.NOTE, far + beside);
  }

  /** The lowest end below the start; empty where there is none. */
  private OptionalDouble best(String landscape, String name, OptionalDouble rate) throws BadInput {
    double best = Double.POSITIVE_INFINITY;
    double start = start(landscape);
    for (double factor : rate.isPresent() ? FACTORS : List.of(1.0)) {
      String optimizer = rate.isPresent() ? "{" + name + ": {rate: " + rate.getAsDouble() * factor + "}}" : name;
      best = Math.min(best, end(landscape, optimizer));
    }
    return best < start ? OptionalDouble.of(best) : OptionalDouble.empty();
  }

  /** Where its step has a size of that name, with a number for default. */
  private static OptionalDouble rate(Entry entry) {
    return entry.fields().stream().filter(f -> f.name().equals("rate")).flatMap(f -> f.standard().stream())
        .filter(s -> s.matches("[0-9.eE+-]+")).mapToDouble(Double::parseDouble).findFirst();
  }

  private double start(String landscape) throws BadInput {
    RunSpec.Descent task = (RunSpec.Descent) spec(landscape, YARDSTICK).task();
    Landscape f = task.landscape().get();
    double[] x = f.start();
    return f.value(x, new double[x.length]);
  }

  private RunSpec spec(String landscape, String optimizer) throws BadInput {
    String text = "landscape: " + landscape + "\noptimizer: " + optimizer + "\ntraining: {steps: " + STEPS + "}\n";
    return reader.run(text, "a trial of " + optimizer);
  }

  /** The last value; infinite where it ran away. */
  private double end(String landscape, String optimizer) throws BadInput {
    RunSpec spec = spec(landscape, optimizer);
    Run run = runner.run(new Runner.Label("", "", "", 1), spec, Map.of(), (step, total) -> { });
    if (!run.outcome().counts()) {
      return Double.POSITIVE_INFINITY;
    }
    return run.measurements().stream().filter(m -> m.metric().equals("loss"))
        .mapToDouble(m -> m.value()).reduce(Double.POSITIVE_INFINITY, (a, b) -> b);
  }

  private Finding cost(String name) {
    try {
      double own = nanos(name), adam = nanos(COST_YARDSTICK);
      return new Finding(Kind.NOTE, String.format(Locale.ROOT, "cost of a step: %.2f ns a weight; %s %.2f", own, COST_YARDSTICK, adam));
    } catch (BadInput e) {
      return new Finding(Kind.SKIP, "cost of a step: it cannot run with its defaults: " + e.problems().get(0).message());
    } catch (Misfit e) {
      return new Finding(Kind.SKIP, "cost of a step: " + e.getMessage());
    }
  }

  /** The fastest of some rounds, without what it takes to fill the gradient. */
  private double nanos(String optimizer) throws BadInput {
    Optimizer o = reader.run("landscape: rosenbrock\noptimizer: " + optimizer + "\ntraining: {steps: 1}\n", "the price of " + optimizer)
        .optimizer().get();
    Constant source = new Constant();
    Stepper stepper = new Stepper(source, o, 1);
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      source.nanos = 0;
      int steps = 0;
      long start = System.nanoTime(), now = start;
      while (now - start < ROUND_NANOS) {
        if (!stepper.step()) {
          throw new Misfit("its parameters run away under a gradient that does not change");
        }
        steps++;
        now = System.nanoTime();
      }
      best = Math.min(best, (double) (now - start - source.nanos) / steps / (SIDE * SIDE));
    }
    return best;
  }

  /** A layer of weights whose gradient is always the same. */
  private static final class Constant implements GradientSource {
    private final Arena arena = new Arena();
    private final float[] gradient = new float[SIDE * SIDE];
    private long nanos;

    Constant() {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (i % 17 - 8) * 1e-4f;
      }
      float[] start = new float[gradient.length];
      Arrays.fill(start, 0.1f);
      arena.add("weights", SIDE, SIDE, start, Set.of(Tag.WEIGHT));
      arena.close();
    }

    @Override
    public Arena arena() {
      return arena;
    }

    @Override
    public void next(long step) {
      // Every step is like the last.
    }

    @Override
    public double measure() {
      long start = System.nanoTime();
      System.arraycopy(gradient, 0, arena.gradient(), 0, gradient.length);
      nanos += System.nanoTime() - start;
      return 1;
    }

    @Override
    public Map<String, float[]> memory() {
      return Map.of();
    }
  }
}
