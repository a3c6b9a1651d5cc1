package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;

/**
 * The loss on the line from the first to the last parameters of a run.
 *
 * <pre>
 *   loss[a] = L((1 - a) theta_first + a theta_last),  a = from, ..., to
 * </pre>
 *
 * L is the mean loss of `examples` training examples, which are drawn once; theta are all parameters, while untrained
 * state such as running means stays that of the end. Recorded once, at the end, at `points` equally distant a. If the
 * curve falls from 0 to 1 without a bump, no barrier lies between the two points. With `start: {weights: FILE}` the
 * line begins at the weights of the file, such as those with which another run ended. For two runs that were trained
 * apart and have kept their weights, {@code engram slice A B} computes the line without training.
 *
 * <p>Goodfellow, Vinyals and Saxe 2015, Qualitatively characterizing neural network optimization problems.
 */
@Component("loss-slice")
public record LossSlice(
        @Hyper(value = "-0.25", range = "[-10,10]", doc = "first a; 0 is the start of the run")
        double from,

        @Hyper(value = "1.25", range = "[-10,10]", doc = "last a; 1 is the end of the run")
        double to,

        @Hyper(value = "31", range = "[2,1000]", doc = "number of points")
        int points,

        @Hyper(value = "1000", range = "[1,1000000000]", doc = "number of training examples, drawn once for each seed")
        int examples)
        implements Listener {
    /** Throws if there is no line. */
    public LossSlice {
        if (!(from < to)) {
            throw new IncompatibleException("from has to be below to, found " + from + " and " + to);
        }
    }

    @Override
    public void follow(ListenerSetup run) {
        if (!run.hasLoss()) {
            throw new IncompatibleException("it works only if the loss applies to the output of the network");
        }
        float[] first = new float[run.initialValues().remaining()];
        run.initialValues().get(first);
        int[] chosen = Examples.fixed(run, examples);
        run.onEnd(event -> slice(event, first, chosen));
    }

    private void slice(RunEvent event, float[] first, int[] chosen) {
        float[] last = new float[first.length];
        event.parameters().get(last);
        float[] point = new float[first.length];
        for (int k = 0; k < points; k++) {
            double a = from + (to - from) * k / (points - 1);
            for (int i = 0; i < point.length; i++) {
                point[i] = (float) ((1 - a) * first[i] + a * last[i]);
            }
            event.record("loss[" + Math.round(a * 1e6) / 1e6 + "]", event.loss(point, chosen));
        }
    }
}
