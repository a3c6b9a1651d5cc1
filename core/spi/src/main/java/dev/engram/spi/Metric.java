package dev.engram.spi;

import java.util.List;
import java.util.Map;
import org.pf4j.ExtensionPoint;

/**
 * A quantity that is measured during a run. A metric implements {@link OfPredictions} or {@link OfTraining}. It must
 * not draw random numbers or change anything: a run gives the same bits with and without it.
 */
public interface Metric extends ExtensionPoint {
    /** Returns 1 if larger is better, -1 if smaller is better, 0 if neither. */
    int direction();

    /**
     * A metric of the predictions for a whole set of examples: validation data during training, test data at the end.
     *
     * <p>It has one value, {@link #compute}, which has the name of the metric in results: {@code f1}. Tables, verdicts,
     * targets and tuning use this value. A metric may have any number of <em>details</em>, such as its value for each
     * class. Details are computed once, for the test data at the end of a run. They are stored next to the value, and
     * appear in CSV, JSON, exports and the report, not in tables. The name of a detail is the name of the metric with
     * one or more labels in brackets:
     *
     * <pre>
     *   f1[cat]                      F1 of the class cat
     *   confusion-matrix[cat][dog]   examples of the class cat that are predicted as dog
     *   confusion-matrix[cat][]      examples of the class cat for which no class is predicted
     *   rmse[target1]                error of the second target
     * </pre>
     *
     * In a label, {@code [}, {@code ]} and {@code \} are preceded by {@code \}.
     */
    interface OfPredictions extends Metric {
        /** Returns the value; NaN if it is undefined. {@code p} is read-only and must not be used after the call. */
        double compute(Predictions p);

        /**
         * Passes the details to {@code out}. Every detail has other labels. {@code p} is read-only and must not be used
         * after the call.
         */
        default void computeDetails(Predictions p, Details out) {}

        /** Returns the {@link #direction} of the details. Counts, for example, have none. */
        default int directionOfDetails() {
            return direction();
        }

        /**
         * Returns the best possible value, such as 1 for accuracy; infinite if there is no bound. A target beyond it is
         * an error.
         */
        default double best() {
            return direction() < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }

        /**
         * Returns why the metric cannot be computed for such data; null if it can.
         *
         * @param classes whether the data has classes
         */
        default String incompatibility(boolean classes) {
            return null;
        }

        /**
         * Returns why the metric cannot be computed for data with these classes; null if it can. The engine calls this
         * method. By default it asks {@link #incompatibility(boolean)}.
         *
         * @param classNames the names of the classes; empty for regression
         */
        default String incompatibility(List<String> classNames) {
            return incompatibility(!classNames.isEmpty());
        }
    }

    /** A metric of training itself. It is computed at each evaluation, for the examples of {@code training.probe}. */
    interface OfTraining extends Metric {
        /** Measures one step and passes any number of values to {@code out}, at most one for each part. */
        void compute(Probe p, Readings out);
    }

    /** Predictions and targets. */
    interface Predictions {
        /** Returns the predictions, rows x targets, in the unit of the data set also if targets are scaled. */
        Matrix scores();

        /** Returns the targets, rows x targets, in the unit of the data set also if targets are scaled. */
        Matrix targets();

        /** Returns the mean loss; NaN for a rule whose predictions are not the output of the network. */
        double loss();

        /** Returns whether the data has classes. Only then may {@link #label} and {@link #predicted} be called. */
        boolean classes();

        /** Returns the names of the classes, which are different; empty if the data has no classes. */
        List<String> classNames();

        /** Returns the true class of an example, an index of {@link #classNames}. */
        int label(int row);

        /**
         * Returns the predicted class of an example: that of the largest score, the first in case of a tie; -1 if a
         * score is NaN.
         */
        int predicted(int row);
    }

    /**
     * The quantities of one training step. Arrays are indexed by {@link Parameter#from} and {@link Parameter#to}.
     * Everything is read-only and must not be used after the call.
     */
    interface Probe {
        /** Returns all trained parameters, in the order of the arrays. */
        Iterable<Parameter> parameters();

        /** Returns the values of the parameters before the step. */
        float[] theta();

        /** Returns the gradient that the rule has computed. */
        float[] pseudoGradient();

        /** Returns the gradient of back-propagation for the same examples and parameters; null if there is none. */
        float[] trueGradient();

        /**
         * Overwrites {@code product}, which is like {@link #theta}, with the Hessian of the mean loss of the examples
         * times {@code direction}, at {@link #theta}. It is a central difference of two true gradients in single
         * precision, with a relative error of about 0.001. Returns whether there is a true gradient.
         */
        default boolean hessianProduct(double[] direction, double[] product) {
            return false;
        }

        /**
         * Returns the gradient of the loss of what a rule with dynamics settles to ({@link BoundRule.Settling}), for
         * the same examples and parameters; null for other rules.
         */
        default float[] settledGradient() {
            return null;
        }

        /**
         * Returns the state that the rule keeps from step to step ({@link Setup#state}), before this step, by name.
         */
        default Map<String, float[]> ruleState() {
            return Map.of();
        }

        /** Returns what the previous step has subtracted from the parameters; null before the first step. */
        float[] update();

        /** Returns the feedback matrices that the rule used, by layer from the first. The last layer has none. */
        List<Feedback> feedback();

        /** Returns the responses of the layers to the examples, from the first. */
        List<Response> responses();
    }

    /**
     * A matrix that has propagated an error to the outputs of a layer.
     *
     * @param layer the layer that received the error, such as "layer0"
     * @param feedbackWeights the matrix: units of the next layer x outputs of this layer, or, if the error came
     *     directly from the output of the network, targets x outputs of this layer
     * @param weights the matrix that back-propagation would have used: the weights of the next layer, or the product of
     *     the weights of all later layers
     */
    record Feedback(String layer, Matrix feedbackWeights, Matrix weights) {}

    /**
     * The response of a layer to the examples.
     *
     * @param layer the layer, such as "layer0"
     * @param output the outputs, rows x outputs
     * @param derivatives the derivatives of the outputs with respect to the pre-activations, rows x outputs; null if a
     *     unit has no derivative of its own (softmax, thresholds, normalisation)
     */
    record Response(String layer, Matrix output, Matrix derivatives) {}

    /** A receiver of measured values. */
    @FunctionalInterface
    interface Readings {
        /**
         * Records a value.
         *
         * @param part the part of the network that was measured, such as "layer0"; empty for the whole network
         */
        void put(String part, double value);
    }

    /** A receiver of the details of a metric of predictions. */
    @FunctionalInterface
    interface Details {
        /**
         * Records a detail.
         *
         * @param value the value; NaN if it is undefined
         * @param labels the labels in the name of the detail, at least one
         */
        void put(double value, String... labels);
    }
}
