package dev.engram.plugins.learningrules;

import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/**
 * The gradient of a loss C of the state to which a network of dense layers with symmetric connections settles, by the
 * adjoint of the dynamics (recurrent back-propagation, Almeida 1987, Pineda 1987).
 *
 * <pre>
 *   s_l = phi_l(a_l),   a_l = W_l s_{l-1} + b_l + W_{l+1}' s_{l+1}
 *   d_l <- phi_l'(a_l) (dC/ds_l + W_{l+1}' d_{l+1} + W_l d_{l-1}),   all layers at once, at first d = 0
 *   dC/dW_l = d_l s_{l-1}' + s_l d_{l-1}',   dC/db_l = d_l
 * </pre>
 *
 * d_{l+1} and d_{l-1} are zero outside the dynamics, and the second term of dC/dW_1 is absent, since the input is
 * clamped. The iteration converges where the dynamics do.
 */
final class SettledGradient {
    private final Network net;
    /** Number of layers in the dynamics. */
    private final int layers;

    private final Scratch[] errors;
    private final Scratch[] total;
    private final Scratch[] part;

    SettledGradient(Network net, int layers, Setup setup) {
        this.net = net;
        this.layers = layers;
        errors = setup.likeOutputs();
        total = setup.likeOutputs();
        part = setup.likeOutputs();
    }

    /** Returns whether the layers of the dynamics are dense. */
    static boolean supports(Network net, int layers) {
        return net.layers().subList(0, layers).stream().allMatch(Layer::plain);
    }

    /**
     * Computes the errors d.
     *
     * @param a the pre-activations of the settled state, with the feedback of the layer above
     * @param s the settled state
     * @param gradient dC/ds of the last layer in the dynamics
     */
    void relax(Scratch[] a, Scratch[] s, Matrix gradient, int steps) {
        for (int l = 0; l < layers; l++) {
            errors[l].fill(0);
        }
        for (int k = 0; k < steps; k++) {
            for (int l = 0; l < layers; l++) {
                collect(l, gradient);
            }
            for (int l = 0; l < layers; l++) {
                Scratch d = errors[l].set(total[l]);
                net.layer(l).activation().backward(a[l].data(), s[l].data(), d.data(), d.rows(), d.cols());
            }
        }
    }

    /** Computes the error at the outputs of a layer from those of its neighbours. */
    private void collect(int l, Matrix gradient) {
        if (l + 1 < layers) {
            Layer above = net.layer(l + 1);
            above.backwardAffine(errors[l + 1], above.weights(), total[l]);
        } else {
            total[l].set(gradient);
        }
        if (l > 0) {
            total[l].add(
                    1, part[l].multiplyTransposedB(errors[l - 1], net.layer(l).weights()));
        }
    }

    /** Adds the gradient to that of the layers. */
    void credit(Matrix x, Scratch[] s) {
        for (int l = 0; l < layers; l++) {
            Layer layer = net.layer(l);
            layer.accumulateOuterProduct(1, errors[l], l == 0 ? x : s[l - 1]);
            if (l > 0) {
                layer.accumulateOuterProduct(1, s[l], errors[l - 1]);
            }
            layer.creditBias(1, errors[l]);
        }
    }
}
