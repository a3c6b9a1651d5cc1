package dev.engram.testkit.contract;

import dev.engram.spi.Link;
import dev.engram.spi.LossFunction;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What every loss promises (CATALOGUE C), for all outputs and targets that it does not refuse. */
final class LossChecks {
  static final String MESSAGES = "it refuses with messages, and accepts something";
  static final String SLOPE = "its slope is that of its value: differences agree";
  static final String FUSED_SLOPE = "its fused error is the slope of its fused value: differences agree";
  static final String FUSED = "the fused form says the same as the loss through the activation";
  static final String OPTIMUM = "right answers cost least";
  static final String PLACE = "where in the arrays an example lies changes no bit";
  static final String BOUNDS = "it writes its own stretch of the output and nothing else";
  static final String FRUGAL = "a batch allocates nothing";

  private static final double BOUND = 5e-3;
  private static final double STEP = 1e-2;

  private final LossFunction loss;

  private LossChecks(LossFunction loss) {
    this.loss = loss;
  }

  static void add(Checks to, LossFunction loss) {
    LossChecks c = new LossChecks(loss);
    to.add(MESSAGES, c::messages);
    to.add(SLOPE, c::slope);
    to.add(FUSED_SLOPE, c::fusedSlope);
    to.add(FUSED, c::fused);
    to.add(OPTIMUM, c::optimum);
    to.add(PLACE, c::place);
    to.add(BOUNDS, c::bounds);
    to.add(FRUGAL, c::frugal);
  }

  private Verdict messages() {
    int refused = 0;
    for (Link link : Link.values()) {
      refused += message(loss.refuses(link), "the output " + link);
    }
    for (int targets : new int[] {1, 2, 5}) {
      refused += message(loss.refuses(new LossFunction.Targets(true, targets, false)), "classes in " + targets + " columns");
      refused += message(loss.refuses(new LossFunction.Targets(false, targets, false)), "a regression of " + targets + " numbers");
    }
    int cases = LossCase.of(loss).size();
    return cases == 0 ? Verdict.failed("expected to be of use for some output and some targets, found that "
        + "it refuses all")
        : Verdict.passed("%d refusals, %d examples accepted", refused, cases);
  }

  private static int message(String why, String what) {
    if (why != null && (why.isBlank() || why.contains("\n") || why.endsWith("."))) {
      throw new IllegalStateException("expected a reason without a full stop for refusing " + what
          + ", found '" + why + "'");
    }
    return why == null ? 0 : 1;
  }

  private float[] slopeOf(LossCase c) {
    float[] out = new float[c.width()];
    loss.slope(c.y(), c.t(), out, 0, c.width());
    return out;
  }

  /** Differences of a value in one number of an array; the width fits numbers that are near 0 or 1, as probabilities are. */
  private static Differences differences(float[] x, int i, ToDoubleFunction<float[]> value) {
    double near = Math.min(Math.abs(x[i]), Math.abs(1 - x[i])), h = STEP * Math.max(0.1, Math.min(1, near));
    float[] moved = x.clone();
    return Differences.of(v -> {
      moved[i] = (float) v;
      return value.applyAsDouble(moved);
    }, x[i], (float) h);
  }

  private Verdict slope() {
    double worst = 0;
    int n = 0, kinks = 0;
    for (LossCase c : LossCase.of(loss)) {
      float[] claimed = slopeOf(c);
      for (int i = 0; i < c.width(); i++) {
        Differences d = differences(c.y(), i, y -> loss.value(y, c.t(), 0, c.width()));
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
      LossFunction.Fused f = loss.fuse(c.phi().link());
      if (f == null) {
        continue;
      }
      float[] claimed = new float[c.width()], y = new float[c.width()];
      f.error(c.a(), c.y(), c.t(), claimed, 0, c.width());
      for (int i = 0; i < c.width(); i++) {
        Differences d = differences(c.a(), i, a -> {
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
      LossFunction.Fused f = loss.fuse(c.phi().link());
      if (f == null) {
        continue;
      }
      double chained = loss.value(c.y(), c.t(), 0, c.width()),
          value = f.value(c.a(), c.y(), c.t(), 0, c.width());
      float[] delta = slopeOf(c), error = new float[c.width()];
      c.phi().gate(c.a(), c.y(), delta, 1, c.width());
      f.error(c.a(), c.y(), c.t(), error, 0, c.width());
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

  private Verdict optimum() {
    int n = 0;
    for (LossCase c : LossCase.of(loss)) {
      String why = c.classes() ? classified(c) : equal(c);
      if (why == null) {
        n++;
      } else if (!why.isEmpty()) {
        return Verdict.failed("%s: %s", c.name(), why);
      }
    }
    return n == 0 ? Verdict.skipped("it accepts neither probabilities of classes nor numbers as they are")
        : Verdict.passed("%d examples", n);
  }

  /** A confident right answer costs no more than a confident wrong one. */
  private String classified(LossCase c) {
    if (c.phi().link() != Link.SOFTMAX && c.phi().link() != Link.SIGMOID) {
      return ""; // without bounds, an output can also be too right
    }
    float[] right = new float[c.width()], wrong = new float[c.width()];
    for (int i = 0; i < c.width(); i++) {
      right[i] = c.t()[i] > 0 ? 4 : -4;
      wrong[i] = -right[i];
    }
    c.phi().apply(right, right, 1, c.width());
    c.phi().apply(wrong, wrong, 1, c.width());
    double good = loss.value(right, c.t(), 0, c.width()), bad = loss.value(wrong, c.t(), 0, c.width());
    return good <= bad ? null
        : Text.of("expected the right answer to cost no more than the wrong one (%.6g), found %.6g", bad, good);
  }

  /** The right output is the target, or its logarithm where outputs are logarithms of what the targets are. */
  private String equal(LossCase c) {
    if (c.phi().link() != Link.IDENTITY) {
      return "";
    }
    float[] logarithms = new float[c.width()];
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] = (float) StrictMath.log(c.t()[i]);
    }
    String why = least(c, c.t());
    return why == null || least(c, logarithms) == null ? null : why;
  }

  /** Where the output is the right one, no step to either side costs less, and the slope there is one in between. */
  private String least(LossCase c, float[] right) {
    float[] slope = new float[c.width()];
    loss.slope(right, c.t(), slope, 0, c.width());
    for (int i = 0; i < c.width(); i++) {
      Differences d = differences(right, i, y -> loss.value(y, c.t(), 0, c.width()));
      if (d.left() > 2e-2 || d.right() < -2e-2) {
        return Text.of("expected the least loss where y = t, found slopes of %.4g and %.4g beside it",
            d.left(), d.right());
      }
      if (!(slope[i] >= d.left() - 2e-2 && slope[i] <= d.right() + 2e-2)) {
        return Text.of("expected a slope from %.4g to %.4g where y = t, found %.4g", d.left(), d.right(),
            slope[i]);
      }
    }
    return null;
  }

  private static float[] padded(float[] x, int from, int n) {
    float[] p = new float[n];
    Arrays.fill(p, Float.NaN);
    System.arraycopy(x, 0, p, from, x.length);
    return p;
  }

  private Verdict place() {
    List<LossCase> cases = LossCase.of(loss);
    for (LossCase c : cases) {
      int from = 5, to = from + c.width(), n = to + 4;
      float[] a = padded(c.a(), from, n), y = padded(c.y(), from, n), t = padded(c.t(), from, n),
          out = new float[n];
      double here = loss.value(c.y(), c.t(), 0, c.width()), there = loss.value(y, t, from, to);
      loss.slope(y, t, out, from, to);
      String d = Bits.difference(c.name() + ", slope", slopeOf(c), Arrays.copyOfRange(out, from, to));
      LossFunction.Fused f = loss.fuse(c.phi().link());
      if (f != null && d == null) {
        float[] error = new float[c.width()];
        f.error(c.a(), c.y(), c.t(), error, 0, c.width());
        f.error(a, y, t, out, from, to);
        d = Bits.difference(c.name() + ", fused error", error, Arrays.copyOfRange(out, from, to));
        here += f.value(c.a(), c.y(), c.t(), 0, c.width());
        there += f.value(a, y, t, from, to);
      }
      if (d != null || !Bits.same(here, there)) {
        return Verdict.failed("%s, moved to index %d among NaN", d == null
            ? Text.of("%s: expected the value %s, found %s", c.name(), here, there) : d, from);
      }
    }
    return Verdict.passed("%d examples at index 0 and at index 5 among NaN", cases.size());
  }

  private Verdict bounds() {
    List<LossCase> cases = LossCase.of(loss);
    for (LossCase c : cases) {
      int from = 3, to = from + c.width(), n = to + 3;
      float[][] in = {padded(c.a(), from, n), padded(c.y(), from, n), padded(c.t(), from, n)};
      float[][] kept = {in[0].clone(), in[1].clone(), in[2].clone()};
      float[] out = new float[n];
      Arrays.fill(out, 77);
      loss.value(in[1], in[2], from, to);
      loss.slope(in[1], in[2], out, from, to);
      LossFunction.Fused f = loss.fuse(c.phi().link());
      if (f != null) {
        f.value(in[0], in[1], in[2], from, to);
        f.error(in[0], in[1], in[2], out, from, to);
      }
      for (int i = 0; i < 3; i++) {
        String d = Bits.difference(c.name() + ", " + List.of("a", "y", "t").get(i), kept[i], in[i]);
        if (d != null) {
          return Verdict.failed("%s; these arrays are only read", d);
        }
      }
      for (int i = 0; i < n; i++) {
        if ((i < from || i >= to) && out[i] != 77) {
          return Verdict.failed("%s: expected only %d to %d of the output written, found index %d written",
              c.name(), from, to - 1, i);
        }
        if (i >= from && i < to && !Float.isFinite(out[i])) {
          return Verdict.failed("%s: expected a finite slope, found %s at index %d", c.name(), out[i], i);
        }
      }
    }
    return Verdict.passed("%d examples", cases.size());
  }

  /** One round is all examples, by each of its functions. */
  private Verdict frugal() {
    LossCase[] cases = LossCase.of(loss).toArray(LossCase[]::new);
    LossFunction.Fused[] fused = new LossFunction.Fused[cases.length];
    int widest = 0;
    for (int k = 0; k < cases.length; k++) {
      fused[k] = loss.fuse(cases[k].phi().link());
      widest = Math.max(widest, cases[k].width());
    }
    float[] out = new float[widest];
    return Allocation.ofSteps(() -> {
      for (int k = 0; k < cases.length; k++) {
        LossCase c = cases[k];
        loss.value(c.y(), c.t(), 0, c.width());
        loss.slope(c.y(), c.t(), out, 0, c.width());
        if (fused[k] != null) {
          fused[k].value(c.a(), c.y(), c.t(), 0, c.width());
          fused[k].error(c.a(), c.y(), c.t(), out, 0, c.width());
        }
      }
    }, Allocation.SOME);
  }
}
