package dev.engram.engine.train;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpec.Descent;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.Learner;
import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Metric;
import java.util.List;

/** A run put together for one seed: ready to step. */
final class Assembly {
  /** Examples of one prediction: enough to keep the products busy, little enough to stay in the cache. */
  private static final int CHUNK = 256;

  final GradientSource source;
  final Stepper stepper;
  final List<Gauge> gauges;
  final long totalSteps;
  final long stepsPerEpoch;
  final long examplesPerEpoch;
  /** Multiply-adds of a step, as the rehearsal took them; 0 on a landscape. */
  final long stepMultiplyAdds;
  /** Null on a landscape, and where the output is not as wide as the targets. */
  final Evaluator evaluator;
  /** Null where nothing looks at the training itself. */
  final Diagnostics diagnostics;
  /** Null on a landscape. */
  final Split split;

  private Assembly(GradientSource source, Stepper stepper, List<Gauge> gauges, long totalSteps, long stepsPerEpoch,
      long examplesPerEpoch, long stepMultiplyAdds, Evaluator evaluator, Diagnostics diagnostics, Split split) {
    this.source = source;
    this.stepper = stepper;
    this.gauges = gauges;
    this.totalSteps = totalSteps;
    this.stepsPerEpoch = stepsPerEpoch;
    this.examplesPerEpoch = examplesPerEpoch;
    this.stepMultiplyAdds = stepMultiplyAdds;
    this.evaluator = evaluator;
    this.diagnostics = diagnostics;
    this.split = split;
  }

  /** Puts a run together; what does not fit goes into {@code fit}, and then the result is null. */
  static Assembly of(RunSpec spec, long seed, DataCache data, Fit fit) {
    if (spec.task() instanceof Descent d) {
      return descent(spec, d, seed, fit);
    }
    return learning(spec, (Learning) spec.task(), seed, data, fit);
  }

  private static Assembly descent(RunSpec spec, Descent d, long seed, Fit fit) {
    int n = d.landscape().get().rows() * d.landscape().get().cols();
    double[] start = d.randomStart() ? d.landscape().get().start(RandomStreams.of(seed, "start"))
        : d.start().isEmpty() ? d.landscape().get().start() : d.start().stream().mapToDouble(x -> x).toArray();
    if (start == null) {
      fit.add("start", d.landscape().entry().name() + " has no region to draw a start from; give a point of "
          + n + (n == 1 ? " number" : " numbers"));
    } else if (start.length != n) {
      fit.add("start", d.landscape().entry().name() + " has points of " + n + (n == 1 ? " number" : " numbers") + ", not " + start.length);
    }
    if (!spec.metrics().isEmpty()) {
      fit.add("measure", "a landscape reports its value and the point reached; metrics need a network");
    }
    fit.choosing(spec.training(), false, "a landscape has no validation data");
    if (!fit.found().isEmpty()) {
      return null;
    }
    LandscapeSource source = new LandscapeSource(d.landscape().get(), start, seed);
    Stepper stepper = stepper(source, spec, spec.training().steps(), seed, fit);
    return stepper == null ? null : new Assembly(source, stepper, List.of(), spec.training().steps(), 1, 1, 0, null, null, null);
  }

  private static Assembly learning(RunSpec spec, Learning task, long seed, DataCache data, Fit fit) {
    Split split;
    try {
      split = data.split(task.data(), seed);
    } catch (IncompatibleException m) {
      fit.add("data", task.data().dataset().entry().name() + ": " + m.getMessage());
      return null;
    }
    int batch = spec.training().batch().resolve(split.training().length);
    int chunk = Math.max(1, Math.min(CHUNK, Math.max(split.validation().length, split.test().length)));
    List<Gauge> gauges = spec.metrics().stream().map(r -> new Gauge(r.entry().name(), r.get()))
        .filter(g -> !spec.defaultMetrics() || g.suits(split.hasClasses())).toList();
    boolean watched = gauges.stream().anyMatch(g -> g.metric() instanceof Metric.OfTraining);
    List<LayerKind> layers = task.network().stream().map(Recipe::get).toList();
    Learner learner;
    try {
      learner = open(task, seed, layers, split, Math.max(batch, chunk), watched);
    } catch (RuntimeException e) {
      // The needs say it better, where they know of it: a rule may rely on them while it opens.
      Learner bare = open(task, seed, layers, split, Math.max(batch, chunk), false, BARE);
      fit.check(task, spec.training(), spec.optimizer(), bare, split, spec.defaultMetrics() ? List.of() : gauges);
      if (fit.found().stream().noneMatch(f -> f.path().equals("rule") || f.path().startsWith("network."))) {
        if (!(e instanceof IncompatibleException)) {
          throw e; // a fault of the rule's, not of what it was put together with
        }
        fit.add("rule", task.rule().entry().name() + ": " + e.getMessage());
      }
      return null;
    }
    boolean judged = !learner.predictsForward() || learner.network().last().outputs() == split.targets();
    fit.check(task, spec.training(), spec.optimizer(), learner, split, spec.defaultMetrics() ? List.of() : gauges);
    spec.target().ifPresent(t -> fit.reaching(t, gauges.stream().anyMatch(g -> g.name().equals(t.metric())), judged, split));
    fit.choosing(spec.training(), judged && learner.predictsForward() && split.validation().length > 0 && split.validation() != split.test(),
        split.validation() == split.test() ? "here the validation data are the test data" : !judged ? "the output is not as wide as the targets" : split.validation().length == 0 ? "validation is 0"
            : task.rule().entry().name() + " predicts in a way of its own that has no loss");
    if (!fit.found().isEmpty()) {
      return null;
    }
    LearningSource source = new LearningSource(learner, split, batch, spec.training().order(), spec.training().reduction(), seed);
    long perEpoch = source.batches().stepsPerEpoch();
    long total = spec.training().steps() > 0 ? spec.training().steps() : Math.multiplyExact(spec.training().epochs(), perEpoch);
    Stepper stepper = stepper(source, spec, total, seed, fit);
    if (stepper == null) {
      return null;
    }
    long rehearsal = learner.meter().multiplyAdds();
    learner.meter().reset(0); // the rehearsal is not the run's own work
    return new Assembly(source, stepper, gauges, total, perEpoch, split.training().length, rehearsal,
        judged ? new Evaluator(learner, split, chunk) : null, watched ? new Diagnostics(source) : null, split);
  }

  /** Stands in for a rule that cannot open, so that everything else can still be checked. */
  private static final LearningRule BARE = setup -> batch -> 0;

  private static Learner open(Learning task, long seed, List<LayerKind> layers, Split split, int capacity, boolean watched) {
    return open(task, seed, layers, split, capacity, watched, task.rule().get());
  }

  private static Learner open(Learning task, long seed, List<LayerKind> layers, Split split, int capacity, boolean watched, LearningRule rule) {
    return new Learner(seed, split.inputs(), layers, task.loss().get(), split.targets(), rule, capacity, watched);
  }

  private static Stepper stepper(GradientSource source, RunSpec spec, long total, long seed, Fit fit) {
    try {
      return new Stepper(source, spec.optimizer(), total, seed);
    } catch (IncompatibleException m) {
      fit.add("optimizer", spec.optimizer().entry().name() + ": " + m.getMessage());
      return null;
    }
  }
}
