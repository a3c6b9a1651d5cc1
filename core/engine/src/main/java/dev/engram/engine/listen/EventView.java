package dev.engram.engine.listen;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.ExampleGradients;
import dev.engram.engine.random.StepStreams;
import dev.engram.engine.run.Histogram;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.Rng;
import dev.engram.spi.listener.RunEvent;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Set;

/** What one listener sees of a moment: views that it cannot write, and computations that leave no trace. */
final class EventView implements RunEvent {
    private final String listener;
    private final ListenedRun run;
    private final FloatBuffer parameters;
    private final float[] update;
    private final StepStreams streams;
    private ExampleGradients gradients;
    private Moment now;
    /** The series that have a histogram at this step. */
    private final Set<String> histograms = new HashSet<>();

    EventView(String listener, ListenedRun run) {
        this.listener = listener;
        this.run = run;
        parameters = FloatBuffer.wrap(run.source().arena().theta()).asReadOnlyBuffer();
        update = run.source().arena().gradient();
        streams = new StepStreams(run.seed(), "listener/" + listener);
    }

    void at(Moment moment) {
        if (now == null || now.step() != moment.step()) {
            histograms.clear();
        }
        now = moment;
        streams.step(moment.step());
    }

    @Override
    public long step() {
        return now.step();
    }

    @Override
    public double epoch() {
        return now.epoch();
    }

    @Override
    public double batchLoss() {
        return now.batchLoss();
    }

    @Override
    public double validation(String metric) {
        return now.validation().of(metric);
    }

    @Override
    public double optimizer(String hyperparameter) {
        return now.step() == 0 ? Double.NaN : run.optimizerNumber(hyperparameter, now.step());
    }

    @Override
    public FloatBuffer parameters() {
        return parameters.duplicate().rewind();
    }

    @Override
    public FloatBuffer update() {
        return now.step() == 0 ? null : FloatBuffer.wrap(update).asReadOnlyBuffer();
    }

    @Override
    public void gradient(int[] examples, float[] gradient) {
        check(examples, run.length().batch());
        gradients().gradient(examples, gradient);
    }

    @Override
    public void hessianProduct(int[] examples, double[] direction, double[] product) {
        check(examples, Integer.MAX_VALUE);
        gradients().hessianProduct(examples, direction, product);
    }

    @Override
    public double loss(float[] point, int[] examples) {
        ListenedRun.PointLoss loss = run.loss()
                .orElseThrow(() -> new IllegalStateException(listener + " asks for a loss that the run does not have"));
        check(examples, Integer.MAX_VALUE);
        if (point.length != parameters.capacity()) {
            throw new IllegalArgumentException(listener + " asks for the loss at a point of " + point.length
                    + " numbers, but the run has " + parameters.capacity() + " parameters");
        }
        int[] training = run.split().orElseThrow().training();
        int[] rows = new int[examples.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = training[examples[i]];
        }
        return loss.of(rows, point);
    }

    private ExampleGradients gradients() {
        if (!run.hasGradient()) {
            throw new IllegalStateException(listener + " asks for a gradient that the run does not have");
        }
        if (gradients == null) {
            Split split = run.split().orElseThrow();
            gradients = new ExampleGradients(
                    (LearningSource) run.source(), split, run.length().batch());
        }
        return gradients;
    }

    private void check(int[] examples, int most) {
        if (examples.length < 1 || examples.length > most) {
            throw new IllegalArgumentException(
                    listener + " asks for " + examples.length + " examples; a batch of this run has 1 to " + most);
        }
    }

    @Override
    public Rng random(String name) {
        return streams.of(name);
    }

    @Override
    public void record(String series, double value) {
        now.recorder().record(Measurement.LISTENER, listener + "/" + series, value);
    }

    @Override
    public void recordHistogram(String series, double least, double greatest, long[] counts) {
        if (!histograms.add(series)) {
            throw new IllegalStateException(listener + " records two histograms of '" + series + "' at step "
                    + now.step() + "; a series can have one at each step, even if the step has several events");
        }
        Histogram.split(
                listener + "/" + series,
                least,
                greatest,
                counts,
                (metric, value) -> now.recorder().record(Measurement.HISTOGRAM, metric, value));
    }
}
