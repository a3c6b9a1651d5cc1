package dev.engram.engine.statistics;

/** Both ends belong to it. NaN where there is none; an end may be infinite where runs missed. */
public record Interval(double low, double high) {
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

  public boolean exists() {
    return !Double.isNaN(low);
  }
}
