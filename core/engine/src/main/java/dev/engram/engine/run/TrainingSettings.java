package dev.engram.engine.run;

import dev.engram.spi.Hyper;
import dev.engram.spi.Requirement;
import java.util.List;

/** How a run trains. Bound from the {@code training:} section. */
public record TrainingSettings(
        @Hyper(value = "0", range = "[0,1000000000]", doc = "passes over the training data; give these or steps")
        long epochs,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "steps in all; give these or epochs")
        long steps,

        @Hyper(value = "32", doc = "examples in a step, or full")
        BatchSize batch,

        @Hyper(
                value = "mean",
                doc = "what a step follows: the mean over its batch, or the sum as in textbook programs, with which"
                        + " a rate counts as often as there are examples")
        Reduction reduction,

        @Hyper(
                value = "reshuffled",
                doc = "order of the examples: reshuffled in each epoch, shuffled once, or as they come")
        Order order,

        @Hyper(
                value = "0",
                range = "[0,1000000000]",
                doc = "epochs (steps on a landscape) between evaluations; 0: every epoch, or as many as keep its"
                        + " cost under 3% of the training")
        long evaluate,

        @Hyper(
                value = "0",
                range = "[0,1000000]",
                doc = "evaluations without a better validation loss after which a run stops; 0: never")
        int patience,

        @Hyper(value = "last", doc = "which parameters are tested: the last, or those with the best validation loss")
        Keep keep,

        @Hyper(value = "[]", doc = "needs that are not insisted on")
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
