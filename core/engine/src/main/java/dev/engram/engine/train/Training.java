package dev.engram.engine.train;

import dev.engram.engine.spec.RunSpec;
import dev.engram.engine.spec.Target;
import dev.engram.engine.spec.Training.Keep;
import dev.engram.engine.store.Cost;
import dev.engram.engine.store.Measurement;
import dev.engram.engine.store.Outcome;
import dev.engram.engine.store.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.spi.Metric;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run from its first step to its test: steps, evaluations between them, early stopping, the choice of what is tested. */
final class Training {
  /** Evaluations may cost this share of the training's multiply-adds at the default cadence. */
  private static final double EVALUATION_SHARE = 0.03;
  /** Points of a curve on a landscape at the default cadence. */
  private static final long LANDSCAPE_POINTS = 200;
  private static final String LOSS = "loss";

  private final Assembly a;
  private final RunSpec spec;
  private final Attendant attendant;
  private final List<Measurement> measurements = new ArrayList<>();
  private double lossSum;
  private long lossCount;
  private double best = Double.POSITIVE_INFINITY;
  private float[] bestPoint;
  private int worse;
  private long nanos;
  /** Kept by the optimizer before the checkpoint that this run went on from. */
  private long keptBytes;
  private Predictions predictions;
  /** Does the loss apply to what the model says? */
  private final boolean judged;
  private final boolean descends;

  Training(Assembly a, RunSpec spec, Attendant attendant) {
    this.a = a;
    this.spec = spec;
    this.attendant = attendant;
    descends = a.source instanceof LandscapeSource;
    judged = a.evaluator != null && ((LearningSource) a.source).learner().predictsForward();
  }

  Run run(Runner.Label label, Map<String, String> provenance) {
    Map<String, String> seen = new TreeMap<>(provenance);
    if (a.source instanceof LearningSource s) {
      seen.put(Run.NOT_LOCAL, String.join(", ", Locality.of(s).flags()));
    }
    Outcome outcome = Outcome.FINISHED;
    String reason = "";
    long every = cadence();
    String stamp = stamp(label, provenance);
    long step = resume(stamp);
    if (step == 0) {
      evaluate(0);
    }
    while (step < a.totalSteps) {
      long until = Math.min(a.totalSteps, (step / every + 1) * every);
      long began = System.nanoTime();
      boolean finite = true;
      while (finite && step < until) {
        if (a.diagnostics != null && step + 1 == until) {
          a.diagnostics.mark();
        }
        finite = a.stepper.step();
        step++;
        lossSum += a.source.mean(a.stepper.loss());
        lossCount++;
        finite &= !(judged || descends) || Double.isFinite(a.stepper.loss());
        if (attendant.over()) {
          throw new Attendant.Abandoned(step);
        }
        if (finite && step < until && attendant.checkpointDue()) {
          long now = System.nanoTime();
          nanos += now - began;
          attendant.keep(() -> checkpoint(stamp).bytes());
          began = System.nanoTime();
        }
      }
      nanos += System.nanoTime() - began;
      if (!finite) {
        outcome = Outcome.DIVERGED;
        reason = (!(judged || descends) || Double.isFinite(a.stepper.loss()) ? "a parameter" : descends ? "the value" : "the loss") + " was no longer a finite number after step " + step;
        break;
      }
      attendant.at(step, a.totalSteps);
      String enough = evaluate(step);
      if (!enough.isEmpty() && step < a.totalSteps) {
        outcome = Outcome.STOPPED_EARLY;
        reason = enough + ", after step " + step;
        break;
      }
      if (step < a.totalSteps && attendant.checkpointDue()) {
        attendant.keep(() -> checkpoint(stamp).bytes());
      }
    }
    float[] point = bestPoint != null && spec.training().keep() == Keep.BEST ? bestPoint : a.stepper.viewed();
    if (outcome != Outcome.DIVERGED && !test(step, point)) {
      outcome = Outcome.DIVERGED;
      reason = descends ? "the value at the end is not a finite number" : "the loss on the test data is not a finite number";
    }
    return new Run(label.id(), label.suite(), label.cell(), label.seed(), spec.text(), outcome, reason, hash(point),
        new Cost(step, examples(step), nanos * 1e-9, multiplyAdds(), stateBytes()), seen, measurements, Optional.ofNullable(predictions));
  }

  /** A checkpoint holds for this run made with this program and these plugins; on another machine, too. */
  private static String stamp(Runner.Label label, Map<String, String> provenance) {
    StringBuilder b = new StringBuilder(label.id());
    new TreeMap<>(provenance).forEach((key, value) -> {
      if (key.equals("engram") || key.startsWith("plugin ")) {
        b.append('\n').append(key).append(' ').append(value);
      }
    });
    return b.toString();
  }

  /** Never between {@link Diagnostics#mark} and the look that it is for. */
  private Checkpoint checkpoint(String stamp) {
    return new Checkpoint(stamp, a.stepper.save(), measurements, lossSum, lossCount, best, bestPoint, worse, nanos,
        multiplyAdds(), stateBytes());
  }

  /** Goes on from a checkpoint where there is one; returns the steps that it has behind it. */
  private long resume(String stamp) {
    Checkpoint c = attendant.checkpoint().flatMap(b -> Checkpoint.of(b, stamp)).orElse(null);
    if (c == null || c.snapshot().theta().length != a.stepper.viewed().length) {
      return 0;
    }
    a.stepper.restore(c.snapshot());
    measurements.addAll(c.measurements());
    lossSum = c.lossSum();
    lossCount = c.lossCount();
    best = c.best();
    bestPoint = c.bestPoint();
    worse = c.worse();
    nanos = c.nanos();
    keptBytes = c.stateBytes();
    if (a.source instanceof LearningSource s) {
      s.learner().meter().reset(c.multiplyAdds());
    }
    attendant.at(c.snapshot().t(), a.totalSteps);
    return c.snapshot().t();
  }

  /** After a checkpoint the optimizer has back only what it has asked for since. */
  private long stateBytes() {
    return Math.max(keptBytes, a.stepper.stateBytes());
  }

  /** Steps between evaluations. */
  private long cadence() {
    long asked = spec.training().evaluate();
    if (asked > 0) {
      return Math.multiplyExact(asked, a.stepsPerEpoch);
    }
    if (a.split == null) {
      return Math.max(1, a.totalSteps / LANDSCAPE_POINTS);
    }
    // An evaluation is a forward pass over the validation data, and with diagnostics the rule's step and a true gradient
    // for one batch besides; a step is about three passes, an epoch three over the training data.
    long batch = spec.training().batch().of(a.split.training().length);
    double passes = a.split.validation().length + (a.diagnostics == null ? 0 : 6.0 * batch);
    double share = passes / (3.0 * a.split.training().length);
    return a.stepsPerEpoch * Math.max(1, (long) Math.ceil(share / EVALUATION_SHARE));
  }

  private double epoch(long step) {
    return step / (double) a.stepsPerEpoch;
  }

  private void put(long step, String phase, String metric, double value) {
    measurements.add(new Measurement(step, epoch(step), phase, metric, value));
  }

  /** Measures; says why it is time to stop, or nothing. */
  private String evaluate(long step) {
    if (lossCount > 0) {
      put(step, "train", LOSS, lossSum / lossCount);
      lossSum = 0;
      lossCount = 0;
    }
    if (a.diagnostics != null) {
      probe(step);
    }
    if (a.source instanceof LandscapeSource l) {
      where(step, "validation", l);
      return reached();
    }
    if (a.evaluator == null || a.split.validation().length == 0) {
      return "";
    }
    Metric.Predictions p = a.evaluator.predict(a.split.validation(), a.stepper.viewed());
    gauge(step, "validation", p);
    boolean stale = judge(p.loss());
    String there = reached();
    return there.isEmpty() && stale ? "no better validation loss in " + worse + " evaluations" : there;
  }

  /** The last evaluation has reached a target at which the run is to stop, or nothing. */
  private String reached() {
    Target target = spec.target().filter(Target::stop).orElse(null);
    for (int i = measurements.size() - 1; target != null && i >= 0 && measurements.get(i).phase().equals("validation"); i--) {
      Measurement m = measurements.get(i);
      if (m.metric().equals(target.metric())) {
        return target.reached(m.value(), direction(target)) ? "the target, " + target.text() + ", was reached" : "";
      }
    }
    return "";
  }

  /** A landscape is descended. */
  private int direction(Target target) {
    return a.gauges.stream().filter(g -> g.name().equals(target.metric())).mapToInt(g -> g.metric().direction()).findFirst().orElse(-1);
  }

  private void where(long step, String phase, LandscapeSource l) {
    put(step, phase, "value", l.value(a.stepper.viewed()));
    coordinates(step, phase);
  }

  /** The last point, and which of the stationary points that the landscape knows it is. */
  private void arrive(long step, LandscapeSource l) {
    Destination d = Destination.of(l.landscape(), a.stepper.viewed());
    put(step, "test", "value", l.value(a.stepper.viewed()));
    if (!Double.isNaN(d.distance())) {
      put(step, "test", "distance", d.distance());
    }
    coordinates(step, "test");
    put(step, Measurement.END, d.place(), d.distance());
  }

  private void coordinates(long step, String phase) {
    float[] x = a.stepper.viewed();
    for (int i = 0; i < x.length; i++) {
      put(step, phase, "x" + i, x[i]);
    }
  }

  private void probe(long step) {
    a.diagnostics.look(step + 1);
    for (Gauge g : a.gauges) {
      if (g.metric() instanceof Metric.OfTraining m) {
        m.of(a.diagnostics, (part, value) -> put(step, "probe", part.isEmpty() ? g.name() : g.name() + "/" + part, value));
      }
    }
  }

  private void gauge(long step, String phase, Metric.Predictions p) {
    for (Gauge g : a.gauges) {
      if (g.metric() instanceof Metric.OfPredictions m) {
        put(step, phase, g.name(), m.of(p));
      }
    }
  }

  private boolean judge(double loss) {
    if (!judged) {
      return false; // the rule predicts in a way of its own, and no loss says how well
    }
    if (loss < best) {
      best = loss;
      worse = 0;
      if (spec.training().keep() == Keep.BEST) {
        bestPoint = a.stepper.viewed().clone();
      }
    } else {
      worse++;
    }
    return spec.training().patience() > 0 && worse >= spec.training().patience();
  }

  /** The only time that test data are looked at; false: the loss there is not a finite number. */
  private boolean test(long step, float[] point) {
    if (a.source instanceof LandscapeSource l) {
      arrive(step, l);
      return Double.isFinite(l.value(a.stepper.viewed()));
    } else if (a.evaluator != null && a.split.test().length > 0) {
      Metric.Predictions p = a.evaluator.predict(a.split.test(), point);
      gauge(step, "test", p);
      predictions = p.classes() ? Answers.of(spec, a.split, p) : null;
      return !judged || Double.isFinite(p.loss());
    }
    return true;
  }

  /** Examples seen in so many steps: the last batch of an epoch may be smaller. */
  private long examples(long steps) {
    if (a.split == null) {
      return 0;
    }
    long batch = spec.training().batch().of(a.split.training().length);
    return steps / a.stepsPerEpoch * a.examplesPerEpoch + steps % a.stepsPerEpoch * batch;
  }

  private long multiplyAdds() {
    return a.source instanceof LearningSource s ? s.learner().meter().multiplyAdds() : 0;
  }

  /** The first 128 bits of SHA-256 over the parameters' bits, little-endian, in the order of the arena. */
  private static String hash(float[] point) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      ByteBuffer bytes = ByteBuffer.allocate(4 * point.length).order(ByteOrder.LITTLE_ENDIAN);
      for (float v : point) {
        bytes.putInt(Float.floatToIntBits(v)); // one NaN for all: which of them an operation gives is up to the processor
      }
      return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(bytes.array()), 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
