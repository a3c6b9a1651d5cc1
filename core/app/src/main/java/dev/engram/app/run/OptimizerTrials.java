package dev.engram.app.run;

import dev.engram.app.run.Finding.Kind;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.network.Arena;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.Stepper;
import dev.engram.engine.store.Run;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter.Tag;
import java.math.BigDecimal;
import java.math.MathContext;
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
  private static final List<Double> FACTORS = List.of(1.0, 100.0, 10.0, 0.1, 0.01, 0.001);
  private static final int SIDE = 256;
  private static final int ROUNDS = 30;
  private static final long ROUND_NANOS = 20_000_000;

  private final SuiteReader reader;
  private final Runner runner;

  OptimizerTrials(SuiteReader reader, Runner runner) {
    this.reader = reader;
    this.runner = runner;
  }

  List<Finding> of(Asked asked) {
    List<Finding> found = new ArrayList<>();
    found.add(descent("a quadratic of curvatures 1 and 10", "{quadratic: {spectrum: [1, 10]}}", asked, true));
    found.add(descent("Rosenbrock's valley", "rosenbrock", asked, false));
    found.add(cost(asked.written()));
    return found;
  }

  /** How low one came, and in which form it was tried. */
  private record End(double value, String how) {}

  private Finding descent(String name, String landscape, Asked asked, boolean required) {
    End own, yardstick;
    double start;
    try {
      start = start(landscape);
      own = best(landscape, asked.written(), asked.entry().name(), rate(asked.entry()));
      yardstick = best(landscape, YARDSTICK, YARDSTICK, OptionalDouble.of(YARDSTICK_RATE));
    } catch (InvalidInputException e) {
      return new Finding(Kind.SKIP, name + ": it cannot run: " + e.problems().get(0).message());
    } catch (IncompatibleException e) {
      return new Finding(Kind.SKIP, name + ": " + e.getMessage());
    } catch (RuntimeException e) {
      return new Finding(Kind.FAIL, name + ": it throws " + e);
    }
    String beside = String.format(Locale.ROOT, "; %s %.3g%s (the best of %d rates)", YARDSTICK, yardstick.value, yardstick.how, FACTORS.size());
    if (!(own.value < start)) {
      return new Finding(required ? Kind.FAIL : Kind.NOTE, name + ": it ran away, or comes no lower, at every rate" + beside);
    }
    String far = String.format(Locale.ROOT, "%s: %.3g after %d steps%s", name, own.value, STEPS, own.how);
    return new Finding(required ? Kind.PASS : Kind.NOTE, far + beside);
  }

  /** The lowest end. One without a rate may be made to stand before another in a chain, such as a clip or a decay. */
  private End best(String landscape, String written, String name, OptionalDouble rate) throws InvalidInputException {
    End best = rate.isPresent() ? new End(Double.POSITIVE_INFINITY, "") : new End(end(landscape, written, List.of()), "");
    double unit = rate.orElse(YARDSTICK_RATE);
    InvalidInputException refused = null;
    for (double factor : FACTORS) {
      String at = BigDecimal.valueOf(unit * factor).round(new MathContext(3)).stripTrailingZeros().toPlainString();
      try {
        double end = rate.isPresent() ? end(landscape, written, List.of("optimizer." + name + ".rate=" + at))
            : end(landscape, "[" + written + ", {" + YARDSTICK + ": {rate: " + at + "}}]", List.of());
        best = end < best.value ? new End(end, (rate.isPresent() ? " at a rate of " : " before " + YARDSTICK + " at a rate of ") + at) : best;
      } catch (InvalidInputException e) {
        refused = e; // such as a rate that it does not allow
      }
    }
    if (refused != null && Double.isInfinite(best.value)) {
      throw refused;
    }
    return best;
  }

  /** Where its step has a size of that name, with a number for default. */
  private static OptionalDouble rate(Entry entry) {
    return entry.hyperparameters().stream().filter(f -> f.name().equals("rate")).flatMap(f -> f.defaultValue().stream())
        .filter(s -> s.matches("[0-9.eE+-]+")).mapToDouble(Double::parseDouble).findFirst();
  }

  private double start(String landscape) throws InvalidInputException {
    RunSpec.Descent task = (RunSpec.Descent) spec(landscape, YARDSTICK, List.of()).task();
    Landscape f = task.landscape().get();
    double[] x = f.start();
    return f.value(x, new double[x.length]);
  }

  private RunSpec spec(String landscape, String optimizer, List<String> sets) throws InvalidInputException {
    String text = "landscape: " + landscape + "\noptimizer: " + optimizer + "\ntraining: {steps: " + STEPS + "}\n";
    return reader.readRun(text, "a trial of " + optimizer, sets);
  }

  /** The last value; infinite where it ran away. */
  private double end(String landscape, String optimizer, List<String> sets) throws InvalidInputException {
    RunSpec spec = spec(landscape, optimizer, sets);
    Run run = runner.run(new Runner.RunId("", "", "", 1), spec, Map.of(), (step, total) -> { });
    if (!run.outcome().hasResults()) {
      return Double.POSITIVE_INFINITY;
    }
    return run.measurements().stream().filter(m -> m.metric().equals("loss"))
        .mapToDouble(m -> m.value()).reduce(Double.POSITIVE_INFINITY, (a, b) -> b);
  }

  private Finding cost(String written) {
    try {
      Price own = new Price(optimizer(written)), adam = new Price(optimizer(COST_YARDSTICK));
      // In turn, so that whatever else the machine does falls on both.
      for (int round = 0; round < ROUNDS; round++) {
        own.measure();
        adam.measure();
      }
      return new Finding(Kind.NOTE, String.format(Locale.ROOT, "cost of a step: %.2f ns a weight; %s %.2f", own.least, COST_YARDSTICK, adam.least));
    } catch (InvalidInputException e) {
      return new Finding(Kind.SKIP, "cost of a step: it cannot run: " + e.problems().get(0).message());
    } catch (IncompatibleException e) {
      return new Finding(Kind.SKIP, "cost of a step: " + e.getMessage());
    } catch (RuntimeException e) {
      return new Finding(Kind.FAIL, "cost of a step: it throws " + e);
    }
  }

  private Optimizer optimizer(String written) throws InvalidInputException {
    return reader.readRun("landscape: rosenbrock\noptimizer: " + written + "\ntraining: {steps: 1}\n", "the price of " + written).optimizer().get();
  }

  /** What a step costs for each weight: the fastest of some rounds, without what it takes to fill the gradient. */
  private static final class Price {
    private final Swinging source = new Swinging();
    private final Stepper stepper;
    private double least = Double.POSITIVE_INFINITY;

    Price(Optimizer o) {
      stepper = new Stepper(source, o, 1);
    }

    void measure() {
      source.nanos = 0;
      int steps = 0;
      long start = System.nanoTime(), now = start;
      while (now - start < ROUND_NANOS) {
        if (!stepper.step()) {
          throw new IncompatibleException("its parameters run away under a gradient that swings to and fro");
        }
        steps++;
        now = System.nanoTime();
      }
      least = Math.min(least, (double) (now - start - source.nanos) / steps / (SIDE * SIDE));
    }
  }

  /** A layer of weights whose gradient turns round at every step, so that nobody gets far. */
  private static final class Swinging implements GradientSource {
    private final Arena arena = new Arena();
    private final float[] there = new float[SIDE * SIDE];
    private final float[] back = new float[SIDE * SIDE];
    private long step;
    private long nanos;

    Swinging() {
      for (int i = 0; i < there.length; i++) {
        there[i] = (i % 17 - 8) * 1e-4f;
        back[i] = -there[i];
      }
      float[] start = new float[there.length];
      Arrays.fill(start, 0.1f);
      arena.add("weights", SIDE, SIDE, start, Set.of(Tag.WEIGHT));
      arena.close();
    }

    @Override
    public Arena arena() {
      return arena;
    }

    @Override
    public void beginStep(long step) {
      this.step = step;
    }

    @Override
    public double computeGradient() {
      long start = System.nanoTime();
      System.arraycopy(step % 2 == 0 ? there : back, 0, arena.gradient(), 0, there.length);
      nanos += System.nanoTime() - start;
      return 1;
    }

    @Override
    public Map<String, float[]> ruleState() {
      return Map.of();
    }
  }
}
