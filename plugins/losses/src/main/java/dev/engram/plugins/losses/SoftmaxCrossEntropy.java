package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;

/** What the two forms of softmax cross-entropy share. Sums are in double precision, in the order of the index. */
final class SoftmaxCrossEntropy {
    private SoftmaxCrossEntropy() {}

    /** Where the largest is, the first of equals; NaN counts as {@link Maths#toSortableInt} says. */
    static int argmax(float[] a, int from, int to) {
        int best = from;
        int top = Maths.toSortableInt(a[from]);
        for (int i = from + 1; i < to; i++) {
            int order = Maths.toSortableInt(a[i]);
            best = order > top ? i : best;
            top = Math.max(order, top);
        }
        return best;
    }

    static double sum(float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += t[i];
        }
        return sum;
    }

    /** sum t (logsumexp(a) - a), where {@code excess} = logsumexp(a) - max. */
    static double value(float[] a, float[] t, int from, int to, double max, double excess) {
        int only = onlyNonZero(t, from, to);
        if (only >= 0) {
            return 0 + t[only] * (max - a[only] + excess); // never -0, as a sum is not
        }
        double value = 0;
        for (int i = from; i < to; i++) {
            if (t[i] != 0) { // where a number is not finite, 0 times it would be NaN
                value += t[i] * (max - a[i] + excess);
            }
        }
        return value;
    }

    /**
     * Where the only target is that is not 0; negative if none is or several are. One class is the rule, and found without a branch that
     * nothing could predict, and without the conversions to double precision of a sum, which wait for each other.
     */
    private static int onlyNonZero(float[] t, int from, int to) {
        int only = from;
        int count = 0;
        for (int i = from; i < to; i++) {
            int size = Float.floatToRawIntBits(t[i]) << 1;
            only = size != 0 ? i : only;
            count += size != 0 ? 1 : 0;
        }
        return count == 1 ? only : -1;
    }

    /** Why a categorical cross-entropy cannot compare with such targets; null where it can. */
    static String incompatibility(String loss, LossFunction.Targets targets) {
        if (!targets.classes()) {
            return loss
                    + " compares with classes and the data has numbers; use mse or sse, or say classes: true where the"
                    + " data set reads a class";
        }
        if (targets.signed()) {
            return loss + " needs targets of 0 and 1, not of -1 and 1; use the coding one-hot, or another loss";
        }
        return targets.columns() > 1
                ? null
                : loss
                        + " needs one output for each class: a single one costs nothing where the other class is"
                        + " right; use the coding one-hot, or sigmoid and binary-cross-entropy";
    }
}
