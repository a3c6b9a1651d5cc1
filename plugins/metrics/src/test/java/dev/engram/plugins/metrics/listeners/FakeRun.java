package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongToDoubleFunction;

/** A run whose gradients and Hessian are known: sum over i of c_i theta_i^2 / 2, plus a gradient for each example. */
final class FakeRun implements RunEvent {
    final Map<String, Double> series = new TreeMap<>();
    final Map<String, long[]> histograms = new TreeMap<>();
    private final Random random = new Random(7);
    private final float[] theta;
    private final double[] curvatures;
    private final float[][] exampleGradients;
    private final LongToDoubleFunction rates;
    private final List<Consumer<RunEvent>> receivers = new ArrayList<>();
    private final List<Consumer<RunEvent>> endReceivers = new ArrayList<>();
    private long step;
    private double batchLoss = Double.NaN;
    private float[] update;

    /**
     * @param curvatures c, the diagonal of the Hessian
     * @param exampleGradients the gradient of each example
     * @param rates the learning rate of each step
     */
    FakeRun(float[] theta, double[] curvatures, float[][] exampleGradients, LongToDoubleFunction rates) {
        this.theta = theta;
        this.curvatures = curvatures;
        this.exampleGradients = exampleGradients;
        this.rates = rates;
    }

    /** A run without examples of its own, at a constant rate. */
    FakeRun(float[] theta, double... curvatures) {
        this(theta, curvatures, new float[10][theta.length], s -> 0.1);
    }

    FakeRun followedBy(Listener listener) {
        listener.follow(new FakeSetup());
        return this;
    }

    /** Calls the receivers of all events but the end. */
    void call(long atStep, double loss, float... subtracted) {
        step = atStep;
        batchLoss = loss;
        update = subtracted.length == 0 ? null : subtracted;
        receivers.forEach(r -> r.accept(this));
    }

    void end() {
        endReceivers.forEach(r -> r.accept(this));
    }

    double get(String name) {
        return series.get(name);
    }

    private final class FakeSetup implements ListenerSetup {
        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("layer0/weights", 0, theta.length, 1, theta.length, Set.of()));
        }

        @Override
        public FloatBuffer initialValues() {
            return FakeRun.this.parameters();
        }

        @Override
        public long steps() {
            return 1000;
        }

        @Override
        public int examples() {
            return exampleGradients.length;
        }

        @Override
        public int batch() {
            return exampleGradients.length;
        }

        @Override
        public boolean hasGradient() {
            return true;
        }

        @Override
        public boolean hasLoss() {
            return true;
        }

        @Override
        public double optimizer(String hyperparameter, long ofStep) {
            return rates.applyAsDouble(ofStep);
        }

        @Override
        public Rng random(String name) {
            return FakeRun.this.random(name);
        }

        @Override
        public double[] state(String name, int length) {
            return new double[length];
        }

        @Override
        public void onStep(Consumer<RunEvent> receiver) {
            receivers.add(receiver);
        }

        @Override
        public void onEpoch(Consumer<RunEvent> receiver) {
            receivers.add(receiver);
        }

        @Override
        public void onEvaluation(Consumer<RunEvent> receiver) {
            receivers.add(receiver);
        }

        @Override
        public void onEnd(Consumer<RunEvent> receiver) {
            endReceivers.add(receiver);
        }
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public double epoch() {
        return step;
    }

    @Override
    public double batchLoss() {
        return batchLoss;
    }

    @Override
    public double validation(String metric) {
        return Double.NaN;
    }

    @Override
    public double optimizer(String hyperparameter) {
        return step == 0 ? Double.NaN : rates.applyAsDouble(step);
    }

    @Override
    public FloatBuffer parameters() {
        return FloatBuffer.wrap(theta).asReadOnlyBuffer();
    }

    @Override
    public FloatBuffer update() {
        return update == null ? null : FloatBuffer.wrap(update).asReadOnlyBuffer();
    }

    @Override
    public void gradient(int[] examples, float[] gradient) {
        for (int i = 0; i < theta.length; i++) {
            double sum = 0;
            for (int e : examples) {
                sum += exampleGradients[e][i];
            }
            gradient[i] = (float) (curvatures[i] * theta[i] + sum / examples.length);
        }
    }

    @Override
    public void hessianProduct(int[] examples, double[] direction, double[] product) {
        for (int i = 0; i < product.length; i++) {
            product[i] = curvatures[i] * direction[i];
        }
    }

    @Override
    public double loss(float[] point, int[] examples) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            sum += 0.5 * curvatures[i] * point[i] * point[i];
        }
        return sum;
    }

    @Override
    public Rng random(String name) {
        return new Rng() {
            @Override
            public float uniform() {
                return random.nextFloat();
            }

            @Override
            public float gaussian() {
                return (float) random.nextGaussian();
            }

            @Override
            public int uniformInt(int n) {
                return random.nextInt(n);
            }
        };
    }

    @Override
    public void record(String name, double value) {
        series.put(name, value);
    }

    @Override
    public void recordHistogram(String name, double least, double greatest, long[] counts) {
        series.put(name + "[least]", least);
        series.put(name + "[greatest]", greatest);
        histograms.put(name, counts.clone());
    }
}
