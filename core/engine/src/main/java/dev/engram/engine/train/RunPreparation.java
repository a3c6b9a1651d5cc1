package dev.engram.engine.train;

import dev.engram.engine.data.Batches;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.network.LayerException;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.network.TooLargeException;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ProbeSize;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.LandscapeDescent;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Assembles a run and reports everything in it that does not fit together. */
final class RunPreparation {
    /**
     * Examples per forward pass of an evaluation: enough to keep the products busy, few enough to stay in the cache.
     */
    static final int EVALUATION_BATCH = 256;
    /** Replaces a rule that cannot be bound, so that everything else can still be checked. */
    private static final LearningRule NO_OP_RULE = setup -> batch -> 0;

    private final ResolvedRun run;
    private final DataCache data;
    private final ThreadTeam team;
    private final Compatibility compatibility;

    /**
     * @param team the threads that share large products
     * @param compatibility receives everything that does not fit together
     */
    RunPreparation(ResolvedRun run, DataCache data, ThreadTeam team, Compatibility compatibility) {
        this.run = run;
        this.data = data;
        this.team = team;
        this.compatibility = compatibility;
    }

    /** Returns the run, ready to step, or null if anything does not fit together. */
    PreparedRun prepare() {
        return ListenerBinding.bind(
                run.task() instanceof LandscapeDescent d ? descent(d) : training((NetworkTraining) run.task()),
                run,
                compatibility);
    }

    /**
     * Returns the training of a network, ready to step, or null if anything does not fit together. Data, network and
     * settings are those of a prepared run, which cannot be used any more.
     */
    PreparedRun withOptimizer(PreparedRun base) {
        LearningSource source = (LearningSource) base.source();
        PreparedRun.Evaluation evaluation = base.evaluation();
        Learner learner = source.learner();
        check(
                (NetworkTraining) run.task(),
                learner,
                evaluation.split(),
                evaluation.metrics(),
                evaluation.evaluator() != null);
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        Stepper stepper = stepper(source, base.length().steps());
        if (stepper == null) {
            return null;
        }
        long stepMultiplyAdds = learner.operations().multiplyAdds();
        learner.operations().reset(0);
        return ListenerBinding.bind(
                new PreparedRun(source, stepper, base.length(), stepMultiplyAdds, evaluation), run, compatibility);
    }

    private PreparedRun descent(LandscapeDescent task) {
        Landscape f;
        try {
            f = LandscapeSource.load(task.landscape().component(), run.seed());
        } catch (IncompatibleException e) {
            compatibility.add("landscape", task.landscape().name() + ": " + e.getMessage());
            return null;
        }
        double[] start = start(task, f);
        checkStart(task, f, start);
        if (!run.metrics().list().isEmpty()) {
            compatibility.add("measure", "a landscape reports its value and the point reached; metrics need a network");
        }
        compatibility.checkModelSelection(run.training(), false, "a landscape has no validation data");
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        long steps = run.training().budget().steps();
        LandscapeSource source = new LandscapeSource(f, start, run.seed());
        Stepper stepper = stepper(source, steps);
        return stepper == null ? null : new PreparedRun(source, stepper, new RunLength(steps, 1, 1), 0, null);
    }

    private double[] start(LandscapeDescent task, Landscape f) {
        if (task.randomStart()) {
            return f.start(RandomStreams.of(run.seed(), "start"));
        }
        return task.start().isEmpty()
                ? f.start()
                : task.start().stream().mapToDouble(x -> x).toArray();
    }

    private void checkStart(LandscapeDescent task, Landscape f, double[] start) {
        int n = f.rows() * f.cols();
        String numbers = n + (n == 1 ? " number" : " numbers");
        String name = task.landscape().name();
        if (start == null) {
            compatibility.add("start", name + " has no region to draw a start from; give a point of " + numbers);
        } else if (start.length != n) {
            compatibility.add("start", name + " has points of " + numbers + ", not " + start.length);
        }
    }

    private PreparedRun training(NetworkTraining task) {
        Split split;
        try {
            split = data.split(task.data(), run.seed());
        } catch (IncompatibleException e) {
            compatibility.add("data", task.data().dataset().name() + ": " + e.getMessage());
            return null;
        }
        split.augment().stream()
                .map(a -> a.incompatibility(split.shape()))
                .filter(Objects::nonNull)
                .forEach(why -> compatibility.add("data", "augment: " + why));
        TrainingSettings settings = run.training();
        int batch = settings.batching().batch().resolve(split.training().length);
        int evaluationBatch = evaluationBatch(split);
        List<NamedComponent<Metric>> metrics = run.metrics().list().stream()
                .filter(m -> !run.metrics().isDefault() || Compatibility.applies(m.component(), split))
                .toList();
        boolean diagnosed = metrics.stream().anyMatch(m -> m.component() instanceof Metric.OfTraining);
        boolean inspected = diagnosed || !run.listeners().isEmpty();
        int probed = diagnosed ? settings.monitoring().probe().resolve(batch, split.training().length) : 0;
        Learner learner = learner(task, split, metrics, Math.max(probed, Math.max(batch, evaluationBatch)), inspected);
        if (learner == null) {
            return null;
        }
        begin(task, learner);
        boolean lossApplies =
                !learner.predictsForward() || learner.network().last().outputs() == split.targets();
        check(task, learner, split, metrics, lossApplies);
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        LearningSource source = new LearningSource(learner, split, batch, settings.batching(), run.seed());
        long perEpoch = source.batches().stepsPerEpoch();
        long steps = settings.budget().steps() > 0
                ? settings.budget().steps()
                : Math.multiplyExact(settings.budget().epochs(), perEpoch);
        Stepper stepper = stepper(source, steps);
        if (stepper == null) {
            return null;
        }
        long stepMultiplyAdds = learner.operations().multiplyAdds();
        learner.operations().reset(0); // the dry run does not count as work of the run
        PreparedRun.Evaluation evaluation = new PreparedRun.Evaluation(
                split,
                metrics,
                lossApplies ? new Evaluator(learner, task.loss().component(), split, evaluationBatch) : null,
                diagnosed ? new Diagnostics(source, examples(source, split)) : null);
        RunLength length = new RunLength(steps, perEpoch, source.batches().examplesPerEpoch());
        PreparedRun prepared = new PreparedRun(source, stepper, length, stepMultiplyAdds, evaluation);
        return compatibility.checkWeights(WeightKeeper.bytes(prepared, settings)) ? prepared : null;
    }

    /** Returns the number of examples per forward pass of an evaluation. It affects the rounding of a mean loss. */
    static int evaluationBatch(Split split) {
        return Math.max(1, Math.min(EVALUATION_BATCH, Math.max(split.validation().length, split.test().length)));
    }

    /** Gives the network the weights that it begins with, unless they are drawn. */
    private void begin(NetworkTraining task, Learner learner) {
        if (task.start().isEmpty()) {
            return;
        }
        List<String> mismatches = learner.weights().mismatches(task.start());
        mismatches.forEach(m -> compatibility.add("start.weights", m));
        if (mismatches.isEmpty()) {
            task.start().forEach(learner.weights()::set);
        }
    }

    /** Returns the examples on which the training is inspected: a probe set, or the batches of the training. */
    private Batches examples(LearningSource source, Split split) {
        ProbeSize probe = run.training().monitoring().probe();
        if (probe.usesBatch()) {
            return source.batches();
        }
        int[] rows = split.training().clone();
        RandomStreams.of(run.seed(), "probe").shuffle(rows, rows.length);
        rows = Arrays.copyOf(rows, Math.min(probe.size(), rows.length));
        Arrays.sort(rows);
        return new Batches(split.inspecting(rows), rows.length, TrainingSettings.Order.AS_IS, run.seed());
    }

    /** Returns null if the rule cannot be bound; then the reasons are reported. */
    private Learner learner(
            NetworkTraining task, Split split, List<NamedComponent<Metric>> metrics, int capacity, boolean diagnosed) {
        NetworkSpec network =
                new NetworkSpec(split.shape(), task.network(), task.loss().component(), split.targets());
        try {
            return new Learner(run.seed(), network, task.rule().component(), capacity, diagnosed, team);
        } catch (LayerException e) {
            compatibility.add("network." + e.path(), e.getMessage());
            return null;
        } catch (TooLargeException e) {
            compatibility.add("rule", e.getMessage());
            return null;
        } catch (RuntimeException e) {
            // A rule may rely on its requirements while it is bound: if one of them is not met, that is the better
            // message.
            Learner withoutRule = new Learner(run.seed(), network, NO_OP_RULE, capacity, false);
            checkParts(task, withoutRule, split, metrics);
            if (compatibility.incompatibilities().stream()
                    .noneMatch(i -> i.path().equals("rule") || i.path().startsWith("network."))) {
                if (!(e instanceof IncompatibleException)) {
                    throw e; // an error in the rule itself
                }
                compatibility.add("rule", task.rule().name() + ": " + e.getMessage());
            }
            return null;
        }
    }

    private void check(
            NetworkTraining task,
            Learner learner,
            Split split,
            List<NamedComponent<Metric>> metrics,
            boolean lossApplies) {
        checkParts(task, learner, split, metrics);
        run.target()
                .ifPresent(t -> compatibility.checkTarget(
                        t, metrics.stream().anyMatch(m -> m.name().equals(t.metric())), lossApplies, split));
        boolean validated = lossApplies
                && learner.predictsForward()
                && split.validation().length > 0
                && split.validation() != split.test();
        compatibility.checkModelSelection(run.training(), validated, noValidationLoss(task, split, lossApplies));
    }

    private void checkParts(NetworkTraining task, Learner learner, Split split, List<NamedComponent<Metric>> metrics) {
        List<NamedComponent<Metric>> required = run.metrics().isDefault() ? List.of() : metrics;
        compatibility.check(task, run.training(), run.optimizer(), learner, split, required);
    }

    /** Returns the reason why a run without a validation loss has none. */
    private static String noValidationLoss(NetworkTraining task, Split split, boolean lossApplies) {
        if (split.validation() == split.test()) {
            return "here the validation data are the test data";
        }
        if (!lossApplies) {
            return "the width of the output differs from that of the targets";
        }
        return split.validation().length == 0
                ? "validation is 0"
                : task.rule().name() + " makes its own predictions, which have no loss";
    }

    private Stepper stepper(GradientSource source, long steps) {
        try {
            return new Stepper(source, run.optimizer(), steps, run.seed(), team);
        } catch (IncompatibleException e) {
            if (run.task() instanceof NetworkTraining task && cannotLearn(source)) {
                compatibility.add("rule", task.rule().name() + ": " + e.getMessage());
            } else {
                compatibility.add("optimizer", run.optimizer().name() + ": " + e.getMessage());
            }
            return null;
        }
    }

    /** Returns whether the rule refuses the network in a step, whatever the optimizer. */
    private static boolean cannotLearn(GradientSource source) {
        try {
            source.beginStep(1);
            source.computeGradient();
            return false;
        } catch (IncompatibleException e) {
            return true;
        }
    }
}
