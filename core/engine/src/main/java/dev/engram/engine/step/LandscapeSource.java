package dev.engram.engine.step;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.random.StepStreams;
import dev.engram.spi.Landscape;
import dev.engram.spi.Parameter;
import java.util.Map;
import java.util.Set;

/** Gradients of a landscape. */
public final class LandscapeSource implements GradientSource {
    private final Landscape landscape;
    private final Arena arena = new Arena();
    private final double[] x;
    private final double[] g;
    private final StepStreams streams;
    private long step;

    /** Returns a landscape with its data, for a run with the seed 0. */
    public static Landscape load(Landscape landscape) {
        return load(landscape, 0);
    }

    /** Returns a landscape with its data, which are the same for all runs, and with what it draws for each seed. */
    public static Landscape load(Landscape landscape, long seed) {
        return landscape.load(RandomStreams.of(0, "landscape/data"), RandomStreams.of(seed, "landscape/run"));
    }

    public LandscapeSource(Landscape landscape, double[] start) {
        this(landscape, start, 0);
    }

    /** @param seed seed of the gradient noise, if the landscape has any */
    public LandscapeSource(Landscape landscape, double[] start, long seed) {
        this.landscape = landscape;
        streams = new StepStreams(seed, "landscape");
        float[] first = new float[start.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) start[i];
        }
        x = new double[start.length];
        g = new double[start.length];
        arena.add("x", landscape.rows(), landscape.cols(), first, Set.of(Parameter.Tag.WEIGHT));
        arena.close();
    }

    public Landscape landscape() {
        return landscape;
    }

    /** Returns the value of the landscape at a point. */
    public double value(float[] point) {
        for (int i = 0; i < x.length; i++) {
            x[i] = point[i];
        }
        return landscape.value(x, g);
    }

    @Override
    public Arena arena() {
        return arena;
    }

    @Override
    public void beginStep(long step) {
        this.step = step;
        streams.step(step); // the function is the same at every step, but not the noise
    }

    @Override
    public double computeGradient() {
        double v = value(arena.active());
        landscape.addNoise(x, step, g, streams.of("noise")); // the same noise if an optimizer evaluates a step twice
        float[] out = arena.gradient();
        for (int i = 0; i < g.length; i++) {
            out[i] = (float) g[i];
        }
        return v;
    }

    @Override
    public Map<String, float[]> ruleState() {
        return Map.of();
    }
}
