package dev.engram.engine.step;

import dev.engram.engine.network.Arena;
import dev.engram.engine.random.StepStreams;
import dev.engram.spi.Landscape;
import dev.engram.spi.Parameter;
import java.util.Map;
import java.util.Set;

/** Gradients of a function that is known. */
public final class LandscapeSource implements GradientSource {
    private final Landscape landscape;
    private final Arena arena = new Arena();
    private final double[] x;
    private final double[] g;
    private final StepStreams streams;

    public LandscapeSource(Landscape landscape, double[] start) {
        this(landscape, start, 0);
    }

    /** @param seed of the noise, for a landscape that has some */
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

    /** f at a point of the arena. */
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
        streams.step(step); // the function is the same at every step; the noise is not
    }

    @Override
    public double computeGradient() {
        double v = value(arena.active());
        landscape.addNoise(g, streams.of("noise")); // the same again, where an optimizer evaluates a step twice
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
