package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.Network;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/** A bound REINFORCE: a forward pass with random units, a reward, and the credit. */
final class BoundReinforce implements BoundRule {
    /** In float, sigmoid(CERTAIN) is 1 and sigmoid(-CERTAIN) is 0, so a drawn value passes the layer unchanged. */
    private static final float SATURATED = 200;

    private final Setup setup;
    private final Network net;
    private final Reinforce rule;
    private final Activations[] pass;
    /** The random numbers of each layer; after the pass, d ln p / d pre-activation. */
    private final Scratch[] eligibility;

    private final Scratch[] probability;
    private final String[] streams;
    private final Scratch each;
    private final Scratch baseline;
    private final Network.PreActivationHook draw;

    BoundReinforce(Setup setup, Reinforce rule) {
        this.setup = setup;
        this.rule = rule;
        net = setup.network();
        pass = setup.activationsPerLayer();
        eligibility = setup.likePreActivations();
        probability = setup.likePreActivations();
        streams = net.layers().stream().map(l -> "draw/" + l.index()).toArray(String[]::new);
        each = setup.perExample(1);
        baseline = setup.state("baseline", 1, 2);
        draw = this::draw;
    }

    private boolean gaussian(int layer) {
        return layer == net.depth() - 1
                ? rule.reward() == Reinforce.Reward.LOSS
                : rule.units() == Reinforce.Units.GAUSSIAN;
    }

    @Override
    public double learn(Batch batch) {
        int top = net.depth() - 1;
        for (int l = 0; l <= top; l++) {
            Rng rng = batch.random(streams[l]);
            if (gaussian(l)) {
                eligibility[l].gaussian(rng);
            } else {
                uniform(eligibility[l], rng);
            }
        }
        net.forward(batch.inputs(), pass, draw);
        double loss = setup.loss().valueAndLosses(pass[top], batch.targets(), each);
        float[] reward = each.data();
        if (rule.reward() == Reinforce.Reward.CORRECT) {
            sampleClasses(batch);
        } else {
            each.scale(-1);
        }
        float[] sums = baseline.data();
        float b = sums[1] == 0 ? 0 : sums[0] / sums[1], mean = 0;
        for (int r = 0; r < batch.rows(); r++) {
            mean += reward[r] / batch.rows();
            reward[r] = b - reward[r];
        }
        sums[0] = rule.memory() * sums[0] + (1 - rule.memory()) * mean;
        sums[1] = rule.memory() * sums[1] + 1 - rule.memory();
        for (int l = 0; l <= top; l++) {
            Layer layer = net.layer(l);
            layer.credit(eligibility[l].scaleRows(each), pass[l]);
        }
        return loss;
    }

    private static void uniform(Scratch to, Rng rng) {
        float[] a = to.data();
        for (int i = 0, n = to.rows() * to.cols(); i < n; i++) {
            a[i] = rng.uniform();
        }
    }

    private void draw(int layer, Scratch pre) {
        if (gaussian(layer)) {
            pre.add(rule.sigma(), eligibility[layer]);
            eligibility[layer].scale(1 / rule.sigma());
        } else if (layer < net.depth() - 1) {
            net.layer(layer).activate(pre, probability[layer]);
            float[] e = eligibility[layer].data(), p = probability[layer].data(), a = pre.data();
            for (int i = 0, n = pre.rows() * pre.cols(); i < n; i++) {
                boolean on = e[i] < p[i];
                a[i] = on ? SATURATED : -SATURATED;
                e[i] = (on ? 1 : 0) - p[i];
            }
        }
    }

    /** Draws a class for each example with its first random number, and computes its reward. */
    private void sampleClasses(Batch batch) {
        int top = net.depth() - 1, n = eligibility[top].cols();
        float[] e = eligibility[top].data(),
                reward = each.data(),
                p = probability[top].set(pass[top].output()).data();
        for (int r = 0; r < batch.rows(); r++) {
            float left = e[r * n];
            int said;
            if (n == 1) {
                said = left < p[r] ? 1 : 0;
            } else {
                said = sampleIndex(p, r * n, n, left);
            }
            reward[r] = said == batch.label(r) ? 1 : 0;
            for (int k = 0; k < n; k++) {
                boolean drawn = n == 1 ? said == 1 : said == k;
                e[r * n + k] = (drawn ? 1 : 0) - p[r * n + k];
            }
        }
    }

    /** Returns the class whose part of [0,1) contains the number; the last class if rounding leaves a gap. */
    private static int sampleIndex(float[] p, int from, int n, float number) {
        float sum = 0;
        for (int k = 0; k < n - 1; k++) {
            sum += p[from + k];
            if (number < sum) {
                return k;
            }
        }
        return n - 1;
    }
}
