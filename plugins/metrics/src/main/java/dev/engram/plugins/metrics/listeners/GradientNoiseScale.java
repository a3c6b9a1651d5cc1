package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;
import java.util.Arrays;

/**
 * The simple noise scale of the gradient: the batch size above which larger batches help little.
 *
 * <pre>
 *   noise-scale = tr(S) / |G|^2
 *   |G|^2       = (B |g_B|^2 - b |g_b|^2) / (B - b)
 *   tr(S)       = (|g_b|^2 - |g_B|^2) / (1/b - 1/B)
 * </pre>
 *
 * G is the gradient of back-propagation of the mean loss of all training examples, S the covariance of the gradients of
 * single examples, g_b the gradient of a batch of b = `small` examples, and g_B the mean of `parts` such gradients, B =
 * `parts` b. Both estimates are unbiased, because examples are drawn independently, and are averaged over `draws`
 * before they are divided. Recorded at each evaluation: `noise-scale` in examples, `gradient` (|G|^2) and `noise` (tr
 * S), both in squared units of the gradient. The noise scale is NaN if the estimate of |G|^2 is not positive: then draw
 * more.
 *
 * <p>McCandlish, Kaplan, Amodei and the OpenAI Dota team 2018, An empirical model of large-batch training, appendix A.
 */
@Component("gradient-noise-scale")
public record GradientNoiseScale(
        @Hyper(
                value = "4",
                range = "[1,100000]",
                doc = "examples of a small batch, at most those of a batch of the run")
        int small,

        @Hyper(value = "8", range = "[2,100000]", doc = "number of small batches in a large one")
        int parts,

        @Hyper(value = "10", range = "[1,100000]", doc = "number of large batches at an evaluation")
        int draws)
        implements Listener {
    @Override
    public void follow(ListenerSetup run) {
        if (!run.hasGradient()) {
            throw new IncompatibleException("it needs a network whose loss has a gradient");
        }
        if (run.batch() < small) {
            throw new IncompatibleException("it needs batches of at least " + small
                    + " examples, but a batch of this run has " + run.batch() + "; set small to at most that");
        }
        int parameters = run.initialValues().remaining();
        int examples = run.examples();
        run.onEvaluation(event -> measure(event, examples, parameters));
    }

    private void measure(RunEvent event, int examples, int parameters) {
        Rng random = event.random("batches");
        int[] batch = new int[small];
        float[] gradient = new float[parameters];
        double[] mean = new double[parameters];
        double ofSmall = 0;
        double ofLarge = 0;
        for (int d = 0; d < draws; d++) {
            Arrays.fill(mean, 0);
            for (int p = 0; p < parts; p++) {
                Examples.draw(batch, examples, random);
                event.gradient(batch, gradient);
                for (int i = 0; i < parameters; i++) {
                    mean[i] += gradient[i] / (double) parts;
                    ofSmall += (double) gradient[i] * gradient[i] / parts / draws;
                }
            }
            for (double g : mean) {
                ofLarge += g * g / draws;
            }
        }
        double large = (double) small * parts;
        double squared = (large * ofLarge - small * ofSmall) / (large - small);
        double noise = (ofSmall - ofLarge) / (1.0 / small - 1 / large);
        event.record("noise-scale", squared > 0 ? noise / squared : Double.NaN);
        event.record("gradient", squared);
        event.record("noise", noise);
    }
}
