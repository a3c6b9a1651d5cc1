package dev.engram.engine.kernel;

import static dev.engram.spi.Elementary.Coefficients.EXP0;
import static dev.engram.spi.Elementary.Coefficients.EXP1;
import static dev.engram.spi.Elementary.Coefficients.EXP2;
import static dev.engram.spi.Elementary.Coefficients.EXP3;
import static dev.engram.spi.Elementary.Coefficients.EXP4;
import static dev.engram.spi.Elementary.Coefficients.EXPONENT_MASK;
import static dev.engram.spi.Elementary.Coefficients.EXP_HIGH;
import static dev.engram.spi.Elementary.Coefficients.EXP_LOW;
import static dev.engram.spi.Elementary.Coefficients.LN2_HIGH;
import static dev.engram.spi.Elementary.Coefficients.LN2_LOW;
import static dev.engram.spi.Elementary.Coefficients.LOG0;
import static dev.engram.spi.Elementary.Coefficients.LOG1;
import static dev.engram.spi.Elementary.Coefficients.LOG2;
import static dev.engram.spi.Elementary.Coefficients.LOG2_E;
import static dev.engram.spi.Elementary.Coefficients.LOG3;
import static dev.engram.spi.Elementary.Coefficients.LOG4;
import static dev.engram.spi.Elementary.Coefficients.LOG5;
import static dev.engram.spi.Elementary.Coefficients.LOG6;
import static dev.engram.spi.Elementary.Coefficients.LOG7;
import static dev.engram.spi.Elementary.Coefficients.ROUND;
import static dev.engram.spi.Elementary.Coefficients.TANH0;
import static dev.engram.spi.Elementary.Coefficients.TANH1;
import static dev.engram.spi.Elementary.Coefficients.TANH2;
import static dev.engram.spi.Elementary.Coefficients.TANH3;
import static dev.engram.spi.Elementary.Coefficients.TANH4;
import static dev.engram.spi.Elementary.Coefficients.TANH_SMALL;
import static dev.engram.spi.Elementary.Coefficients.TWO_THIRDS;

import dev.engram.spi.Maths;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The formulas of {@link Maths}, operation by operation, with selections instead of branches. */
final class VectorElementary {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.vectorShape().withLanes(int.class);
  private static final int LANES = FLOATS.length();
  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
  private static final int BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private VectorElementary() {}

  static void exp(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; to - i >= LANES; i += LANES) {
      exp(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = Maths.exp(x[i]);
    }
  }

  static void log(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; to - i >= LANES; i += LANES) {
      log(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = Maths.log(x[i]);
    }
  }

  static void tanh(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; to - i >= LANES; i += LANES) {
      tanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = Maths.tanh(x[i]);
    }
  }

  static void sigmoid(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; to - i >= LANES; i += LANES) {
      sigmoid(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = Maths.sigmoid(x[i]);
    }
  }

  private static FloatVector of(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(of(LOG2_E), of(ROUND));
    FloatVector n = shifted.sub(of(ROUND));
    FloatVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), x));
    FloatVector q = of(EXP4).fma(r, of(EXP3)).fma(r, of(EXP2)).fma(r, of(EXP1)).fma(r, of(EXP0));
    FloatVector y = r.mul(r).fma(q, r).add(of(1f));
    IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    FloatVector result = y.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    return result.blend(of(Float.POSITIVE_INFINITY), x.compare(VectorOperators.GT, EXP_HIGH))
        .blend(of(0f), x.compare(VectorOperators.LT, EXP_LOW));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  private static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(of(0x1p23f)), subnormal).reinterpretAsInts();
    IntVector e = bits.sub(TWO_THIRDS).and(EXPONENT_MASK);
    FloatVector f = bits.sub(e).reinterpretAsFloats().sub(of(1f));
    FloatVector floatE = (FloatVector) e.convert(VectorOperators.I2F, 0);
    FloatVector exponent = floatE.fma(of(0x1p-23f), of(0f).blend(of(-23f), subnormal));
    FloatVector p = of(LOG7).fma(f, of(LOG6)).fma(f, of(LOG5)).fma(f, of(LOG4)).fma(f, of(LOG3)).fma(f, of(LOG2))
        .fma(f, of(LOG1)).fma(f, of(LOG0));
    FloatVector tail = p.fma(f, of(-0.5f)).mul(f.mul(f));
    FloatVector result = exponent.fma(of(LN2_HIGH), f.add(tail));
    return result.blend(x, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).not())
        .blend(of(Float.NEGATIVE_INFINITY), x.compare(VectorOperators.EQ, 0f))
        .blend(of(Float.NaN), x.compare(VectorOperators.LT, 0f));
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector s = size.mul(size);
    FloatVector p = of(TANH4).fma(s, of(TANH3)).fma(s, of(TANH2)).fma(s, of(TANH1)).fma(s, of(TANH0));
    FloatVector small = size.mul(s).fma(p, size);
    FloatVector large = of(1f).sub(of(2f).div(exp(size.mul(of(2f))).add(of(1f))));
    FloatVector y = large.blend(small, size.compare(VectorOperators.LT, TANH_SMALL));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector z = exp(x.abs().neg());
    FloatVector top = of(1f).blend(z, x.compare(VectorOperators.LT, 0f));
    return top.div(z.add(of(1f)));
  }
}
