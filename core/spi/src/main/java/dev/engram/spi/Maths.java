package dev.engram.spi;

/** Elementary functions with the same bits everywhere. {@code Math.exp} and friends may differ between platforms. */
public final class Maths {
  private Maths() {}

  public static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  public static float log(float x) {
    return (float) StrictMath.log(x);
  }

  public static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  public static float sigmoid(float x) {
    return (float) (1 / (1 + StrictMath.exp(-x)));
  }

  public static float softplus(float x) {
    return (float) (Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
  }

  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  public static double pow(double b, double e) {
    return StrictMath.pow(b, e);
  }
}
