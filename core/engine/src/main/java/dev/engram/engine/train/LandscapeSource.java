package dev.engram.engine.train;

import dev.engram.engine.network.Arena;
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

  public LandscapeSource(Landscape landscape, double[] start) {
    this.landscape = landscape;
    float[] first = new float[start.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = (float) start[i];
    }
    x = new double[start.length];
    g = new double[start.length];
    arena.add("x", landscape.rows(), landscape.cols(), first, Set.of(Parameter.Tag.WEIGHT));
    arena.close();
  }

  /** f at a point of the arena. */
  double value(float[] point) {
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
  public void next(long step) {
    // The function is the same at every step.
  }

  @Override
  public double measure() {
    double v = value(arena.active());
    float[] out = arena.gradient();
    for (int i = 0; i < g.length; i++) {
      out[i] = (float) g[i];
    }
    return v;
  }

  @Override
  public Map<String, float[]> memory() {
    return Map.of();
  }
}
