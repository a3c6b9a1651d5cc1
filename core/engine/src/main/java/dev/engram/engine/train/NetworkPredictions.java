package dev.engram.engine.train;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Metric;
import java.util.List;

/** Predictions of a network with stored weights for examples that its run has not seen. */
public final class NetworkPredictions {
    private NetworkPredictions() {}

    /**
     * Predicts examples as the run predicts its test data, by the rule if it makes its own predictions.
     *
     * @param run a run that trains a network
     * @param weights the arrays of the network and of the rule that the run has kept
     * @param examples inputs that are not scaled, in the order of those of the data set
     * @return scores and classes; its targets and its loss mean nothing
     * @throws IncompatibleException if examples, weights and network do not fit together
     */
    public static Metric.Predictions of(ResolvedRun run, DataCache data, List<NamedArray> weights, InputRows examples) {
        NetworkTraining task = (NetworkTraining) run.task();
        Split split = data.newExamples(task.data(), run.seed(), examples);
        int[] rows = split.test();
        int chunk = Math.min(rows.length, Evaluator.MAX_CHUNK);
        NetworkSpec network =
                new NetworkSpec(split.shape(), task.network(), task.loss().component(), split.targets());
        Learner learner = new Learner(run.seed(), network, task.rule().component(), chunk, false);
        if (learner.predictsForward() && learner.network().last().outputs() != split.targets()) {
            throw new IncompatibleException(
                    "the network has " + learner.network().last().outputs() + " outputs, but the data have "
                            + split.targets() + " targets, so that it predicts nothing");
        }
        List<String> mismatches = learner.weights().mismatches(weights);
        if (!mismatches.isEmpty()) {
            throw new IncompatibleException(
                    "the weights are not those of the network: " + String.join("; ", mismatches));
        }
        weights.forEach(learner.weights()::set);
        return new Evaluator(learner, task.loss().component(), split, chunk)
                .predict(rows, learner.arena().theta());
    }
}
