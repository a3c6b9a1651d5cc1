package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Metric;

/**
 * The largest eigenvalue of the Hessian of the loss: the curvature in the steepest direction.
 *
 * <pre>
 *   sharpness = max_v v' H v / v' v          H_ij = d^2 L / d theta_i d theta_j
 * </pre>
 *
 * L is the mean loss of the examples of `training.probe`, theta all parameters of the network. On a quadratic, gradient
 * descent diverges if its rate is above 2 / sharpness. With full batches, training tends to raise the sharpness to that
 * limit and to stay there, at the edge of stability; measure it with as many probes as there are training examples.
 *
 * <p>Computed by the Lanczos method from a fixed first vector, with products of H that are differences of gradients.
 * It ends when the eigenvalue changes by less than a share of `tolerance`, or after `iterations` products. Each product
 * costs two gradients. In single precision the result is good to about 0.1%. Missing without a true gradient. Neither
 * direction is better.
 *
 * <p>Lanczos 1950; LeCun, Bottou, Orr and Mueller 1998, Efficient backprop; Cohen, Kaur, Li, Kolter and Talwalkar 2021,
 * Gradient descent on neural networks typically occurs at the edge of stability.
 */
@Component("sharpness")
public record Sharpness(
        @Hyper(value = "40", range = "[2,1000]", doc = "largest number of products with the Hessian")
        int iterations,

        @Hyper(value = "0.0005", range = "(0,1)", doc = "relative change of the eigenvalue at which the method ends")
        double tolerance)
        implements Metric.OfTraining {
    @Override
    public int direction() {
        return 0;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        out.put("", new Lanczos(probe::hessianProduct, probe.theta().length, iterations).largestEigenvalue(tolerance));
    }
}
