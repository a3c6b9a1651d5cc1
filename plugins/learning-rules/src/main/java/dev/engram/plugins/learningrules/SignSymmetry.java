package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Sign symmetry: the error is propagated through matrices that have the signs of the weights but not their
 * magnitudes.
 *
 * <pre>
 * D_l = (D_{l+1} M_{l+1}) * phi_l'(A_l)        M: the shape of W, s = scale sqrt(2 / (rows + columns of W))
 * fixed-random      M = scale |R| sign(W), R drawn once as W was      (frSF)
 * batchwise-random  M = s |R_t| sign(W), R_t ~ N(0,1) in each step    (brSF)
 * uniform           M = s sign(W)                                     (uSF)
 * mean              M = scale mean|W| sign(W), with the W of the step (uSF)
 * </pre>
 *
 * In a convolution, W has maps rows and channels * k * k columns. Its fan-out is maps * k * k: with {@code fans:
 * fan-in-out}, s = scale sqrt(2 / (fan-in + fan-out)), the deviation of Glorot's first weights, which BioTorch has. In
 * a dense layer both are the same.
 *
 * <p>sign(0) = 0. Where |W| is constant, mean with scale 1 is back-propagation. fixed-random carries no error down if
 * all weights start at 0. Magnitudes are absolute values, so that the signs are always those of the current W. Liao,
 * Leibo and Poggio 2016; the variants: Moskovitz, Litwin-Kumar and Abbott 2018;
 * BioTorch: Jimenez Sanfiz and Akrout 2021.
 */
@Component("sign-symmetry")
public record SignSymmetry(
        @Hyper(value = "fixed-random", doc = "magnitudes: fixed-random, batchwise-random, uniform or mean")
        Magnitude magnitude,

        @Hyper(value = "1", range = "(0,inf)", doc = "scale of the magnitudes")
        float scale,

        @Hyper(
                value = "rows-columns",
                omitDefault = true,
                doc = "numbers in s: rows-columns of the weights, or fan-in-out (a smaller s in a convolution)")
        Fans fans)
        implements LearningRule {
    /** Source of the magnitudes. */
    public enum Magnitude {
        FIXED_RANDOM,
        BATCHWISE_RANDOM,
        UNIFORM,
        MEAN
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.backward(layer -> {
            Matrix w = layer.weights();
            String name = "magnitudes/" + layer.index();
            float s = scale * Maths.sqrt(2f / fans.sum(layer));
            Scratch m = setup.scratch(w.rows(), w.cols());
            Matrix r = magnitude == Magnitude.FIXED_RANDOM ? setup.feedback(layer, name, scale) : null;
            // |x| sign(of). Math.signum has a branch, which random signs make unpredictable.
            Scratch.FloatBinaryOperator signed =
                    (x, of) -> of == 0 || Float.isNaN(of) ? Math.abs(x) * of : Math.copySign(x, of);
            return switch (magnitude) {
                case FIXED_RANDOM -> batch -> m.zip(r, w, signed);
                case BATCHWISE_RANDOM ->
                    batch -> m.gaussian(batch.random(name)).scale(s).zip(m, w, signed);
                case UNIFORM -> batch -> m.fill(s).zip(m, w, signed);
                case MEAN ->
                    batch -> m.fill((float) (scale * m.map(w, Math::abs).sum() / (w.rows() * w.cols())))
                            .zip(m, w, signed);
            };
        });
    }
}
