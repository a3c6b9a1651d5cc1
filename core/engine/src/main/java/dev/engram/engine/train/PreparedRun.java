package dev.engram.engine.train;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpec.Descent;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Metric;
import java.util.List;

/** A run put together for one seed: ready to step. */
final class PreparedRun {
    /** Examples of one prediction: enough to keep the products busy, little enough to stay in the cache. */
    private static final int EVALUATION_BATCH = 256;

    final GradientSource source;
    final Stepper stepper;
    final List<NamedMetric> metrics;
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

    private PreparedRun(
            GradientSource source,
            Stepper stepper,
            List<NamedMetric> metrics,
            long totalSteps,
            long stepsPerEpoch,
            long examplesPerEpoch,
            long stepMultiplyAdds,
            Evaluator evaluator,
            Diagnostics diagnostics,
            Split split) {
        this.source = source;
        this.stepper = stepper;
        this.metrics = metrics;
        this.totalSteps = totalSteps;
        this.stepsPerEpoch = stepsPerEpoch;
        this.examplesPerEpoch = examplesPerEpoch;
        this.stepMultiplyAdds = stepMultiplyAdds;
        this.evaluator = evaluator;
        this.diagnostics = diagnostics;
        this.split = split;
    }

    /** Puts a run together; what does not fit goes into {@code fit}, and then the result is null. */
    static PreparedRun of(RunSpec spec, long seed, DataCache data, Compatibility compatibility) {
        if (spec.task() instanceof Descent d) {
            return descent(spec, d, seed, compatibility);
        }
        return learning(spec, (Learning) spec.task(), seed, data, compatibility);
    }

    private static PreparedRun descent(RunSpec spec, Descent d, long seed, Compatibility compatibility) {
        int n = d.landscape().get().rows() * d.landscape().get().cols();
        double[] start = d.randomStart()
                ? d.landscape().get().start(RandomStreams.of(seed, "start"))
                : d.start().isEmpty()
                        ? d.landscape().get().start()
                        : d.start().stream().mapToDouble(x -> x).toArray();
        if (start == null) {
            compatibility.add(
                    "start",
                    d.landscape().entry().name() + " has no region to draw a start from; give a point of " + n
                            + (n == 1 ? " number" : " numbers"));
        } else if (start.length != n) {
            compatibility.add(
                    "start",
                    d.landscape().entry().name() + " has points of " + n + (n == 1 ? " number" : " numbers") + ", not "
                            + start.length);
        }
        if (!spec.metrics().isEmpty()) {
            compatibility.add("measure", "a landscape reports its value and the point reached; metrics need a network");
        }
        compatibility.checkModelSelection(spec.training(), false, "a landscape has no validation data");
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        LandscapeSource source = new LandscapeSource(d.landscape().get(), start, seed);
        Stepper stepper = stepper(source, spec, spec.training().steps(), seed, compatibility);
        return stepper == null
                ? null
                : new PreparedRun(source, stepper, List.of(), spec.training().steps(), 1, 1, 0, null, null, null);
    }

    private static PreparedRun learning(
            RunSpec spec, Learning task, long seed, DataCache data, Compatibility compatibility) {
        Split split;
        try {
            split = data.split(task.data(), seed);
        } catch (IncompatibleException m) {
            compatibility.add("data", task.data().dataset().entry().name() + ": " + m.getMessage());
            return null;
        }
        int batch = spec.training().batch().resolve(split.training().length);
        int evaluationBatch =
                Math.max(1, Math.min(EVALUATION_BATCH, Math.max(split.validation().length, split.test().length)));
        List<NamedMetric> metrics = spec.metrics().stream()
                .map(r -> new NamedMetric(r.entry().name(), r.get()))
                .filter(g -> !spec.defaultMetrics() || g.appliesTo(split.hasClasses()))
                .toList();
        boolean diagnosed = metrics.stream().anyMatch(g -> g.metric() instanceof Metric.OfTraining);
        List<LayerKind> layers = task.network().stream().map(Recipe::get).toList();
        Learner learner;
        try {
            learner = open(task, seed, layers, split, Math.max(batch, evaluationBatch), diagnosed);
        } catch (RuntimeException e) {
            // The needs say it better, where they know of it: a rule may rely on them while it opens.
            Learner withoutRule = open(task, seed, layers, split, Math.max(batch, evaluationBatch), false, NO_OP_RULE);
            compatibility.check(
                    task,
                    spec.training(),
                    spec.optimizer(),
                    withoutRule,
                    split,
                    spec.defaultMetrics() ? List.of() : metrics);
            if (compatibility.incompatibilities().stream()
                    .noneMatch(f -> f.path().equals("rule") || f.path().startsWith("network."))) {
                if (!(e instanceof IncompatibleException)) {
                    throw e; // a fault of the rule's, not of what it was put together with
                }
                compatibility.add("rule", task.rule().entry().name() + ": " + e.getMessage());
            }
            return null;
        }
        boolean lossApplies =
                !learner.predictsForward() || learner.network().last().outputs() == split.targets();
        compatibility.check(
                task, spec.training(), spec.optimizer(), learner, split, spec.defaultMetrics() ? List.of() : metrics);
        spec.target()
                .ifPresent(t -> compatibility.checkTarget(
                        t, metrics.stream().anyMatch(g -> g.name().equals(t.metric())), lossApplies, split));
        compatibility.checkModelSelection(
                spec.training(),
                lossApplies
                        && learner.predictsForward()
                        && split.validation().length > 0
                        && split.validation() != split.test(),
                split.validation() == split.test()
                        ? "here the validation data are the test data"
                        : !lossApplies
                                ? "the output is not as wide as the targets"
                                : split.validation().length == 0
                                        ? "validation is 0"
                                        : task.rule().entry().name()
                                                + " predicts in a way of its own that has no loss");
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        LearningSource source = new LearningSource(
                learner, split, batch, spec.training().order(), spec.training().reduction(), seed);
        long perEpoch = source.batches().stepsPerEpoch();
        long total = spec.training().steps() > 0
                ? spec.training().steps()
                : Math.multiplyExact(spec.training().epochs(), perEpoch);
        Stepper stepper = stepper(source, spec, total, seed, compatibility);
        if (stepper == null) {
            return null;
        }
        long dryRunMultiplyAdds = learner.operations().multiplyAdds();
        learner.operations().reset(0); // the rehearsal is not the run's own work
        return new PreparedRun(
                source,
                stepper,
                metrics,
                total,
                perEpoch,
                split.training().length,
                dryRunMultiplyAdds,
                lossApplies ? new Evaluator(learner, split, evaluationBatch) : null,
                diagnosed ? new Diagnostics(source) : null,
                split);
    }

    /** Stands in for a rule that cannot open, so that everything else can still be checked. */
    private static final LearningRule NO_OP_RULE = setup -> batch -> 0;

    private static Learner open(
            Learning task, long seed, List<LayerKind> layers, Split split, int capacity, boolean diagnosed) {
        return open(task, seed, layers, split, capacity, diagnosed, task.rule().get());
    }

    private static Learner open(
            Learning task,
            long seed,
            List<LayerKind> layers,
            Split split,
            int capacity,
            boolean diagnosed,
            LearningRule rule) {
        NetworkSpec network =
                new NetworkSpec(split.inputs(), layers, task.loss().get(), split.targets());
        return new Learner(seed, network, rule, capacity, diagnosed);
    }

    private static Stepper stepper(
            GradientSource source, RunSpec spec, long total, long seed, Compatibility compatibility) {
        try {
            return new Stepper(source, spec.optimizer(), total, seed);
        } catch (IncompatibleException m) {
            compatibility.add("optimizer", spec.optimizer().entry().name() + ": " + m.getMessage());
            return null;
        }
    }
}
