package dev.engram.engine.train;

import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.spi.Layer;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks whether the parts of a run fit together. Collects everything that does not, with its path and the reason. */
final class Compatibility {
    private final List<Incompatibility> incompatibilities = new ArrayList<>();

    List<Incompatibility> incompatibilities() {
        return incompatibilities;
    }

    void add(String path, String reason) {
        incompatibilities.add(new Incompatibility(path, reason));
    }

    /** Returns true if the metric can be measured on such data. */
    static boolean applies(Metric metric, Split split) {
        return !(metric instanceof Metric.OfPredictions p) || p.incompatibility(split.classes()) == null;
    }

    /** Checks the requirements of rule and optimizer, and the conditions of loss and metrics. */
    void check(
            NetworkTraining task,
            TrainingSettings training,
            ResolvedOptimizer optimizer,
            Learner learner,
            Split split,
            List<NamedComponent<Metric>> metrics) {
        Set<Requirement> provided = provided(task, training, optimizer.first(), learner, split);
        String rule = task.rule().name();
        boolean satisfied = checkRequirements(
                task.rule().component().requirements(), provided, "rule", rule, learner, split, training);
        satisfied &= checkRequirements(
                optimizer.first().requirements(), provided, "optimizer", optimizer.name(), learner, split, training);
        checkBatches(training, learner, split.training().length);
        if (provided.contains(Requirement.OUTPUT_LAYER) && satisfied) {
            checkLoss(task, learner, split);
        }
        for (NamedComponent<Metric> g : metrics) {
            if (g.component() instanceof Metric.OfPredictions p) {
                String why = provided.contains(Requirement.OUTPUT_LAYER) || !learner.predictsForward()
                        ? p.incompatibility(split.classes())
                        : g.name() + " needs " + Requirement.OUTPUT_LAYER.text() + widths(learner, split);
                if (why != null) {
                    add("measure", prefixed(g.name(), why));
                }
            }
        }
    }

    /** Checks that every batch has as many examples as the layers need. */
    private void checkBatches(TrainingSettings training, Learner learner, int examples) {
        int batch = training.batching().batch().resolve(examples);
        int last = training.batching().lastBatch() == TrainingSettings.LastBatch.KEEP && examples % batch > 0
                ? examples % batch
                : batch;
        List<Layer> layers = learner.network().layers();
        for (int l = 0; l < layers.size(); l++) {
            int least = layers.get(l).minExamples();
            if (last < least) {
                add(
                        "training.batch",
                        "layer " + (l + 1)
                                + " of those with weights is normalized over the batch, which needs at least "
                                + least + " examples, but "
                                + (last == batch
                                        ? "a batch has " + batch + "; use larger batches, or group-norm or layer-norm"
                                        : "the last batch of an epoch has " + last + " (" + examples
                                                + " examples in batches of " + batch
                                                + "); use another batch size, or last-batch: drop"));
                return;
            }
        }
    }

    /** Checks that a run that stops early or keeps the best parameters has a validation loss. */
    void checkModelSelection(TrainingSettings training, boolean validated, String why) {
        if (!validated && training.selection().patience() > 0) {
            add("training.patience", "early stopping needs a validation loss, but " + why);
        }
        if (!validated && training.selection().keep() == TrainingSettings.Keep.BEST) {
            add("training.keep", "keeping the best parameters needs a validation loss, but " + why);
        }
        if (!validated && training.keepWeights() == TrainingSettings.KeepWeights.BEST) {
            add("training.keep-weights", "keeping the best weights needs a validation loss, but " + why);
        }
    }

    /** Checks that the weights that a run keeps are not too large. */
    boolean checkWeights(long bytes) {
        if (bytes > WeightKeeper.MAX_BYTES) {
            add(
                    "training.keep-weights",
                    "the weights of a run would take " + mebibytes(bytes) + " MiB, more than the limit of "
                            + mebibytes(WeightKeeper.MAX_BYTES)
                            + " MiB; keep them less often (last, best, or a larger training.evaluate), or not at all");
            return false;
        }
        return true;
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /**
     * Checks that the target is measured on validation data, and that a run that stops at it does not use test data.
     */
    void checkTarget(Target target, boolean measured, boolean lossApplies, Split split) {
        if (!measured) {
            add(
                    "target.metric",
                    target.metric()
                            + " is not measured here, because it does not apply to the data; name another metric");
        } else if (!lossApplies) {
            add("target", "it cannot be measured, because the width of the output differs from that of the targets");
        } else if (split.validation().length == 0) {
            add(
                    "target",
                    "it is measured on the validation data, but with so few examples there are none; raise"
                            + " validation");
        } else if (target.stop() && split.validation() == split.test()) {
            add("target.stop", "stopping needs validation data, but here they are the test data; omit stop");
        }
    }

    private void checkLoss(NetworkTraining task, Learner learner, Split split) {
        LossFunction loss = task.loss().component();
        String why = loss.incompatibility(learner.network().last().activation().outputFunction());
        if (why == null) {
            why = loss.incompatibility(new LossFunction.Targets(
                    split.hasClasses(), split.targets(), split.hasClasses() && split.signed()));
        }
        if (why != null) {
            add("loss", prefixed(task.loss().name(), why));
        }
    }

    /** Adds the name of the component, unless its reason begins with the name. */
    private static String prefixed(String component, String why) {
        return why.startsWith(component) ? why : component + ": " + why;
    }

    private boolean checkRequirements(
            Set<Requirement> needs,
            Set<Requirement> provided,
            String path,
            String name,
            Learner learner,
            Split split,
            TrainingSettings training) {
        boolean all = true;
        for (Requirement n : new TreeSet<>(needs)) {
            if (!provided.contains(n) && !training.waive().contains(n)) {
                String reason = name + " needs " + n.text();
                if (n == Requirement.OUTPUT_LAYER) { // reported where it is fixed
                    add("network." + learner.outputPath(), reason + widths(learner, split));
                } else {
                    add(path, reason);
                }
                all = false;
            }
        }
        return all;
    }

    private static String widths(Learner learner, Split split) {
        int outputs = learner.network().last().outputs();
        boolean oneForTwo = outputs == 1 && split.targets() == 2 && split.hasClasses();
        return ": the layer has " + outputs + (outputs == 1 ? " output" : " outputs") + ", the data has "
                + split.targets() + (split.targets() == 1 ? " target" : " targets")
                + (oneForTwo ? "; give it two, or write coding: binary (or signed) in data for a single output" : "");
    }

    private static Set<Requirement> provided(
            NetworkTraining task, TrainingSettings training, Optimizer optimizer, Learner learner, Split split) {
        List<Layer> layers = learner.network().layers();
        Set<Requirement> provided = new TreeSet<>();
        addIf(provided, Requirement.CLASSES, split.hasClasses());
        addIf(provided, Requirement.OUTPUT_LAYER, learner.network().last().outputs() == split.targets());
        addIf(provided, Requirement.HIDDEN_LAYER, layers.size() > 1);
        addIf(provided, Requirement.ONE_LAYER, layers.size() == 1);
        addIf(provided, Requirement.PLAIN_LAYERS, learner.plain());
        addIf(provided, Requirement.CHAIN, learner.chain());
        addIf(provided, Requirement.SEPARATE_EXAMPLES, layers.stream().allMatch(Layer::separatesExamples));
        addIf(provided, Requirement.SLOPES, layers.stream().allMatch(Layer::differentiable));
        addIf(provided, Requirement.LOSS_SLOPE, task.loss().component().differentiable());
        addIf(provided, Requirement.NOT_NEGATIVE, layers.stream().allMatch(l -> l.min() >= 0));
        addIf(
                provided,
                Requirement.FULL_BATCH,
                training.batching().batch().resolve(split.training().length) == split.training().length);
        addIf(provided, Requirement.TRUE_GRADIENT, task.rule().component().exactGradient());
        addIf(provided, Requirement.PROPORTIONAL_STEP, optimizer.proportional());
        return provided;
    }

    private static void addIf(Set<Requirement> provided, Requirement requirement, boolean holds) {
        if (holds) {
            provided.add(requirement);
        }
    }
}
