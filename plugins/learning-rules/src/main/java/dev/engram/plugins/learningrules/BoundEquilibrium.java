package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/** {@link EquilibriumPropagation} bound to a network: its phases, its gradient and its predictions. */
class BoundEquilibrium implements BoundRule.Predictor {
    private final EquilibriumPropagation rule;
    private final Network net;
    private final Objective loss;
    /** Number of layers in the dynamics: all, or all but the read-out. */
    private final int n;

    private final boolean hasReadout;
    private final Scratch[] s;
    private final Scratch[] next;
    private final Scratch[] feedback;
    private final Scratch[] free;
    private final Scratch[] negativePhase;
    /** The states in place of pre-activations, of the same phase; the states themselves in a dense layer. */
    private final Scratch[] post;

    private final Scratch[] freePost;
    private final Scratch[] negativePost;
    private final Scratch[] postChange;
    private final Scratch[] postMean;
    /** The drives of layers that are not dense; null for the others. */
    private final Activations[] drives;

    /** What the first layer receives from the clamped input. */
    private final Scratch drive;

    private final Activations output;
    private final Scratch error;

    BoundEquilibrium(EquilibriumPropagation rule, Setup setup) {
        this.rule = rule;
        net = setup.network();
        loss = setup.loss();
        n = layersInDynamics(net);
        hasReadout = n < net.depth();
        requireEnergy();
        s = setup.likeOutputs();
        next = setup.likeOutputs();
        feedback = setup.likeOutputs();
        free = setup.likeOutputs();
        negativePhase = setup.likeOutputs();
        post = likeUnits(setup, s);
        freePost = likeUnits(setup, free);
        negativePost = likeUnits(setup, negativePhase);
        postChange = likeUnits(setup, next);
        postMean = likeUnits(setup, feedback);
        drives = net.layers().stream()
                .map(l -> l.plain() ? null : setup.activations(l))
                .toArray(Activations[]::new);
        drive = setup.perExample(net.layer(0).outputs());
        output = setup.activations(net.last());
        error = setup.perExample(setup.targets());
    }

    static int layersInDynamics(Network net) {
        boolean readout = net.last().activation().outputFunction() == OutputFunction.SOFTMAX;
        return readout ? net.depth() - 1 : net.depth();
    }

    /** Refuses layers in the dynamics that have no energy. */
    private void requireEnergy() {
        for (int l = 0; l < n; l++) {
            if (!net.layer(l).poolsBeforeActivation()) {
                throw new IncompatibleException("in layer " + l + " (counted from 0) only pooling may come between"
                        + " the weights and the activation, and nothing after it; write a conv without activation,"
                        + " then the pool, then an activation");
            }
        }
    }

    /** Returns memory of the shape of the pre-activations; in a dense layer, {@code states} itself. */
    private Scratch[] likeUnits(Setup setup, Scratch[] states) {
        Scratch[] units = states.clone();
        for (int l = 0; l < n; l++) {
            Layer layer = net.layer(l);
            units[l] = layer.plain() ? states[l] : setup.perExample(layer.units());
        }
        return units;
    }

    /** Overwrites {@code to} with what the weights of a layer and its pools make of {@code in}. */
    private void drive(int l, Matrix in, Scratch to) {
        if (drives[l] == null) {
            net.layer(l).affine(in, to);
        } else {
            net.layer(l).forward(in, drives[l]);
            to.set(drives[l].activationInput());
        }
    }

    /** Takes the states back through the pools, at the maxima of the last drives. */
    private void unpool(int l) {
        if (drives[l] != null) {
            net.layer(l).backwardBeforeActivation(drives[l], s[l], post[l]);
        }
    }

    /** Computes the states at the places of pre-activations, with the maxima of the present phase. */
    private void unpoolAll() {
        for (int l = 0; l < n; l++) {
            if (l > 0 && drives[l] != null) {
                net.layer(l).forward(s[l - 1], drives[l]);
            }
            unpool(l);
        }
    }

    private void settle(Matrix x) {
        drive(0, x, drive);
        for (int l = 0; l < n; l++) {
            s[l].fill(0);
        }
        // A single layer receives nothing but the clamped input, so it settles in one step.
        relax(null, 0, n == 1 ? 1 : rule.free());
    }

    private void relax(Matrix targets, float beta, int steps) {
        for (int k = 0; k < steps; k++) {
            for (int l = 1; l < n; l++) {
                drive(l, s[l - 1], next[l]);
            }
            for (int l = 0; l < n; l++) {
                Scratch driven = l == 0 ? drive : next[l];
                if (l + 1 < n) {
                    unpool(l + 1);
                    net.layer(l + 1)
                            .backwardAffine(post[l + 1], net.layer(l + 1).weights(), feedback[l]);
                    add(driven, 1, feedback[l], next[l]);
                } else if (beta != 0) {
                    gradient(targets, feedback[l]);
                    add(driven, -beta, feedback[l], next[l]);
                } else if (l == 0) {
                    next[0].set(drive);
                }
            }
            for (int l = 0; l < n; l++) {
                activate(net.layer(l), next[l], s[l]);
            }
        }
    }

    /** Computes {@code sum = a + c b} in one loop; {@code sum} may be a. */
    private static void add(Scratch a, float c, Scratch b, Scratch sum) {
        float[] x = a.data(), y = b.data(), z = sum.data();
        for (int i = 0, n = sum.rows() * sum.cols(); i < n; i++) {
            z[i] = Maths.fma(c, y[i], x[i]);
        }
    }

    private static void activate(Layer layer, Scratch a, Scratch h) {
        if (layer.plain()) {
            layer.activate(a, h);
        } else {
            layer.activation().apply(a.data(), h.data(), a.rows(), a.cols());
        }
    }

    /** dC/ds of the last layer in the dynamics. */
    private void gradient(Matrix targets, Scratch slope) {
        if (hasReadout) {
            readout(s[n - 1]);
            loss.error(output, targets, error);
            net.last().backwardAffine(error, net.last().weights(), slope);
        } else {
            loss.gradient(s[n - 1], targets, slope);
        }
    }

    /** Copies the states; in a dense layer they are their own places of pre-activations. */
    private void keep(Scratch[] states, Scratch[] places) {
        unpoolAll();
        for (int l = 0; l < n; l++) {
            states[l].set(s[l]);
            if (places[l] != states[l]) {
                places[l].set(post[l]);
            }
        }
    }

    /**
     * gradient += scale (s_l' s_{l-1} - o_l' o_{l-1}) for two states s and o, written with their mean m as
     * (s_l - o_l)' m_{l-1} + m_l' (s_{l-1} - o_{l-1}): the difference of two large products would lose digits.
     */
    private void credit(Matrix x, Scratch[] o, Scratch[] oPost, float scale) {
        Scratch[] change = next, mean = feedback;
        unpoolAll();
        for (int l = 0; l < n; l++) {
            change[l].set(s[l]).add(-1, o[l]);
            mean[l].set(s[l]).add(1, o[l]).scale(0.5f);
            if (postChange[l] != change[l]) {
                postChange[l].set(post[l]).add(-1, oPost[l]);
                postMean[l].set(post[l]).add(1, oPost[l]).scale(0.5f);
            }
            net.layer(l).accumulateOuterProduct(scale, postChange[l], l == 0 ? x : mean[l - 1]);
            if (l > 0) {
                net.layer(l).accumulateOuterProduct(scale, postMean[l], change[l - 1]);
            }
            net.layer(l).creditBias(scale, postChange[l]);
        }
    }

    /** Computes the activations of the read-out; {@code x} is used if no layer in the dynamics precedes it. */
    private void readout(Matrix x) {
        net.last().forward(n == 0 ? x : s[n - 1], output);
    }

    @Override
    public double learn(Batch batch) {
        Matrix x = batch.inputs(), t = batch.targets();
        settle(x);
        double value;
        if (hasReadout) {
            readout(x);
            value = loss.valueAndError(output, t, error);
            net.last().credit(error, output);
        } else {
            value = loss.value(s[n - 1], t);
        }
        keep(free, freePost);
        if (rule.nudge() == EquilibriumPropagation.Nudge.CENTRED) {
            relax(t, -rule.beta(), rule.nudged());
            keep(negativePhase, negativePost);
            for (int l = 0; l < n; l++) {
                s[l].set(free[l]);
            }
            relax(t, rule.beta(), rule.nudged());
            credit(x, negativePhase, negativePost, -1 / (2 * rule.beta()));
        } else {
            boolean minus = rule.nudge() == EquilibriumPropagation.Nudge.RANDOM_SIGN
                    && batch.random("sign").uniform() < 0.5f;
            float beta = minus ? -rule.beta() : rule.beta();
            relax(t, beta, rule.nudged());
            credit(x, free, freePost, -1 / beta);
        }
        return value;
    }

    /** Computes the gradient of the loss of the free state, with as many steps for the errors as for the state. */
    void learnSettled(Batch batch, SettledGradient settled) {
        Matrix x = batch.inputs();
        settle(x);
        if (n > 0) {
            gradient(batch.targets(), feedback[n - 1]);
            settled.relax(next, s, feedback[n - 1], rule.free());
            settled.credit(x, s);
        }
        if (hasReadout) {
            readout(x);
            loss.error(output, batch.targets(), error);
            net.last().credit(error, output);
        }
    }

    @Override
    public void predict(Matrix inputs, Scratch scores) {
        settle(inputs);
        if (hasReadout) {
            readout(inputs);
            scores.set(output.output());
        } else {
            scores.set(s[n - 1]);
        }
    }

    /** The rule bound to dense layers, of whose settled state the gradient is known. */
    static final class Dense extends BoundEquilibrium implements BoundRule.Settling {
        private final SettledGradient settled;

        Dense(EquilibriumPropagation rule, Setup setup) {
            super(rule, setup);
            settled = new SettledGradient(setup.network(), layersInDynamics(setup.network()), setup);
        }

        @Override
        public void learnSettled(Batch batch) {
            learnSettled(batch, settled);
        }
    }
}
