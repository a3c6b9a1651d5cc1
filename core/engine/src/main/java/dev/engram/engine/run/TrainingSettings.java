package dev.engram.engine.run;

import dev.engram.spi.Hyper;
import dev.engram.spi.Requirement;
import java.util.List;

/**
 * The settings of a training. Bound from the {@code training:} section, where the settings of all groups are written
 * side by side.
 */
public record TrainingSettings(
        Budget budget,
        Batching batching,
        Monitoring monitoring,
        ModelSelection selection,

        @Hyper(
                value = "[]",
                doc = "requirements of the rule or the optimizer that are not enforced, such as [true-gradient]")
        List<Requirement> waive,

        @Hyper(
                value = "none",
                doc = "the weights of the network that are stored with the run, for `engram export`, `engram predict`"
                        + " and `start`: none; last, those after the last step; best, those of the evaluation with the"
                        + " best validation loss; every, those of each evaluation. A run with another value is another"
                        + " run, which is made anew with the same numbers. Trials of `tune` keep none")
        KeepWeights keepWeights) {
    public TrainingSettings {
        waive = List.copyOf(waive);
    }

    /** Returns settings that enforce all requirements and keep no weights. */
    public static TrainingSettings of(
            Budget budget, Batching batching, Monitoring monitoring, ModelSelection selection) {
        return new TrainingSettings(budget, batching, monitoring, selection, List.of(), KeepWeights.NONE);
    }

    /** Returns the default settings for this many steps. */
    public static TrainingSettings ofSteps(long steps, BatchSize batch) {
        return of(new Budget(0, steps), Batching.of(batch), Monitoring.DEFAULT, ModelSelection.LAST);
    }

    /** Returns the default settings for this many epochs. */
    public static TrainingSettings ofEpochs(long epochs, BatchSize batch) {
        return of(new Budget(epochs, 0), Batching.of(batch), Monitoring.DEFAULT, ModelSelection.LAST);
    }

    /** Returns the same settings with these batches. */
    public TrainingSettings withBatching(Batching other) {
        return new TrainingSettings(budget, other, monitoring, selection, waive, keepWeights);
    }

    /** Returns the same settings with this monitoring. */
    public TrainingSettings withMonitoring(Monitoring other) {
        return new TrainingSettings(budget, batching, other, selection, waive, keepWeights);
    }

    /** Returns the same settings without enforcing these requirements. */
    public TrainingSettings withWaived(List<Requirement> waived) {
        return new TrainingSettings(budget, batching, monitoring, selection, waived, keepWeights);
    }

    /** Returns the same settings with these weights kept. */
    public TrainingSettings withKeepWeights(KeepWeights other) {
        return new TrainingSettings(budget, batching, monitoring, selection, waive, other);
    }

    /** The length of a training, of which one is given and the other is 0. */
    public record Budget(
            @Hyper(
                    value = "0",
                    range = "[0,1000000000]",
                    doc = "passes over the training data; give either epochs or steps")
            long epochs,

            @Hyper(value = "0", range = "[0,1000000000000]", doc = "steps in total; give either steps or epochs")
            long steps) {}

    /** The batches of the training data. */
    public record Batching(
            @Hyper(value = "32", doc = "examples in a step, or full")
            BatchSize batch,

            @Hyper(
                    value = "mean",
                    doc = "what a step follows: the mean over its batch, or the sum, as in textbook programs; with sum"
                            + " the effective rate grows with the batch")
            Reduction reduction,

            @Hyper(
                    value = "reshuffled",
                    doc = "order of the examples: reshuffled in every epoch, shuffled once, or as-is")
            Order order,

            @Hyper(
                    value = "keep",
                    doc = "the last batch of an epoch if fewer examples are left than a batch has: keep, a smaller"
                            + " batch; or drop, so that all batches have the same size")
            LastBatch lastBatch) {
        /** Returns reshuffled batches of this size, of which the last one may be smaller. */
        public static Batching of(BatchSize batch) {
            return of(batch, Order.RESHUFFLED);
        }

        /** Returns batches of this size in this order, of which the last one may be smaller. */
        public static Batching of(BatchSize batch, Order order) {
            return new Batching(batch, Reduction.MEAN, order, LastBatch.KEEP);
        }
    }

    /** What is recorded of a training, and how often. */
    public record Monitoring(
            @Hyper(
                    value = "0",
                    range = "[0,1000000000]",
                    doc = "epochs between evaluations (steps on a landscape); 0: every epoch, or as rarely as keeps the"
                            + " cost of evaluation below 3% of the training's multiply-adds")
            long evaluate,

            @Hyper(
                    value = "1000",
                    doc = "number of training examples on which `alignment`, `norm-ratio` and other metrics inspect the"
                            + " training, drawn once for each seed and the same for all cells; or batch: those of the"
                            + " next step, on which angles are noisy and depend on the size of the batch")
            ProbeSize probe,

            @Hyper(
                    value = "[]",
                    doc = "data whose metrics are recorded at each evaluation, for curves that can be compared with"
                            + " published ones: test, training, or both. Training is measured with fixed parameters,"
                            + " unlike the mean loss of the steps. Nothing is chosen by these curves: `patience`,"
                            + " `keep`, `target` and `tune` read validation data only. `evaluate: 1` records every"
                            + " epoch")
            List<Curve> curves) {
        /** As often as costs little, without curves. */
        public static final Monitoring DEFAULT = new Monitoring(0, ProbeSize.DEFAULT, List.of());

        public Monitoring {
            curves = curves.stream().distinct().sorted().toList();
        }

        /** Returns the same monitoring with the training inspected on these examples. */
        public Monitoring withProbe(ProbeSize other) {
            return new Monitoring(evaluate, other, curves);
        }
    }

    /** The choice of the parameters that are tested, and of the step after which better ones are not expected. */
    public record ModelSelection(
            @Hyper(
                    value = "0",
                    range = "[0,1000000]",
                    doc = "evaluations without a better validation loss after which a run stops; 0: never")
            int patience,

            @Hyper(value = "last", doc = "the parameters that are tested: the last, or the best by validation loss")
            Keep keep) {
        /** The parameters after the last step. */
        public static final ModelSelection LAST = new ModelSelection(0, Keep.LAST);
    }

    /** Data whose metrics are recorded at each evaluation, only to be shown. */
    public enum Curve {
        TEST,
        TRAINING
    }

    /** The weights that are stored with a run. */
    public enum KeepWeights {
        NONE,
        LAST,
        BEST,
        EVERY
    }

    /** The last batch of an epoch, if it is incomplete. */
    public enum LastBatch {
        KEEP,
        DROP
    }

    /** The order of the examples in an epoch. */
    public enum Order {
        RESHUFFLED,
        SHUFFLED,
        AS_IS
    }

    /** The reduction of gradients and losses over a batch. Rules compute the mean; the engine scales it. */
    public enum Reduction {
        MEAN,
        SUM
    }

    /** The parameters that a run ends with. */
    public enum Keep {
        LAST,
        BEST
    }
}
