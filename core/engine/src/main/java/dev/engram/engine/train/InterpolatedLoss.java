package dev.engram.engine.train;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Loss and accuracy at a position on the line between the weights of two runs.
 *
 * @param position 0 at the first run, 1 at the second one
 * @param trainingLoss mean loss of the training examples
 * @param trainingAccuracy the share of training examples with the right class; NaN without classes
 * @param validationLoss mean loss of the validation examples; NaN without them
 * @param validationAccuracy the share of validation examples with the right class; NaN without them or without classes
 */
public record InterpolatedLoss(
        double position,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy) {
    /**
     * The greatest rise of a loss above the straight line between its values at the ends.
     *
     * <pre>
     *   max over t of L(t) - ((1 - t) L(0) + t L(1)),  0 &lt;= t &lt;= 1
     * </pre>
     *
     * It is 0 if the loss is nowhere above that line, as for every convex loss. Entezari, Sedghi, Saukh and Neyshabur
     * 2022, The role of permutation invariance in linear mode connectivity of neural networks. If both ends have the
     * same loss, it is the barrier of Frankle, Dziugaite, Roy and Carbin 2020, Linear mode connectivity and the lottery
     * ticket hypothesis.
     *
     * @param height NaN if a loss is not a number, or if there is none
     * @param position where the rise is greatest; 0 if there is no barrier
     */
    public record Barrier(double height, double position) {
        /** Returns the barrier of one of the losses. */
        public static Barrier of(List<InterpolatedLoss> line, ToDoubleFunction<InterpolatedLoss> loss) {
            double first = at(line, 0, loss), second = at(line, 1, loss);
            List<Barrier> rises = line.stream()
                    .filter(p -> p.position() >= 0 && p.position() <= 1)
                    .map(p -> new Barrier(
                            rise(loss.applyAsDouble(p), between(first, second, p.position())), p.position()))
                    .toList();
            if (rises.stream().anyMatch(b -> Double.isNaN(b.height()))) {
                return new Barrier(Double.NaN, 0);
            }
            Barrier greatest = rises.stream()
                    .max(Comparator.comparingDouble(Barrier::height))
                    .orElseThrow();
            return greatest.height() > 0 ? greatest : new Barrier(0, 0);
        }

        /** A loss is not above an equal one, also where both are infinite. */
        private static double rise(double loss, double line) {
            return loss == line ? 0 : loss - line;
        }

        /** The straight line between the ends, of which one may be infinite. */
        private static double between(double first, double second, double t) {
            if (t == 0 || first == second) {
                return first;
            }
            return t == 1 ? second : (1 - t) * first + t * second;
        }
    }

    /** Returns the value at one of the ends, which every line has. */
    public static double at(List<InterpolatedLoss> line, double end, ToDoubleFunction<InterpolatedLoss> value) {
        return value.applyAsDouble(line.stream()
                .filter(p -> p.position() == end)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the line has no position " + end)));
    }
}
