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
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Assembles the training of a network and reports everything in it that does not fit together. */
final class NetworkPreparation {
    /** Replaces a rule that cannot be bound, so that everything else can still be checked. */
    private static final LearningRule NO_OP_RULE = setup -> batch -> 0;

    private final ResolvedRun run;
    private final NetworkTraining task;
    private final TrainingSettings settings;
    private final ThreadTeam team;
    private final StepperFactory steppers;
    private final Compatibility compatibility;

    NetworkPreparation(ResolvedRun run, ThreadTeam team, StepperFactory steppers, Compatibility compatibility) {
        this.run = run;
        this.task = (NetworkTraining) run.task();
        this.settings = run.training();
        this.team = team;
        this.steppers = steppers;
        this.compatibility = compatibility;
    }

    /** Returns the training, ready to step, or null if anything does not fit together. */
    PreparedRun prepare(DataCache data) {
        Split split = split(data);
        if (split == null) {
            return null;
        }
        List<NamedComponent<Metric>> metrics = run.metrics().list().stream()
                .filter(m -> !run.metrics().isDefault() || Compatibility.applies(m.component(), split))
                .toList();
        Learner learner = learner(split, metrics);
        if (learner == null) {
            return null;
        }
        setGivenWeights(learner);
        boolean lossApplies =
                !learner.predictsForward() || learner.network().last().outputs() == split.targets();
        check(learner, split, metrics, lossApplies);
        return compatibility.incompatibilities().isEmpty() ? assemble(learner, split, metrics, lossApplies) : null;
    }

    /** Returns the same training with the optimizer of this run, or null if that does not fit. */
    PreparedRun withOptimizer(PreparedRun base) {
        LearningSource source = (LearningSource) base.source();
        PreparedRun.Evaluation evaluation = base.evaluation();
        Learner learner = source.learner();
        check(learner, evaluation.split(), evaluation.metrics(), evaluation.evaluator() != null);
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        Stepper stepper = steppers.create(source, base.length().steps());
        return stepper == null
                ? null
                : new PreparedRun(source, stepper, base.length(), takeMultiplyAdds(learner), evaluation);
    }

    /** Returns null if the data cannot be used. */
    private Split split(DataCache data) {
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
        return split;
    }

    private PreparedRun assemble(
            Learner learner, Split split, List<NamedComponent<Metric>> metrics, boolean lossApplies) {
        LearningSource source = new LearningSource(learner, split, batch(split), settings.batching(), run.seed());
        RunLength length = length(source.batches());
        Stepper stepper = steppers.create(source, length.steps());
        if (stepper == null) {
            return null;
        }
        long stepMultiplyAdds = takeMultiplyAdds(learner);
        PreparedRun.Evaluation evaluation = new PreparedRun.Evaluation(
                split,
                metrics,
                lossApplies ? new Evaluator(learner, task.loss().component(), split, Evaluator.chunk(split)) : null,
                inspectsTraining(metrics) ? new Diagnostics(source, inspectedExamples(source, split)) : null);
        PreparedRun prepared = new PreparedRun(source, stepper, length, stepMultiplyAdds, evaluation);
        return compatibility.checkWeights(WeightKeeper.bytes(prepared, settings)) ? prepared : null;
    }

    private RunLength length(Batches batches) {
        long perEpoch = batches.stepsPerEpoch();
        long steps = settings.budget().steps() > 0
                ? settings.budget().steps()
                : Math.multiplyExact(settings.budget().epochs(), perEpoch);
        return new RunLength(steps, perEpoch, batches.examplesPerEpoch());
    }

    private int batch(Split split) {
        return settings.batching().batch().resolve(split.training().length);
    }

    private static boolean inspectsTraining(List<NamedComponent<Metric>> metrics) {
        return metrics.stream().anyMatch(m -> m.component() instanceof Metric.OfTraining);
    }

    /** Returns the multiply-adds of the step without consequences, and resets them: they are no work of the run. */
    private static long takeMultiplyAdds(Learner learner) {
        long counted = learner.operations().multiplyAdds();
        learner.operations().reset(0);
        return counted;
    }

    /** Gives the network the weights of the settings, unless its first weights are drawn. */
    private void setGivenWeights(Learner learner) {
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
    private Batches inspectedExamples(LearningSource source, Split split) {
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
    private Learner learner(Split split, List<NamedComponent<Metric>> metrics) {
        boolean diagnosed = inspectsTraining(metrics);
        boolean inspected = diagnosed || !run.listeners().isEmpty();
        int probed = diagnosed ? settings.monitoring().probe().resolve(batch(split), split.training().length) : 0;
        int capacity = Math.max(probed, Math.max(batch(split), Evaluator.chunk(split)));
        NetworkSpec network =
                new NetworkSpec(split.shape(), task.network(), task.loss().component(), split.targets());
        try {
            return new Learner(run.seed(), network, task.rule().component(), capacity, inspected, team);
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
            checkParts(withoutRule, split, metrics);
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

    private void check(Learner learner, Split split, List<NamedComponent<Metric>> metrics, boolean lossApplies) {
        checkParts(learner, split, metrics);
        run.target()
                .ifPresent(t -> compatibility.checkTarget(
                        t, metrics.stream().anyMatch(m -> m.name().equals(t.metric())), lossApplies, split));
        boolean validated = lossApplies
                && learner.predictsForward()
                && split.validation().length > 0
                && split.validation() != split.test();
        compatibility.checkModelSelection(settings, validated, noValidationLoss(split, lossApplies));
    }

    private void checkParts(Learner learner, Split split, List<NamedComponent<Metric>> metrics) {
        List<NamedComponent<Metric>> required = run.metrics().isDefault() ? List.of() : metrics;
        compatibility.check(task, settings, run.optimizer(), learner, split, required);
    }

    /** Returns the reason why a run without a validation loss has none. */
    private String noValidationLoss(Split split, boolean lossApplies) {
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
}
