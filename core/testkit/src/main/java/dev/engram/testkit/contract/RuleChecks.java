package dev.engram.testkit.contract;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.MatrixView;
import dev.engram.engine.network.ScratchMatrix;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.HeavyBall;
import dev.engram.testkit.parts.PlainDescent;
import java.util.List;
import java.util.stream.IntStream;

/** What every learning rule promises (CATALOGUE F1): shown in one small network that it fits into. */
final class RuleChecks {
  static final String READS = "learning changes neither parameters nor data";
  static final String REPEATS = "it gives the same bits again, after another instance was at work in between";
  static final String SINGLE = "a batch of one example works";
  static final String RESUMES = "saved and restored in the middle of a run it goes on with the same bits";
  static final String CLEAN = "it relies on nothing that working memory held before the step";
  static final String SILENT = "a prediction in between changes nothing, and repeats itself";
  static final String WATCHED = "looked at from outside it takes the same steps: same bits, same memory, same cost";
  static final String FRUGAL = "a step allocates nothing";

  private static final int STEPS = 10;
  private static final float RATE = 0.05f;

  private final LearningRule rule;
  private final Situation in;

  private RuleChecks(LearningRule rule, Situation in) {
    this.rule = rule;
    this.in = in;
  }

  static void add(Checks to, LearningRule rule, Situation in) {
    RuleChecks c = new RuleChecks(rule, in);
    to.add(READS, c::reads);
    to.add(REPEATS, c::repeats);
    to.add(SINGLE, c::single);
    GradientChecks.add(to, rule, in);
    DescentChecks.add(to, rule, in);
    HiddenChecks.add(to, rule, in);
    TeachingChecks.add(to, rule, in);
    to.add(RESUMES, c::resumes);
    to.add(CLEAN, c::clean);
    to.add(SILENT, c::silent);
    to.add(WATCHED, c::watched);
    SessionChecks.add(to, rule, in);
    to.add(FRUGAL, c::frugal);
  }

  private Stepper stepper(LearningRule by, Optimizer o) {
    return new Stepper(in.source(by, 4, IntStream.range(0, Situation.EXAMPLES).toArray()), o, Situation.SEED);
  }

  private static float[] run(Stepper s, int steps) {
    for (int i = 0; i < steps; i++) {
      s.step();
    }
    return s.source().arena().theta();
  }

  private Verdict reads() {
    Split data = in.data();
    float[] x = data.x().clone(), t = data.t().clone();
    LearningSource s = new LearningSource(in.learner(rule), data, Situation.EXAMPLES, TrainingSettings.Order.AS_IS,
        Situation.SEED);
    float[] theta = s.arena().theta().clone();
    for (int step = 1; step <= STEPS; step++) {
      s.beginStep(step);
      s.computeGradient();
      String d = Bits.difference("parameters after learning in step " + step, theta, s.arena().theta());
      d = d == null ? Bits.difference("inputs", x, data.x()) : d;
      d = d == null ? Bits.difference("targets", t, data.t()) : d;
      if (d != null) {
        return Verdict.failed("%s; a rule credits layers, the optimizer moves them", d);
      }
    }
    return Verdict.passed("%d steps; %s", STEPS, in.name());
  }

  private Verdict repeats() {
    Stepper one = stepper(rule, new PlainDescent(RATE)), other =
        stepper(Records.copy(rule), new PlainDescent(3 * RATE));
    run(other, STEPS / 2);
    for (int i = 0; i < STEPS; i++) {
      one.step();
      other.step();
    }
    Stepper two = stepper(rule, new PlainDescent(RATE));
    String d = Bits.difference("parameters after " + STEPS + " steps", run(two, STEPS),
        one.source().arena().theta());
    return d == null ? Verdict.passed("%d steps", STEPS)
        : Verdict.failed("%s; random numbers come from the batch's streams, memory from the setup", d);
  }

  private Verdict single() {
    LearningSource s = in.source(rule, 1, 2);
    s.beginStep(1);
    double loss = s.computeGradient();
    float[] g = s.arena().gradient();
    return Bits.finite(g, 0, g.length) ? Verdict.passed("loss %.4g, largest number of the gradient %.3g", loss,
        Bits.largest(g, 0, g.length))
        : Verdict.failed("expected finite numbers, found others in the gradient of a single example");
  }

  private Verdict resumes() {
    for (Optimizer o : List.of(new PlainDescent(RATE), new HeavyBall(RATE / 5, 0.9f))) {
      for (int at : new int[] {1, 7}) {
        Stepper one = stepper(rule, o);
        run(one, at);
        Snapshot saved = one.save();
        Stepper two = stepper(Records.copy(rule), o);
        run(two, 3); // a memory that restoring has to replace
        two.restore(saved);
        run(one, STEPS);
        run(two, STEPS);
        String d = Bits.difference("parameters " + STEPS + " steps after step " + at,
            one.source().arena().theta(), two.source().arena().theta());
        for (String name : one.source().ruleState().keySet()) {
          d = d == null ? Bits.difference(name, one.source().ruleState().get(name),
              two.source().ruleState().get(name)) : d;
        }
        if (d != null) {
          return Verdict.failed("with %s: %s; what survives a step is asked for with state()", o, d);
        }
      }
    }
    return Verdict.passed("after steps 1 and 7, under two optimizers; memory %s",
        stepper(rule, new PlainDescent(RATE)).source().ruleState().keySet());
  }

  private Verdict clean() {
    Stepper plain = stepper(rule, new PlainDescent(RATE)), poisoned = stepper(rule, new PlainDescent(RATE));
    Learner learner = ((LearningSource) poisoned.source()).learner();
    for (int i = 1; i <= STEPS; i++) {
      plain.step();
      learner.poison();
      poisoned.step();
      String d = Bits.difference("parameters after step " + i, plain.source().arena().theta(),
          poisoned.source().arena().theta());
      if (d != null) {
        return Verdict.failed("%s, once working memory is filled with NaN before the step; what survives a "
            + "step is asked for with state()", d);
      }
    }
    return Verdict.passed("%d steps", STEPS);
  }

  /** Has it a prediction of its own, in place of the network's output? */
  private boolean predicts() {
    boolean[] own = new boolean[1];
    in.learner(new WrappedRule(rule, s -> own[0] = s instanceof BoundRule.Predictor));
    return own[0];
  }

  private Verdict silent() {
    Stepper plain = stepper(rule, new PlainDescent(RATE)), asked = stepper(rule, new PlainDescent(RATE));
    Split data = in.data();
    Learner learner = ((LearningSource) asked.source()).learner();
    ComputeContext computeContext = new ComputeContext();
    int cols = in.width();
    if (!predicts() && learner.network().last().outputs() != cols) {
      return Verdict.skipped("the output of this network is no prediction of the targets");
    }
    MatrixView x = new MatrixView(data.x(), 0, Situation.EXAMPLES, data.inputs()),
        t = new MatrixView(data.t(), 0, Situation.EXAMPLES, data.targets());
    double loss = Double.NaN;
    for (int i = 1; i <= STEPS; i++) {
      ScratchMatrix first = new ScratchMatrix(Situation.EXAMPLES, cols, computeContext),
          second = new ScratchMatrix(Situation.EXAMPLES, cols, computeContext), each = new ScratchMatrix(Situation.EXAMPLES, 1, computeContext);
      loss = learner.predict(x, t, first, each);
      learner.predict(x, t, second, each);
      String d = Bits.difference("the second of two predictions", first.data(), second.data());
      plain.step();
      asked.step();
      d = d == null ? Bits.difference("parameters after step " + i + " with a prediction before it",
          plain.source().arena().theta(), asked.source().arena().theta()) : d;
      if (d != null) {
        return Verdict.failed("%s; predicting draws no random numbers and changes no state", d);
      }
    }
    return Verdict.passed("%d steps with two predictions before each; loss %.4g", STEPS, loss);
  }

  private Verdict watched() {
    Stepper alone = stepper(rule, new HeavyBall(RATE / 5, 0.9f));
    LearningSource source = in.watched(rule, 4);
    Stepper seen = new Stepper(source, new HeavyBall(RATE / 5, 0.9f), Situation.SEED);
    Diagnostics probe = new Diagnostics(source);
    Locality locality = Locality.of(source);
    for (int i = 1; i <= STEPS; i++) {
      probe.inspect(i);
      probe.rememberParameters();
      alone.step();
      seen.step();
      String d = Bits.difference("parameters after step " + i, alone.source().arena().theta(), source.arena().theta());
      for (String name : source.ruleState().keySet()) {
        d = d == null ? Bits.difference(name, alone.source().ruleState().get(name), source.ruleState().get(name)) : d;
      }
      if (d != null) {
        return Verdict.failed("%s; what survives a step is asked for with state(), random numbers come from the "
            + "batch's streams", d);
      }
    }
    long expected = ((LearningSource) alone.source()).learner().meter().multiplyAdds(),
        found = source.learner().meter().multiplyAdds();
    return expected == found ? Verdict.passed("%d steps; not local: %s", STEPS, locality.flags())
        : Verdict.failed("expected %d multiply-adds in %d steps, found %d", expected, STEPS, found);
  }

  private Verdict frugal() {
    Stepper s = stepper(rule, new PlainDescent(1e-4f));
    return Allocation.ofSteps(s::step, Allocation.SOME);
  }
}
