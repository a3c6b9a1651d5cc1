package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;

/**
 * The eigenvalue of the Hessian of the loss that is largest in size, by power iteration, at each evaluation.
 *
 * <pre>
 *   v = H v / |H v|,  eigenvalue = v' H v,  residual = |H v - eigenvalue v| / |eigenvalue|
 * </pre>
 *
 * H is the Hessian of the mean loss of `examples` training examples, which are drawn once. The iteration starts from a
 * random vector and ends when the eigenvalue changes by less than a share of `tolerance`, or after `iterations`
 * products. It converges slowly if two eigenvalues are of almost the same size; then `residual` is far from 0. Each
 * product costs two gradients. In single precision the result is good to about 0.1%. The metric `sharpness` has the
 * largest eigenvalue by the Lanczos method, which needs fewer products.
 *
 * <p>von Mises and Pollaczek-Geiringer 1929; LeCun, Simard and Pearlmutter 1993, Automatic learning rate maximization
 * by on-line estimation of the Hessian's eigenvectors.
 */
@Component("hessian-eigenvalue")
public record HessianEigenvalue(
        @Hyper(value = "1000", range = "[1,1000000000]", doc = "number of training examples, drawn once for each seed")
        int examples,

        @Hyper(value = "100", range = "[2,100000]", doc = "largest number of products with the Hessian")
        int iterations,

        @Hyper(value = "0.001", range = "(0,1)", doc = "relative change of the eigenvalue at which the iteration ends")
        double tolerance)
        implements Listener {
    @Override
    public void follow(ListenerSetup run) {
        if (!run.hasGradient()) {
            throw new IncompatibleException("it needs a network whose loss has a gradient");
        }
        int[] chosen = Examples.fixed(run, examples);
        int parameters = run.initialValues().remaining();
        run.onEvaluation(event -> iterate(event, chosen, parameters));
    }

    private void iterate(RunEvent event, int[] chosen, int parameters) {
        double[] v = new double[parameters];
        Rng random = event.random("start");
        for (int i = 0; i < parameters; i++) {
            v[i] = random.gaussian();
        }
        normalize(v);
        double[] product = new double[parameters];
        double eigenvalue = Double.NaN;
        double residual = Double.NaN;
        for (int k = 0; k < iterations; k++) {
            event.hessianProduct(chosen, v, product);
            double previous = eigenvalue;
            eigenvalue = dot(v, product);
            residual = residual(product, v, eigenvalue);
            if (!(Math.abs(eigenvalue - previous) > tolerance * Math.abs(eigenvalue)) && k > 0) {
                break;
            }
            System.arraycopy(product, 0, v, 0, parameters);
            normalize(v);
        }
        event.record("eigenvalue", eigenvalue);
        event.record("residual", residual);
    }

    private static double residual(double[] product, double[] v, double eigenvalue) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            double rest = product[i] - eigenvalue * v[i];
            sum += rest * rest;
        }
        return eigenvalue == 0 ? Double.NaN : Math.sqrt(sum) / Math.abs(eigenvalue);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Makes the length 1, unless it is 0. */
    private static void normalize(double[] v) {
        double length = Math.sqrt(dot(v, v));
        for (int i = 0; i < v.length && length > 0; i++) {
            v[i] /= length;
        }
    }
}
