package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;

/**
 * The learning-rate range test: the loss against the rate, while the rate rises.
 *
 * <pre>
 *   rate_t     the optimizer's rate in step t
 *   loss_t     the mean loss of the batch of step t + 1, which the steps up to t have led to
 *   smoothed   s_t = smoothing s_{t-1} + (1 - smoothing) loss_t,  divided by 1 - smoothing^t
 *   slope_t    (smoothed_t - smoothed_{t-1}) / (ln rate_t - ln rate_{t-1})
 * </pre>
 *
 * Let the rate rise by several orders of magnitude in a short run: `rate: {geometric: {start: 1.0e-5, end: 10}}`. The
 * series `rate`, `loss` and `smoothed` have a number after each step, `rate` in the unit of the optimizer. At the end,
 * `lowest` is the rate at which the smoothed loss is least, and `steepest` the rate up to there at which it falls most
 * steeply; NaN if it never falls. Higher rates are not searched, because there the loss jumps, nor are the first
 * 1 / (1 - smoothing) steps, or the first quarter of a shorter run. A good rate is near `steepest`, and well below
 * `lowest`. A run that diverges ends it.
 *
 * <p>Smith 2017, Cyclical learning rates for training neural networks.
 */
@Component("learning-rate-range")
public record LearningRateRange(
        @Hyper(value = "0.98", range = "[0,1)", doc = "exponential decay rate of the mean loss")
        double smoothing) implements Listener {
    private static final String RATE = "rate";

    @Override
    public void follow(ListenerSetup run) {
        double first = run.optimizer(RATE, 1), last = run.optimizer(RATE, run.steps());
        if (Double.isNaN(first)) {
            throw new IncompatibleException("the optimizer has no rate");
        }
        if (!(first > 0 && last > first)) {
            throw new IncompatibleException("the rate has to rise, but it is " + first + " in the first step and "
                    + last + " in the last; let it rise, as in rate: {geometric: {start: 1.0e-5, end: 10}}");
        }
        double skipped = Math.min(1 / (1 - smoothing), run.steps() / 4.0);
        Search search = new Search(run.state("search", Search.LENGTH), smoothing, skipped);
        run.onStep(event -> listen(event, search));
        run.onEnd(event -> {
            event.record("steepest", search.steepestRate());
            event.record("lowest", search.lowestRate());
        });
    }

    private static void listen(RunEvent event, Search search) {
        if (event.step() > 1) {
            double smoothed = search.add(event.batchLoss());
            event.record(RATE, search.rate());
            event.record("loss", event.batchLoss());
            event.record("smoothed", smoothed);
        }
        search.setRate(event.optimizer(RATE));
    }

    /** The search for the steepest descent, in an array that is saved with the run. */
    private record Search(double[] state, double smoothing, double skipped) {
        static final int LENGTH = 10;
        private static final int RATE_NOW = 0;
        private static final int COUNT = 1;
        private static final int SUM = 2;
        private static final int SMOOTHED = 3;
        private static final int SLOPE = 4;
        private static final int STEEPEST = 5;
        private static final int LOWEST_LOSS = 6;
        private static final int LOWEST = 7;
        private static final int LAST_RATE = 8;
        /** The steepest descent so far. It counts once the loss is lower than ever before. */
        private static final int CANDIDATE = 9;

        /** Remembers the rate of the last step. */
        void setRate(double rate) {
            state[LAST_RATE] = state[RATE_NOW];
            state[RATE_NOW] = rate;
        }

        double rate() {
            return state[RATE_NOW];
        }

        /** Adds the loss after the step at {@link #rate}. Returns the smoothed loss. */
        double add(double loss) {
            state[COUNT]++;
            state[SUM] = smoothing * state[SUM] + (1 - smoothing) * loss;
            double before = state[SMOOTHED];
            state[SMOOTHED] = state[SUM] / (1 - StrictMath.pow(smoothing, state[COUNT]));
            if (state[COUNT] > skipped) {
                compare(before);
            }
            return state[SMOOTHED];
        }

        private void compare(double before) {
            double rise = StrictMath.log(rate()) - StrictMath.log(state[LAST_RATE]);
            double slope = (state[SMOOTHED] - before) / rise;
            if (!(rise > 0 && slope < 0)) {
                return;
            }
            if (slope < state[SLOPE]) {
                state[SLOPE] = slope;
                state[CANDIDATE] = rate();
            }
            if (state[LOWEST] == 0 || state[SMOOTHED] < state[LOWEST_LOSS]) {
                state[LOWEST_LOSS] = state[SMOOTHED];
                state[LOWEST] = rate();
                state[STEEPEST] = state[CANDIDATE];
            }
        }

        double steepestRate() {
            return state[STEEPEST] > 0 ? state[STEEPEST] : Double.NaN;
        }

        double lowestRate() {
            return state[LOWEST] > 0 ? state[LOWEST] : Double.NaN;
        }
    }
}
