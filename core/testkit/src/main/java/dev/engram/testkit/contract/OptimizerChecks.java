package dev.engram.testkit.contract;

import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.Terrain.Fault;
import java.util.Arrays;

/** What every optimizer promises (CATALOGUE F2), and what is only asked of those that promise more. */
final class OptimizerChecks {
  static final String REST =
      "a gradient of zero from a fresh state leaves the parameters alone, but for a decay";
  static final String READS = "it never writes the parameters, nor anything outside its stretch";
  static final String REPEATS = "it gives the same bits again, after another instance was at work in between";
  static final String RESUMES = "saved and restored in the middle of a run it goes on with the same bits";
  static final String DIVERGES = "a gradient that is no number shows as divergence";
  static final String INFINITE = "an infinite gradient shows as divergence or makes a bounded step";
  static final String STANDS = "at a rate of 0 nothing moves";
  static final String DESCENDS = "it descends a quadratic bowl";
  static final String FRUGAL = "a step allocates nothing";

  static final long SEED = 7;
  private static final int STEPS = 20;
  private static final int LONG = 200;
  private static final double[] RATES = {1, 0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 1e-4};

  private final Optimizer o;
  private final boolean moving;

  private OptimizerChecks(Optimizer o) {
    this.o = o;
    // Who asks for the whole training set in every batch sees one function.
    moving = !o.requirements().contains(Requirement.FULL_BATCH);
  }

  static void add(Checks to, Optimizer o) {
    OptimizerChecks c = new OptimizerChecks(o);
    to.add(REST, c::rest);
    to.add(READS, c::reads);
    to.add(REPEATS, c::repeats);
    to.add(RESUMES, c::resumes);
    to.add(DIVERGES, c::diverges);
    to.add(INFINITE, c::infinite);
    ElementwiseChecks.add(to, o);
    ProportionalChecks.add(to, o);
    to.add(STANDS, c::stands);
    to.add(DESCENDS, c::descends);
    to.add(FRUGAL, c::frugal);
  }

  private Stepper stepper(Optimizer by, Fault fault) {
    return new Stepper(new Terrain(Terrain.usual(o), moving, fault), by, SEED);
  }

  private static float[] run(Stepper s, int steps) {
    for (int i = 0; i < steps; i++) {
      s.step();
    }
    return s.source().arena().theta();
  }

  private Verdict rest() {
    Stepper s = stepper(o, Fault.FLAT);
    float[] before = s.source().arena().theta().clone();
    s.step();
    float[] after = s.source().arena().theta();
    double decay = 0;
    for (int i = 0; i < before.length; i++) {
      double d = 1 - after[i] / (double) before[i];
      decay = Math.abs(d) > Math.abs(decay) || Double.isNaN(d) ? d : decay;
    }
    if (!(decay >= 0 && decay < 1)) {
      return Verdict.failed("expected no movement at a gradient of zero, or all numbers shrunk by one "
          + "factor; found a number changed by the factor %s", 1 - decay);
    }
    for (int i = 0; i < before.length; i++) {
      // Rounding of the product and of the difference: two half units in the last place of the old value.
      if (after[i] != before[i] && Math.abs(after[i] - before[i] * (1 - decay)) > 2 * Math.ulp(before[i])) {
        return Verdict.failed("expected no movement at a gradient of zero, or all numbers shrunk by one "
            + "factor; found %s from %s and a decay of %s elsewhere", after[i], before[i], decay);
      }
    }
    return decay == 0 ? Verdict.passed("nothing moved")
        : Verdict.passed("decays by %.3g in a step, nothing else moved", decay);
  }

  private Verdict reads() {
    String[] found = new String[1];
    Optimizer watched = new Wrapped(o) {
      @Override
      public void update(Step s) {
        float[] theta = s.theta().clone(), gradient = s.gradient().clone();
        inside.update(s);
        if (found[0] == null) {
          found[0] = Bits.difference("step " + s.t() + ", parameters", theta, s.theta());
        }
        for (int i = 0; i < gradient.length && found[0] == null; i++) {
          if (i == s.from()) {
            i = s.to();
          }
          if (i < gradient.length && Bits.differ(gradient, s.gradient(), i, i + 1) >= 0) {
            found[0] = "step " + s.t() + ": index " + i + " of the gradient lies outside " + s.from() + " to "
                + s.to() + " and was written";
          }
        }
      }

      @Override
      public boolean elementwise() {
        return inside.elementwise();
      }
    };
    run(stepper(watched, Fault.NONE), STEPS);
    if (found[0] == null && o.elementwise()) {
      run(new Stepper(ElementwiseChecks.wide(), watched, SEED), 2);
    }
    return found[0] == null ? Verdict.passed("%d steps", STEPS)
        : Verdict.failed("expected the parameters untouched, found: %s", found[0]);
  }

  private Verdict repeats() {
    Stepper one = stepper(o, Fault.NONE), other = stepper(Records.copy(o), Fault.NONE),
        two = stepper(o, Fault.NONE);
    run(other, STEPS / 2);
    for (int t = 1; t <= STEPS; t++) {
      one.step();
      if (t % 3 == 0) {
        other.step();
      }
    }
    String d = Bits.difference("parameters after " + STEPS + " steps", run(two, STEPS),
        one.source().arena().theta());
    d = d == null ? Bits.difference("the point to evaluate at", two.evaluationPoint(), one.evaluationPoint()) : d;
    return d == null ? Verdict.passed("%d steps", STEPS)
        : Verdict.failed("%s; all that it remembers belongs into slots and scalars", d);
  }

  private Verdict resumes() {
    for (int at : new int[] {1, 7}) {
      Stepper one = stepper(o, Fault.NONE);
      run(one, at);
      Snapshot saved = one.save();
      float[] seen = one.evaluationPoint().clone();
      Stepper two = stepper(Records.copy(o), Fault.NONE);
      run(two, 3); // a state that restoring has to replace
      two.restore(saved);
      String d = Bits.difference("the point to evaluate at, as restored after step " + at, seen, two.evaluationPoint());
      run(one, STEPS);
      run(two, STEPS);
      d = d == null ? Bits.difference("parameters " + STEPS + " steps after step " + at,
          one.source().arena().theta(), two.source().arena().theta()) : d;
      d = d == null ? Bits.difference("the point to evaluate at, " + STEPS + " steps after step " + at,
          one.evaluationPoint(), two.evaluationPoint()) : d;
      if (d != null) {
        return Verdict.failed("%s; all that it remembers belongs into slots and scalars", d);
      }
    }
    Stepper s = stepper(o, Fault.NONE);
    run(s, 2);
    return Verdict.passed("after steps 1 and 7; %d bytes of state", s.stateBytes());
  }

  private Verdict diverges() {
    Stepper s = stepper(o, new Fault(4, Float.NaN));
    for (int t = 1; t <= 3; t++) {
      if (!s.step()) {
        return Verdict.failed("expected finite parameters on a quadratic bowl, found others after step %d", t);
      }
    }
    boolean seen = !s.step() || !s.step();
    return seen ? Verdict.passed("seen at step %d, for a NaN at step 4", s.t())
        : Verdict.failed("expected a parameter that is no number after a gradient that is none at step 4, "
            + "found only finite ones; do not compare it away");
  }

  private Verdict infinite() {
    Stepper s = stepper(o, new Fault(4, Float.POSITIVE_INFINITY));
    run(s, 3);
    float[] before = s.source().arena().theta().clone();
    if (!s.step()) {
      return Verdict.passed("seen at once");
    }
    float[] after = s.source().arena().theta();
    double most = 0;
    for (int i = 0; i < after.length; i++) {
      most = Math.max(most, Math.abs((double) after[i] - before[i]));
    }
    return most < 1e6 ? Verdict.passed("a step of %.3g", most)
        : Verdict.failed("expected divergence or a bounded step, found a step of %.3g", most);
  }

  private Verdict stands() {
    var rate = Records.field(o, "rate");
    if (rate == null || !Records.numeric(rate.getType())) {
      return Verdict.skipped("it has no field called rate");
    }
    Optimizer still;
    try {
      still = still(o);
    } catch (IllegalArgumentException e) {
      return Verdict.skipped("it refuses a rate of 0");
    }
    Stepper s = stepper(still, Fault.NONE);
    float[] before = s.source().arena().theta().clone();
    String d = Bits.difference("parameters after " + STEPS + " steps", before, run(s, STEPS));
    return d == null ? Verdict.passed("%d steps", STEPS) : Verdict.failed("%s", d);
  }

  /** At a rate of 0, and so are the optimizers inside it. */
  private static Optimizer still(Optimizer o) {
    if (!o.getClass().isRecord()) {
      return o;
    }
    Object[] values = Arrays.stream(o.getClass().getRecordComponents()).map(f -> {
      if (f.getName().equals("rate") && Records.numeric(f.getType())) {
        return Records.number(f.getType(), 0);
      }
      Object v = Records.get(f, o);
      return v instanceof Optimizer inner ? still(inner) : v;
    }).toArray();
    return Records.make(o.getClass(), values);
  }

  private Verdict descends() {
    var rate = Records.field(o, "rate");
    boolean adjustable = rate != null && (rate.getType() == float.class || rate.getType() == double.class);
    double first = 0, best = Double.POSITIVE_INFINITY;
    String at = "";
    for (int i = -1; i < RATES.length; i++) {
      Stepper s = new Stepper(new Terrain(Terrain.usual(o), false, Fault.NONE), i < 0 ? o
          : adjustable ? Records.with(o, "rate", RATES[i]) : before((float) RATES[i]), SEED);
      s.step();
      first = s.loss();
      run(s, LONG);
      s.source().arena().setActive(s.evaluationPoint());
      double last = s.source().computeGradient();
      if (last < best) {
        best = last;
        at = i < 0 ? "" : (adjustable ? " at a rate of " : ", its steps multiplied by ") + RATES[i];
      }
    }
    return best < (adjustable ? first / 2 : first)
        ? Verdict.passed("from %.3g to %.3g in %d steps%s", first, best, LONG, at)
        : Verdict.failed("expected the loss to fall%s from %.4g, found %.4g after %d steps at the best of "
            + "all rates", adjustable ? " by half" : "", first, best, LONG);
  }

  /** One without a rate of its own may be made to stand before another in a chain: a clip, a decay. */
  private Optimizer before(float rate) {
    return new Wrapped(o) {
      @Override
      public void update(Step s) {
        inside.update(s);
        for (int i = s.from(), to = s.to(); i < to; i++) {
          s.gradient()[i] *= rate;
        }
      }
    };
  }

  private Verdict frugal() {
    Stepper s = stepper(o, Fault.NONE);
    return Allocation.ofSteps(s::step, Allocation.MANY);
  }
}
