package dev.engram.engine.train;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.store.Run;
import dev.engram.spi.Metric;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run from its first step to its test: steps, with evaluations and checkpoints between them. */
final class Training {
  private final Assembly a;
  private final RunSpec spec;
  private final Attendant attendant;
  private final Measuring measuring;
  private final EarlyStopping stopping;
  private double lossSum;
  private long lossCount;
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
    measuring = new Measuring(a);
    stopping = new EarlyStopping(spec, a.gauges);
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
    long every = Cadence.of(a, spec);
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
    float[] point = stopping.choice(a.stepper.viewed());
    if (outcome != Outcome.DIVERGED && !test(step, point)) {
      outcome = Outcome.DIVERGED;
      reason = descends ? "the value at the end is not a finite number" : "the loss on the test data is not a finite number";
    }
    return new Run(label.id(), label.suite(), label.cell(), label.seed(), spec.text(), outcome, reason, hash(point),
        new Cost(step, examples(step), nanos * 1e-9, multiplyAdds(), stateBytes()), seen, measuring.all(), Optional.ofNullable(predictions));
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
    return new Checkpoint(stamp, a.stepper.save(), measuring.all(), lossSum, lossCount, stopping.best(), stopping.bestPoint(),
        stopping.worse(), nanos, multiplyAdds(), stateBytes());
  }

  /** Goes on from a checkpoint where there is one; returns the steps that it has behind it. */
  private long resume(String stamp) {
    Checkpoint c = attendant.checkpoint().flatMap(b -> Checkpoint.of(b, stamp)).orElse(null);
    if (c == null || c.snapshot().theta().length != a.stepper.viewed().length) {
      return 0;
    }
    a.stepper.restore(c.snapshot());
    measuring.resume(c.measurements());
    stopping.resume(c);
    lossSum = c.lossSum();
    lossCount = c.lossCount();
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

  /** Measures; says why it is time to stop, or nothing. */
  private String evaluate(long step) {
    if (lossCount > 0) {
      measuring.trained(step, lossSum / lossCount);
      lossSum = 0;
      lossCount = 0;
    }
    measuring.probe(step);
    if (a.source instanceof LandscapeSource l) {
      measuring.locate(step, l);
      return stopping.reached(measuring.all());
    }
    if (a.evaluator == null || a.split.validation().length == 0) {
      return "";
    }
    Metric.Predictions p = measuring.validate(step);
    if (judged) { // else the rule predicts in a way of its own, and no loss says how well
      stopping.note(p.loss(), a.stepper.viewed());
    }
    String there = stopping.reached(measuring.all());
    return there.isEmpty() && judged ? stopping.stale() : there;
  }

  /** The only time that test data are looked at; false: the loss there is not a finite number. */
  private boolean test(long step, float[] point) {
    if (a.source instanceof LandscapeSource l) {
      measuring.arrive(step, l);
      return Double.isFinite(l.value(a.stepper.viewed()));
    } else if (a.evaluator != null && a.split.test().length > 0) {
      Metric.Predictions p = measuring.test(step, point);
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
    long batch = spec.training().batch().resolve(a.split.training().length);
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
