package dev.engram.engine.train;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.network.LayerKind;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.LandscapeDescent;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
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
    final List<NamedComponent<Metric>> metrics;
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
            List<NamedComponent<Metric>> metrics,
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
    static PreparedRun of(ResolvedRun run, DataCache data, Compatibility compatibility) {
        if (run.task() instanceof LandscapeDescent d) {
            return descent(run, d, compatibility);
        }
        return learning(run, (NetworkTraining) run.task(), data, compatibility);
    }

    private static PreparedRun descent(ResolvedRun run, LandscapeDescent d, Compatibility compatibility) {
        long seed = run.seed();
        int n = d.landscape().component().rows() * d.landscape().component().cols();
        double[] start = d.randomStart()
                ? d.landscape().component().start(RandomStreams.of(seed, "start"))
                : d.start().isEmpty()
                        ? d.landscape().component().start()
                        : d.start().stream().mapToDouble(x -> x).toArray();
        if (start == null) {
            compatibility.add(
                    "start",
                    d.landscape().name() + " has no region to draw a start from; give a point of " + n
                            + (n == 1 ? " number" : " numbers"));
        } else if (start.length != n) {
            compatibility.add(
                    "start",
                    d.landscape().name() + " has points of " + n + (n == 1 ? " number" : " numbers") + ", not "
                            + start.length);
        }
        if (!run.metrics().isEmpty()) {
            compatibility.add("measure", "a landscape reports its value and the point reached; metrics need a network");
        }
        compatibility.checkModelSelection(run.training(), false, "a landscape has no validation data");
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        LandscapeSource source = new LandscapeSource(d.landscape().component(), start, seed);
        Stepper stepper = stepper(source, run, run.training().steps(), compatibility);
        return stepper == null
                ? null
                : new PreparedRun(source, stepper, List.of(), run.training().steps(), 1, 1, 0, null, null, null);
    }

    private static PreparedRun learning(
            ResolvedRun run, NetworkTraining task, DataCache data, Compatibility compatibility) {
        long seed = run.seed();
        Split split;
        try {
            split = data.split(task.data(), seed);
        } catch (IncompatibleException m) {
            compatibility.add("data", task.data().dataset().name() + ": " + m.getMessage());
            return null;
        }
        int batch = run.training().batch().resolve(split.training().length);
        int evaluationBatch =
                Math.max(1, Math.min(EVALUATION_BATCH, Math.max(split.validation().length, split.test().length)));
        List<NamedComponent<Metric>> metrics = run.metrics().stream()
                .filter(g -> !run.defaultMetrics() || Compatibility.applies(g.component(), split.hasClasses()))
                .toList();
        boolean diagnosed = metrics.stream().anyMatch(g -> g.component() instanceof Metric.OfTraining);
        List<LayerKind> layers = task.network();
        Learner learner;
        try {
            learner = open(task, seed, layers, split, Math.max(batch, evaluationBatch), diagnosed);
        } catch (RuntimeException e) {
            // The needs say it better, where they know of it: a rule may rely on them while it opens.
            Learner withoutRule = open(task, seed, layers, split, Math.max(batch, evaluationBatch), false, NO_OP_RULE);
            compatibility.check(
                    task,
                    run.training(),
                    run.optimizer(),
                    withoutRule,
                    split,
                    run.defaultMetrics() ? List.of() : metrics);
            if (compatibility.incompatibilities().stream()
                    .noneMatch(f -> f.path().equals("rule") || f.path().startsWith("network."))) {
                if (!(e instanceof IncompatibleException)) {
                    throw e; // a fault of the rule's, not of what it was put together with
                }
                compatibility.add("rule", task.rule().name() + ": " + e.getMessage());
            }
            return null;
        }
        boolean lossApplies =
                !learner.predictsForward() || learner.network().last().outputs() == split.targets();
        compatibility.check(
                task, run.training(), run.optimizer(), learner, split, run.defaultMetrics() ? List.of() : metrics);
        run.target()
                .ifPresent(t -> compatibility.checkTarget(
                        t, metrics.stream().anyMatch(g -> g.name().equals(t.metric())), lossApplies, split));
        compatibility.checkModelSelection(
                run.training(),
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
                                        : task.rule().name() + " predicts in a way of its own that has no loss");
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        LearningSource source = new LearningSource(
                learner, split, batch, run.training().order(), run.training().reduction(), seed);
        long perEpoch = source.batches().stepsPerEpoch();
        long total = run.training().steps() > 0
                ? run.training().steps()
                : Math.multiplyExact(run.training().epochs(), perEpoch);
        Stepper stepper = stepper(source, run, total, compatibility);
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
            NetworkTraining task, long seed, List<LayerKind> layers, Split split, int capacity, boolean diagnosed) {
        return open(task, seed, layers, split, capacity, diagnosed, task.rule().component());
    }

    private static Learner open(
            NetworkTraining task,
            long seed,
            List<LayerKind> layers,
            Split split,
            int capacity,
            boolean diagnosed,
            LearningRule rule) {
        NetworkSpec network =
                new NetworkSpec(split.inputs(), layers, task.loss().component(), split.targets());
        return new Learner(seed, network, rule, capacity, diagnosed);
    }

    private static Stepper stepper(GradientSource source, ResolvedRun run, long total, Compatibility compatibility) {
        try {
            return new Stepper(source, run.optimizer(), total, run.seed());
        } catch (IncompatibleException m) {
            compatibility.add("optimizer", run.optimizer().name() + ": " + m.getMessage());
            return null;
        }
    }
}
