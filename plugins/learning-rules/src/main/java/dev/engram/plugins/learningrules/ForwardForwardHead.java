package dev.engram.plugins.learningrules;

import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.Maths;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/**
 * The head of forward-forward: a linear softmax layer on the activities of the layers that prediction reads, in one
 * part for each of them.
 */
final class ForwardForwardHead {
    private final Scratch[] u;
    private final Layer[] parts;
    private final int first;
    private final Scratch part;
    private final Scratch p;

    /** @param first the first layer that the head reads */
    ForwardForwardHead(Setup setup, int classes, Scratch[] u, int first) {
        this.u = u;
        this.first = first;
        parts = new Layer[u.length];
        for (int l = first; l < u.length; l++) {
            Layer below = setup.network().layer(l);
            parts[l] = setup.layer("head/" + l, below.outputs(), classes, below.activation());
        }
        part = setup.perExample(classes);
        p = setup.perExample(classes);
    }

    Scratch probabilities() {
        p.fill(0);
        for (int l = first; l < u.length; l++) {
            parts[l].affine(u[l], part);
            p.add(1, part);
        }
        int k = p.cols();
        float[] q = p.data();
        for (int r = 0; r < p.rows(); r++) {
            float most = Float.NEGATIVE_INFINITY, sum = 0;
            for (int i = r * k; i < (r + 1) * k; i++) {
                most = Math.max(most, q[i]);
            }
            for (int i = r * k; i < (r + 1) * k; i++) {
                q[i] = Maths.exp(q[i] - most);
                sum += q[i];
            }
            for (int i = r * k; i < (r + 1) * k; i++) {
                q[i] /= sum;
            }
        }
        return p;
    }

    /** Replaces the scores by the probabilities, minus 1 for the right class. */
    void learn(Batch batch) {
        probabilities();
        for (int r = 0; r < p.rows(); r++) {
            p.data()[r * p.cols() + batch.label(r)] -= 1;
        }
        parts[first].creditBias(1, p);
        for (int l = first; l < u.length; l++) {
            parts[l].accumulateOuterProduct(1, p, u[l]);
        }
    }

    /** Draws a wrong label by its probability; uniformly if all probabilities of wrong labels are 0. */
    int sampleWrongLabel(int row, int right, Rng rng) {
        int k = p.cols();
        float[] q = p.data();
        float sum = 0;
        for (int j = 0; j < k; j++) {
            sum += j == right ? 0 : q[row * k + j];
        }
        float left = rng.uniform() * sum;
        for (int j = 0; j < k; j++) {
            left -= j == right ? 0 : q[row * k + j];
            if (left < 0) {
                return j;
            }
        }
        return (right + 1 + rng.uniformInt(k - 1)) % k;
    }
}
