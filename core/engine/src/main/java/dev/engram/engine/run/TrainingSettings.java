package dev.engram.engine.run;

import dev.engram.spi.Hyper;
import dev.engram.spi.Requirement;
import java.util.List;

/** The settings of a training. Bound from the {@code training:} section. */
public record TrainingSettings(
        @Hyper(
                value = "0",
                range = "[0,1000000000]",
                doc = "passes over the training data; give either epochs or steps")
        long epochs,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "steps in total; give either steps or epochs")
        long steps,

        @Hyper(value = "32", doc = "examples in a step, or full")
        BatchSize batch,

        @Hyper(
                value = "mean",
                doc = "what a step follows: the mean over its batch, or the sum, as in textbook programs; with sum the"
                        + " effective rate grows with the batch")
        Reduction reduction,

        @Hyper(value = "reshuffled", doc = "order of the examples: reshuffled in every epoch, shuffled once, or as-is")
        Order order,

        @Hyper(
                value = "0",
                range = "[0,1000000000]",
                doc = "epochs between evaluations (steps on a landscape); 0: every epoch, or as rarely as keeps the"
                        + " cost of evaluation below 3% of the training's multiply-adds")
        long evaluate,

        @Hyper(
                value = "0",
                range = "[0,1000000]",
                doc = "evaluations without a better validation loss after which a run stops; 0: never")
        int patience,

        @Hyper(value = "last", doc = "the parameters that are tested: the last, or the best by validation loss")
        Keep keep,

        @Hyper(
                value = "[]",
                doc = "requirements of the rule or the optimizer that are not enforced, such as [true-gradient]")
        List<Requirement> waive,

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
        List<Curve> curves,

        @Hyper(
                value = "keep",
                doc = "the last batch of an epoch if fewer examples are left than a batch has: keep, a smaller batch;"
                        + " or drop, so that all batches have the same size")
        LastBatch lastBatch,

        @Hyper(
                value = "none",
                doc = "the weights of the network that are stored with the run, for `engram export`, `engram predict`"
                        + " and `start`: none; last, those after the last step; best, those of the evaluation with the"
                        + " best validation loss; every, those of each evaluation. A run with another value is another"
                        + " run, which is made anew with the same numbers. Trials of `tune` keep none")
        KeepWeights keepWeights) {
    public TrainingSettings {
        waive = List.copyOf(waive);
        curves = curves.stream().distinct().sorted().toList();
    }

    /** The settings without curves, probed on the default number of examples. */
    public TrainingSettings(
            long epochs,
            long steps,
            BatchSize batch,
            Reduction reduction,
            Order order,
            long evaluate,
            int patience,
            Keep keep,
            List<Requirement> waive) {
        this(
                epochs,
                steps,
                batch,
                reduction,
                order,
                evaluate,
                patience,
                keep,
                waive,
                ProbeSize.DEFAULT,
                List.of(),
                LastBatch.KEEP,
                KeepWeights.NONE);
    }

    /** Returns the default settings for this many steps. */
    public static TrainingSettings ofSteps(long steps, BatchSize batch) {
        return new TrainingSettings(0, steps, batch, Reduction.MEAN, Order.RESHUFFLED, 0, 0, Keep.LAST, List.of());
    }

    /** Returns the default settings for this many epochs. */
    public static TrainingSettings ofEpochs(long epochs, BatchSize batch) {
        return new TrainingSettings(epochs, 0, batch, Reduction.MEAN, Order.RESHUFFLED, 0, 0, Keep.LAST, List.of());
    }

    /** Returns the same settings with this order of the examples. */
    public TrainingSettings withOrder(Order other) {
        return new TrainingSettings(
                epochs,
                steps,
                batch,
                reduction,
                other,
                evaluate,
                patience,
                keep,
                waive,
                probe,
                curves,
                lastBatch,
                keepWeights);
    }

    /** Returns the same settings without enforcing these requirements. */
    public TrainingSettings withWaived(List<Requirement> waived) {
        return new TrainingSettings(
                epochs,
                steps,
                batch,
                reduction,
                order,
                evaluate,
                patience,
                keep,
                waived,
                probe,
                curves,
                lastBatch,
                keepWeights);
    }

    /** Returns the same settings with the training inspected on these examples. */
    public TrainingSettings withProbe(ProbeSize other) {
        return new TrainingSettings(
                epochs,
                steps,
                batch,
                reduction,
                order,
                evaluate,
                patience,
                keep,
                waive,
                other,
                curves,
                lastBatch,
                keepWeights);
    }

    /** Returns the same settings with these curves. */
    public TrainingSettings withCurves(List<Curve> others) {
        return new TrainingSettings(
                epochs,
                steps,
                batch,
                reduction,
                order,
                evaluate,
                patience,
                keep,
                waive,
                probe,
                others,
                lastBatch,
                keepWeights);
    }

    /** Data whose metrics are recorded at each evaluation, only to be shown. */
    public enum Curve {
        TEST,
        TRAINING
    }

    /** Returns the same settings with this treatment of the last batch of an epoch. */
    public TrainingSettings withLastBatch(LastBatch other) {
        return new TrainingSettings(
                epochs,
                steps,
                batch,
                reduction,
                order,
                evaluate,
                patience,
                keep,
                waive,
                probe,
                curves,
                other,
                keepWeights);
    }

    /** Returns the same settings with these weights kept. */
    public TrainingSettings withKeepWeights(KeepWeights other) {
        return new TrainingSettings(
                epochs, steps, batch, reduction, order, evaluate, patience, keep, waive, probe, curves, lastBatch,
                other);
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
