package dev.engram.testkit.contract;

import dev.engram.spi.LossFunction;
import java.util.Arrays;

/** The slope of a loss is that of its value, also where it is fused with the activation below. */
final class LossSlopeChecks {
  static final String SLOPE = "its slope is that of its value: differences agree";
  static final String FUSED_SLOPE = "its fused error is the slope of its fused value: differences agree";
  static final String FUSED = "the fused form says the same as the loss through the activation";

  private static final double BOUND = 5e-3;

  private final LossFunction loss;

  private LossSlopeChecks(LossFunction loss) {
    this.loss = loss;
  }

  static void add(Checks to, LossFunction loss) {
    LossSlopeChecks c = new LossSlopeChecks(loss);
    to.add(SLOPE, c::slope);
    to.add(FUSED_SLOPE, c::fusedSlope);
    to.add(FUSED, c::fused);
  }

  private Verdict slope() {
    double worst = 0;
    int n = 0, kinks = 0;
    for (LossCase c : LossCase.of(loss)) {
      float[] claimed = c.slope(loss);
      for (int i = 0; i < c.width(); i++) {
        Differences d = Differences.inOne(c.y(), i, y -> loss.value(y, c.t(), 0, c.width()));
        if (d.kinked()) {
          kinks++;
          continue;
        }
        n++;
        double off = d.off(claimed[i], 0.1);
        if (!(off < BOUND)) {
          return Verdict.failed("%s, y = %s, t = %s: expected the slope %.6g in y[%d], found %.6g", c.name(),
              Arrays.toString(c.y()), Arrays.toString(c.t()), d.slope(), i, claimed[i]);
        }
        worst = Math.max(worst, off);
      }
    }
    return n > kinks ? Verdict.passed("%d slopes, largest relative error %.1e", n, worst)
        : Verdict.failed("expected a value with a slope, found one that leaps or bends at %d of %d points",
            kinks, n + kinks);
  }

  private Verdict fusedSlope() {
    double worst = 0;
    int n = 0;
    for (LossCase c : LossCase.of(loss)) {
      LossFunction.Fused f = loss.fuse(c.phi().outputFunction());
      if (f == null) {
        continue;
      }
      float[] claimed = new float[c.width()], y = new float[c.width()];
      f.gradient(c.a(), c.y(), c.t(), claimed, 0, c.width());
      for (int i = 0; i < c.width(); i++) {
        Differences d = Differences.inOne(c.a(), i, a -> {
          c.phi().apply(a, y, 1, y.length);
          return f.value(a, y, c.t(), 0, y.length);
        });
        double off = d.off(claimed[i], 0.1);
        if (!d.kinked() && !(off < BOUND)) {
          return Verdict.failed("%s, a = %s, t = %s: expected the error %.6g at a[%d], found %.6g", c.name(),
              Arrays.toString(c.a()), Arrays.toString(c.t()), d.slope(), i, claimed[i]);
        }
        worst = d.kinked() ? worst : Math.max(worst, off);
        n++;
      }
    }
    return n == 0 ? Verdict.skipped("it has no fused form")
        : Verdict.passed("%d errors, largest relative difference %.1e", n, worst);
  }

  private Verdict fused() {
    double worst = 0;
    int n = 0;
    for (LossCase c : LossCase.of(loss)) {
      LossFunction.Fused f = loss.fuse(c.phi().outputFunction());
      if (f == null) {
        continue;
      }
      double chained = loss.value(c.y(), c.t(), 0, c.width()),
          value = f.value(c.a(), c.y(), c.t(), 0, c.width());
      float[] delta = c.slope(loss), error = new float[c.width()];
      c.phi().backward(c.a(), c.y(), delta, 1, c.width());
      f.gradient(c.a(), c.y(), c.t(), error, 0, c.width());
      double off = Math.abs(value - chained) / Math.max(1, Math.abs(chained));
      for (int i = 0; i < c.width(); i++) {
        off = Math.max(off, Math.abs((double) error[i] - delta[i]) / Math.max(0.1, Math.abs(delta[i])));
      }
      if (!(off < 1e-4)) {
        return Verdict.failed("%s, a = %s: expected value %.7g and error %s, found %.7g and %s", c.name(),
            Arrays.toString(c.a()), chained, Arrays.toString(delta), value, Arrays.toString(error));
      }
      worst = Math.max(worst, off);
      n++;
    }
    return n == 0 ? Verdict.skipped("it has no fused form")
        : Verdict.passed("%d examples, largest relative difference %.1e", n, worst);
  }
}
