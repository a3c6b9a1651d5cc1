package dev.engram.plugins.losses;

import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;

/** Shared parts of the two forms of softmax cross-entropy. Sums are in double precision, in the order of the index. */
final class SoftmaxCrossEntropy {
    private SoftmaxCrossEntropy() {}

    /** Returns the index of the largest element, the first of equals; NaN is ordered by {@link Maths#toSortableInt}. */
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

    /** Returns the sum of the targets, faster than {@link #sum} if there is only one class. */
    static double sumOfTargets(float[] t, int from, int to) {
        int only = onlyNonZero(t, from, to);
        return only >= 0 ? t[only] : sum(t, from, to);
    }

    static double sum(float[] t, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += t[i];
        }
        return sum;
    }

    /** Returns sum t (logsumexp(a) - a), where {@code excess} = logsumexp(a) - max. */
    static double value(float[] a, float[] t, int from, int to, double max, double excess) {
        int only = onlyNonZero(t, from, to);
        if (only >= 0) {
            return 0 + t[only] * (max - a[only] + excess); // avoids -0, like the sum
        }
        double value = 0;
        for (int i = from; i < to; i++) {
            if (t[i] != 0) { // 0 times infinity would be NaN
                value += t[i] * (max - a[i] + excess);
            }
        }
        return value;
    }

    /**
     * Returns the index of the only nonzero target, or a negative number if there is none or there are several. One
     * class is the usual case. It is found without an unpredictable branch, and without a sum in double precision,
     * whose conversions depend on each other.
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

    /** Returns why a categorical cross-entropy cannot use such targets, or null if it can. */
    static String incompatibility(String loss, LossFunction.Targets targets) {
        if (!targets.classes()) {
            return loss
                    + " needs classes, but the data has numbers; use mse or sse, or set classes: true if the"
                    + " target is a class";
        }
        if (targets.signed()) {
            return loss + " needs targets of 0 and 1, not of -1 and 1; use the coding one-hot, or another loss";
        }
        return targets.columns() > 1
                ? null
                : loss
                        + " needs one output for each class: with a single one, the other class always has loss 0;"
                        + " use the coding one-hot, or sigmoid and binary-cross-entropy";
    }
}
