package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * The noisy quadratic model: a quadratic bowl with noise in the gradient, as from batches of data. It shows the effects
 * of batch size, learning rate, momentum and averaging without a network.
 *
 * <pre>
 *   f(x) = 1/2 sum_i h_i x_i^2,   the optimizer receives  g_i = h_i x_i + noise N(0, 1)
 *
 *   stationary, with rate r and momentum m:   E f = 1/2 sum_i h_i v_i,
 *   v_i = r noise^2 (1 + m) / (h_i (1 - m) (2 (1 + m) - r h_i))
 * </pre>
 *
 * A point has as many coordinates as there are curvatures. The default start is (1, 1, ...); drawn starts have
 * coordinates in [-1, 1). A batch of B examples corresponds to a noise divided by sqrt(B). The noise depends on the
 * step: an optimizer that evaluates twice in a step receives the same noise twice. The reported value is f, without
 * noise.
 *
 * <p>Schaul, Zhang and LeCun 2013, No more pesky learning rates; Zhang et al. 2019, Which algorithmic choices matter
 * at which batch sizes? Insights from a noisy quadratic model.
 */
@Component("noisy-quadratic")
public record NoisyQuadratic(
        @Hyper(value = "[1, 10]", doc = "curvature along each axis")
        List<Double> spectrum,

        @Hyper(
                value = "1",
                range = "[0,inf)",
                doc = "standard deviation of the noise in each component of the gradient")
        double noise)
        implements Landscape {
    public NoisyQuadratic {
        spectrum = DiagonalQuadratic.spectrum("noisy-quadratic", spectrum);
    }

    @Override
    public int cols() {
        return spectrum.size();
    }

    @Override
    public double value(double[] x, double[] gradient) {
        return DiagonalQuadratic.value(spectrum, x, gradient);
    }

    @Override
    public void addNoise(double[] gradient, Rng rng) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += noise * rng.gaussian();
        }
    }

    @Override
    public double[] start() {
        double[] x = new double[spectrum.size()];
        Arrays.fill(x, 1);
        return x;
    }

    @Override
    public double[] start(Rng rng) {
        return UniformBox.sample(rng, spectrum.size(), -1, 1);
    }

    @Override
    public List<StationaryPoint> stationaryPoints() {
        return List.of(nearestStationaryPoint(new double[spectrum.size()]));
    }

    @Override
    public StationaryPoint nearestStationaryPoint(double[] x) {
        return DiagonalQuadratic.nearestStationaryPoint(spectrum, x);
    }
}
