package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Activation;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Rng;
import java.util.Arrays;

/** What every activation promises. */
final class ActivationChecks {
  static final String GATE = "its gate is the transposed slope of its value: differences agree";
  static final String SYMMETRIC =
      "its Jacobian is symmetric, so that the gate carries tangents forward as well";
  static final String IN_PLACE = "it works in place";
  static final String ROWS = "no row depends on another";
  static final String BOUNDS = "it writes the living numbers of its result and nothing else";
  static final String MIN = "nothing smaller than its min() comes out, and never NaN";
  static final String FRUGAL = "a layer allocates nothing";
  static final String LINK = "it is the function that its link names";

  private static final int ROWS_N = 6;
  private static final int COLS = 4;
  private static final double BOUND = 5e-3;

  private final Activation phi;
  private final float[] a;
  private final float[] h;

  private ActivationChecks(Activation phi) {
    this.phi = phi;
    a = normal("a", 1.5f);
    h = new float[a.length];
  }

  static void add(Checks to, Activation phi) {
    to.add(GATE, () -> new ActivationChecks(phi).gate());
    to.add(SYMMETRIC, () -> new ActivationChecks(phi).symmetric());
    to.add(IN_PLACE, () -> new ActivationChecks(phi).inPlace());
    to.add(ROWS, () -> new ActivationChecks(phi).rows());
    to.add(BOUNDS, () -> new ActivationChecks(phi).bounds());
    to.add(MIN, () -> new ActivationChecks(phi).min());
    to.add(LINK, () -> new ActivationChecks(phi).link());
    to.add(FRUGAL, () -> new ActivationChecks(phi).frugal());
  }

  private Verdict frugal() {
    float[] delta = normal("delta", 1);
    return Allocation.ofSteps(() -> {
      phi.apply(a, h, ROWS_N, COLS);
      phi.backward(a, h, delta, ROWS_N, COLS);
    }, Allocation.MANY);
  }

  private static float[] normal(String name, float size) {
    Rng rng = RandomStreams.of(5, "activation/" + name);
    float[] x = new float[ROWS_N * COLS];
    for (int i = 0; i < x.length; i++) {
      x[i] = size * rng.gaussian();
    }
    return x;
  }

  private float[] gated(float[] delta) {
    float[] d = delta.clone();
    phi.apply(a, h, ROWS_N, COLS);
    phi.backward(a, h, d, ROWS_N, COLS);
    return d;
  }

  /** For each number of the input: the derivative of delta' phi, against the gate of delta. */
  private Verdict gate() {
    if (!phi.differentiable()) {
      return Verdict.skipped("it has no slope that is good for learning");
    }
    float[] delta = normal("delta", 1), claimed = gated(delta);
    double worst = 0;
    int kinks = 0;
    for (int i = 0; i < a.length; i++) {
      int from = i / COLS * COLS;
      float[] x = Arrays.copyOfRange(a, from, from + COLS), y = new float[COLS];
      int at = i - from;
      Differences d = Differences.of(v -> {
        x[at] = (float) v;
        phi.apply(x, y, 1, COLS);
        double sum = 0;
        for (int j = 0; j < COLS; j++) {
          sum += (double) delta[from + j] * y[j];
        }
        return sum;
      }, a[i], 0x1p-6);
      if (d.kinked()) {
        kinks++;
        continue;
      }
      double off = d.off(claimed[i], 0.1);
      if (!(off < BOUND)) {
        return Verdict.failed("at a = %s expected the gate %.6g, found %.6g", a[i], d.slope(), claimed[i]);
      }
      worst = Math.max(worst, off);
    }
    return kinks < a.length / 2
        ? Verdict.passed("%d points, largest relative error %.1e", a.length - kinks, worst)
        : Verdict.failed("expected a function with a slope, found one that leaps or bends at %d of %d "
            + "points; or let smooth() be false", kinks, a.length);
  }

  /** u' J v = v' J u for two directions. */
  private Verdict symmetric() {
    if (phi instanceof Activation.Elementwise) {
      return Verdict.passed("elementwise: diagonal");
    }
    float[] u = normal("u", 1), v = normal("v", 1), ju = gated(u), jv = gated(v);
    for (int r = 0; r < ROWS_N; r++) {
      double one = 0, other = 0, size = 0;
      for (int i = r * COLS; i < (r + 1) * COLS; i++) {
        one += (double) v[i] * ju[i];
        other += (double) u[i] * jv[i];
        size += Math.abs(v[i] * ju[i]) + Math.abs(u[i] * jv[i]);
      }
      if (!(Math.abs(one - other) <= 1e-5 * (size + 1e-3))) {
        return Verdict.failed("expected v'J'u = u'J'v in a row, found %.6g and %.6g; the engine relies on "
            + "it for tangents", one, other);
      }
    }
    return Verdict.passed("%d rows", ROWS_N);
  }

  private Verdict inPlace() {
    float[] x = a.clone();
    phi.apply(a, h, ROWS_N, COLS);
    phi.apply(x, x, ROWS_N, COLS);
    String d = Bits.difference("result in place", h, x);
    return d == null ? Verdict.passed("%d numbers", h.length) : Verdict.failed("%s", d);
  }

  private Verdict rows() {
    float[] delta = normal("delta", 1), all = gated(delta);
    for (int r = 0; r < ROWS_N; r++) {
      float[] x = Arrays.copyOfRange(a, r * COLS, (r + 1) * COLS), y = new float[COLS],
          d = Arrays.copyOfRange(delta, r * COLS, (r + 1) * COLS);
      phi.apply(x, y, 1, COLS);
      phi.backward(x, y, d, 1, COLS);
      String why = Bits.difference("row " + r + " alone", Arrays.copyOfRange(h, r * COLS, (r + 1) * COLS), y);
      why = why == null ? Bits.difference("gate of row " + r + " alone",
          Arrays.copyOfRange(all, r * COLS, (r + 1) * COLS), d) : why;
      if (why != null) {
        return Verdict.failed("%s", why);
      }
    }
    return Verdict.passed("%d rows together and one by one", ROWS_N);
  }

  private Verdict bounds() {
    int live = (ROWS_N - 2) * COLS;
    float[] x = a.clone(), y = new float[a.length], d = normal("delta", 1), keep = d.clone();
    Arrays.fill(y, 77);
    phi.apply(x, y, ROWS_N - 2, COLS);
    String why = Bits.difference("pre-activations after apply", a, x);
    float[] result = y.clone();
    phi.backward(x, y, d, ROWS_N - 2, COLS);
    why = why == null ? Bits.difference("pre-activations after gate", a, x) : why;
    why = why == null ? Bits.difference("outputs after gate", result, y) : why;
    for (int i = live; i < a.length && why == null; i++) {
      why = y[i] == 77 && d[i] == keep[i] ? null : "index " + i + " is beyond the living rows and was written";
    }
    return why == null ? Verdict.passed("%d of %d rows alive", ROWS_N - 2, ROWS_N) : Verdict.failed("%s", why);
  }

  private Verdict min() {
    float[] wide = {-1000, -88, -10, -1, -1e-6f, -0f, 0, 1e-6f, 0.5f, 1, 10, 88, 1000, -3, 3, 2},
        y = new float[wide.length];
    phi.apply(wide, y, wide.length / COLS, COLS);
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < wide.length; i++) {
      if (Float.isNaN(y[i]) || y[i] < phi.min()) {
        return Verdict.failed("at a = %s expected a number from %s up, found %s", wide[i], phi.min(), y[i]);
      }
      least = Math.min(least, y[i]);
    }
    return Verdict.passed("least value found %s, min() %s", least, phi.min());
  }

  private Verdict link() {
    if (phi.outputFunction() == null) {
      return Verdict.failed("expected a link, or OTHER; found null");
    }
    if (phi.outputFunction() == OutputFunction.OTHER) {
      return Verdict.skipped("it has no name that losses know");
    }
    phi.apply(a, h, ROWS_N, COLS);
    for (int i = 0; i < a.length; i++) {
      double expected = formula(i);
      if (!(Math.abs(h[i] - expected) <= 1e-5 * Math.abs(expected) + 1e-7)) {
        return Verdict.failed("at a = %s expected %s of %.7g, found %.7g; or let link() be OTHER", a[i],
            phi.outputFunction(), expected, h[i]);
      }
    }
    return Verdict.passed("%s at %d points", phi.outputFunction(), a.length);
  }

  private double formula(int i) {
    double sum = 0;
    for (int j = i / COLS * COLS, to = j + COLS; j < to; j++) {
      sum += StrictMath.exp(a[j]);
    }
    return switch (phi.outputFunction()) {
      case IDENTITY -> a[i];
      case SIGMOID -> 1 / (1 + StrictMath.exp(-a[i]));
      case SOFTMAX -> StrictMath.exp(a[i]) / sum;
      case EXP -> StrictMath.exp(a[i]);
      case OTHER -> h[i];
    };
  }
}
