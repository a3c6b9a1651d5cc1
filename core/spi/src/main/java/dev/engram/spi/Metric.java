package dev.engram.spi;

import java.util.List;
import org.pf4j.ExtensionPoint;

/** Something measured while a network trains. Draws no random numbers and changes nothing: same bits with and without. */
public interface Metric extends ExtensionPoint {
    /** +1: more is better; -1: less is better; 0: neither. */
    int direction();

    /** Measured on the predictions for a whole set of examples: validation data in training, test data at the end. */
    interface OfPredictions extends Metric {
        /** The measurement; NaN where it is not defined. What it is shown is only read, and valid during the call. */
        double compute(Predictions p);

        /** The best value that there is, such as 1 for a share of right answers: no target is set beyond it. Infinite where none is known. */
        default double best() {
            return direction() < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }

        /** Why it cannot be measured on such data; null where it can. */
        default String incompatibility(boolean classes) {
            return null;
        }
    }

    /** Measured on the training itself: at each evaluation, on the batch that comes next. */
    interface OfTraining extends Metric {
        /** Puts any number of readings, each part once. */
        void compute(Probe p, Readings out);
    }

    /** Predictions beside the right answers. */
    interface Predictions {
        /** rows x targets: what the network says. */
        Matrix scores();

        /** rows x targets: what it should say. */
        Matrix targets();

        /** Mean loss; NaN for a rule whose scores are not the output of the network. */
        double loss();

        /** Are there classes? If so, the two methods below answer. */
        boolean classes();

        /** The right class. */
        int label(int row);

        /** The class that the scores speak for: the largest, the first of equals; -1 where a score is NaN. */
        int predicted(int row);
    }

    /**
     * One step of training, looked at from outside. Arrays are indexed as the parameters say; all of it is only read, and
     * valid during the call.
     */
    interface Probe {
        /** All trained parameters, in the order of the arena. */
        Iterable<Parameter> parameters();

        /** The parameters before the step. */
        float[] theta();

        /** What the rule made of the batch. */
        float[] pseudoGradient();

        /** The gradient that back-propagation finds for the same batch at the same parameters; null where it finds none. */
        float[] trueGradient();

        /** What the step made just before took from the parameters; null before the first. */
        float[] update();

        /** The matrices that carried the error down while the rule learned, from the first layer up; the last has none. */
        List<Feedback> feedback();

        /** The layers of the network as they respond to the batch, from the first up. */
        List<Response> responses();
    }

    /**
     * A matrix that brought the error to the outputs of a layer.
     *
     * @param layer such as "layer0": the one that it came to
     * @param feedbackWeights what the rule used. From the layer above, units there x outputs here; or straight from the network's
     *     output, targets x outputs here
     * @param weights what back-propagation would use in its place: the weights of the layer above, or the product of all
     *     weights above
     */
    record Feedback(String layer, Matrix feedbackWeights, Matrix weights) {}

    /**
     * A layer's response.
     *
     * @param layer such as "layer0"
     * @param output rows x outputs
     * @param derivatives d out / d pre-activation, of the same shape; null where units have no slope of their own (softmax,
     *     thresholds, normalisation)
     */
    record Response(String layer, Matrix output, Matrix derivatives) {}

    /** Takes what was measured. */
    @FunctionalInterface
    interface Readings {
        /** @param part such as "layer0", or "" for the whole */
        void put(String part, double value);
    }
}
