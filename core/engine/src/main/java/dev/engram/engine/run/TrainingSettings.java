package dev.engram.engine.run;

import dev.engram.spi.Hyper;
import dev.engram.spi.Requirement;
import java.util.List;

/** How a run trains. Bound from the {@code training:} section. */
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
        List<Requirement> waive) {

    /** In which order the examples of an epoch come. */
    public enum Order {
        RESHUFFLED,
        SHUFFLED,
        AS_IS
    }

    /** What the gradients and losses of a batch become. Rules give the mean; nothing else depends on this. */
    public enum Reduction {
        MEAN,
        SUM
    }

    /** Which parameters a run ends with. */
    public enum Keep {
        LAST,
        BEST
    }
}
