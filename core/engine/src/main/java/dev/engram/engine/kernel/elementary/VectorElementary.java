package dev.engram.engine.kernel.elementary;

import static dev.engram.spi.VectorMath.Coefficients.EXP0;
import static dev.engram.spi.VectorMath.Coefficients.EXP1;
import static dev.engram.spi.VectorMath.Coefficients.EXP2;
import static dev.engram.spi.VectorMath.Coefficients.EXP3;
import static dev.engram.spi.VectorMath.Coefficients.EXP4;
import static dev.engram.spi.VectorMath.Coefficients.EXPONENT_MASK;
import static dev.engram.spi.VectorMath.Coefficients.EXP_HIGH;
import static dev.engram.spi.VectorMath.Coefficients.EXP_LOW;
import static dev.engram.spi.VectorMath.Coefficients.LN2_HIGH;
import static dev.engram.spi.VectorMath.Coefficients.LN2_LOW;
import static dev.engram.spi.VectorMath.Coefficients.LOG0;
import static dev.engram.spi.VectorMath.Coefficients.LOG1;
import static dev.engram.spi.VectorMath.Coefficients.LOG2;
import static dev.engram.spi.VectorMath.Coefficients.LOG2_E;
import static dev.engram.spi.VectorMath.Coefficients.LOG3;
import static dev.engram.spi.VectorMath.Coefficients.LOG4;
import static dev.engram.spi.VectorMath.Coefficients.LOG5;
import static dev.engram.spi.VectorMath.Coefficients.LOG6;
import static dev.engram.spi.VectorMath.Coefficients.LOG7;
import static dev.engram.spi.VectorMath.Coefficients.ROUND;
import static dev.engram.spi.VectorMath.Coefficients.TANH_ONE;
import static dev.engram.spi.VectorMath.Coefficients.TWO_THIRDS;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.engram.spi.Maths;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The formulas of {@link Maths}, operation by operation, with blends instead of branches. The exponential is written
 * out in each loop that needs it, because a helper that takes and returns vectors is first compiled on its own, is
 * then too big to be inlined, and boxes. For the same reason constants come from broadcast and bit operations from
 * lanewise: in a large loop, C2 inlines only methods that are annotated for it, and {@code IntVector.and}, for
 * example, is not.
 *
 * <p>The loops over vectors are separate methods, so that HotSpot counts their calls separately from calls with only
 * a few numbers. Otherwise C2 recompiles the loop as soon as it is first reached. At that time it has seen too little
 * of it to inline the conversions between floats and integers, and boxes permanently (after a thousand calls with ten
 * numbers, 640 bytes per vector).
 */
final class VectorElementary {
    /** The only species that the kernels use. */
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final int LANES = FLOATS.length();
    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
    private static final int BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private VectorElementary() {}

    static void exp(float[] x, float[] y, int from, int to) {
        for (int i = to - from < LANES ? from : expVectors(x, y, from, to); i < to; i++) {
            y[i] = Maths.exp(x[i]);
        }
    }

    private static int expVectors(float[] x, float[] y, int from, int to) {
        int i = from;
        for (; to - i >= LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, i);
            FloatVector shifted = v.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND));
            FloatVector n = shifted.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2_LOW), n.fma(broadcast(FLOATS, -LN2_HIGH), v));
            FloatVector q = broadcast(FLOATS, EXP4)
                    .fma(r, broadcast(FLOATS, EXP3))
                    .fma(r, broadcast(FLOATS, EXP2))
                    .fma(r, broadcast(FLOATS, EXP1))
                    .fma(r, broadcast(FLOATS, EXP0));
            IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            FloatVector e = r.mul(r)
                    .fma(q, r)
                    .add(1f)
                    .mul(half.add(BIAS)
                            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                            .reinterpretAsFloats())
                    .mul(exponent.sub(half)
                            .add(BIAS)
                            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                            .reinterpretAsFloats())
                    .blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, EXP_HIGH))
                    .blend(0f, v.compare(VectorOperators.LT, EXP_LOW));
            e.intoArray(y, i);
        }
        return i;
    }

    /** Here 2^n is one normal float wherever tanh is less than 1; the bits of ROUND are shifted out. */
    static void tanh(float[] x, float[] y, int from, int to) {
        for (int i = to - from < LANES ? from : tanhVectors(x, y, from, to); i < to; i++) {
            y[i] = Maths.tanh(x[i]);
        }
    }

    private static int tanhVectors(float[] x, float[] y, int from, int to) {
        int i = from;
        for (; to - i >= LANES; i += LANES) {
            FloatVector t = FloatVector.fromArray(FLOATS, x, i);
            FloatVector size = t.abs();
            FloatVector v = size.add(size);
            FloatVector shifted = v.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND));
            FloatVector n = shifted.sub(broadcast(FLOATS, ROUND));
            FloatVector r = n.fma(broadcast(FLOATS, -LN2_LOW), n.fma(broadcast(FLOATS, -LN2_HIGH), v));
            FloatVector q = broadcast(FLOATS, EXP4)
                    .fma(r, broadcast(FLOATS, EXP3))
                    .fma(r, broadcast(FLOATS, EXP2))
                    .fma(r, broadcast(FLOATS, EXP1))
                    .fma(r, broadcast(FLOATS, EXP0));
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(BIAS << MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector e = power.fma(r.mul(r).fma(q, r), power.sub(broadcast(FLOATS, 1f)));
            FloatVector positive = e.div(e.add(broadcast(FLOATS, 2f)))
                    .blend(broadcast(FLOATS, 1f), size.compare(VectorOperators.GT, TANH_ONE));
            IntVector sign = t.reinterpretAsInts().lanewise(VectorOperators.AND, Integer.MIN_VALUE);
            positive.reinterpretAsInts()
                    .lanewise(VectorOperators.OR, sign)
                    .reinterpretAsFloats()
                    .intoArray(y, i);
        }
        return i;
    }

    static void sigmoid(float[] x, float[] y, int from, int to) {
        for (int i = to - from < LANES ? from : sigmoidVectors(x, y, from, to); i < to; i++) {
            y[i] = Maths.sigmoid(x[i]);
        }
    }

    private static int sigmoidVectors(float[] x, float[] y, int from, int to) {
        int i = from;
        for (; to - i >= LANES; i += LANES) {
            FloatVector t = FloatVector.fromArray(FLOATS, x, i);
            FloatVector v = t.abs().neg();
            FloatVector shifted = v.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND));
            FloatVector n = shifted.sub(ROUND);
            FloatVector r = n.fma(broadcast(FLOATS, -LN2_LOW), n.fma(broadcast(FLOATS, -LN2_HIGH), v));
            FloatVector q = broadcast(FLOATS, EXP4)
                    .fma(r, broadcast(FLOATS, EXP3))
                    .fma(r, broadcast(FLOATS, EXP2))
                    .fma(r, broadcast(FLOATS, EXP1))
                    .fma(r, broadcast(FLOATS, EXP0));
            IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            FloatVector e = r.mul(r)
                    .fma(q, r)
                    .add(1f)
                    .mul(half.add(BIAS)
                            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                            .reinterpretAsFloats())
                    .mul(exponent.sub(half)
                            .add(BIAS)
                            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                            .reinterpretAsFloats())
                    .blend(0f, v.compare(VectorOperators.LT, EXP_LOW));
            broadcast(FLOATS, 1f)
                    .blend(e, t.compare(VectorOperators.LT, 0f))
                    .div(e.add(1f))
                    .intoArray(y, i);
        }
        return i;
    }

    static void log(float[] x, float[] y, int from, int to) {
        for (int i = to - from < LANES ? from : logVectors(x, y, from, to); i < to; i++) {
            y[i] = Maths.log(x[i]);
        }
    }

    private static int logVectors(float[] x, float[] y, int from, int to) {
        int i = from;
        for (; to - i >= LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, i);
            VectorMask<Float> subnormal = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits = v.blend(v.mul(0x1p23f), subnormal).reinterpretAsInts();
            IntVector e = bits.sub(TWO_THIRDS).lanewise(VectorOperators.AND, EXPONENT_MASK);
            FloatVector f = bits.sub(e).reinterpretAsFloats().sub(1f);
            FloatVector exponent = ((FloatVector) e.convert(VectorOperators.I2F, 0))
                    .fma(broadcast(FLOATS, 0x1p-23f), broadcast(FLOATS, 0f).blend(-23f, subnormal));
            FloatVector p = broadcast(FLOATS, LOG7)
                    .fma(f, broadcast(FLOATS, LOG6))
                    .fma(f, broadcast(FLOATS, LOG5))
                    .fma(f, broadcast(FLOATS, LOG4))
                    .fma(f, broadcast(FLOATS, LOG3))
                    .fma(f, broadcast(FLOATS, LOG2))
                    .fma(f, broadcast(FLOATS, LOG1))
                    .fma(f, broadcast(FLOATS, LOG0));
            FloatVector tail = p.fma(f, broadcast(FLOATS, -0.5f)).mul(f.mul(f));
            exponent.fma(broadcast(FLOATS, LN2_HIGH), f.add(tail))
                    .blend(
                            v,
                            v.compare(VectorOperators.LT, Float.POSITIVE_INFINITY)
                                    .not())
                    .blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f))
                    .blend(Float.NaN, v.compare(VectorOperators.LT, 0f))
                    .intoArray(y, i);
        }
        return i;
    }
}
