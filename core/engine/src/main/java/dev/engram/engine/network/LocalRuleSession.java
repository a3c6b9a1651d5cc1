package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LayerRule;
import dev.engram.spi.LayerRule.Signal;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.function.Function;

/** Runs local rules: each layer's rule sees only its own {@link LayerSynapses}. */
final class LocalRuleSession implements BoundRule {
    private final Setup setup;
    private final Network net;
    private final LayerRule[] rules;
    /** For each layer, its groups. */
    private final LayerSynapses[][] synapses;

    private final String[] noiseNames;
    private final Scratch[] noise;
    private final Activations[] clean;
    private final Activations[] noisy;
    private final Scratch error;
    private final Scratch cleanLosses;
    private final Scratch noisyLosses;
    private final Scratch reward;
    /** Created once, so that a step allocates no lambda. */
    private final Network.PreActivationHook perturbation;

    private final boolean explores;
    private final boolean evaluatesLoss;

    LocalRuleSession(Setup setup, LayerSynapses.RowFactory rows, Function<Layer, LayerRule> choice) {
        this.setup = setup;
        net = setup.network();
        int n = net.depth();
        rules = new LayerRule[n];
        synapses = new LayerSynapses[n][];
        noiseNames = new String[n];
        noise = new Scratch[n];
        boolean some = false;
        for (int l = 0; l < n; l++) {
            rules[l] = choice.apply(net.layer(l));
            synapses[l] = LayerSynapses.of(setup, (Block) net.layer(l), rules[l].perPosition() ? rows : null);
            noiseNames[l] = "noise/" + l;
            some |= rules[l].exploration() > 0;
        }
        explores = some;
        evaluatesLoss = net.last().outputs() == setup.targets();
        for (LayerRule r : rules) {
            if (!evaluatesLoss && (r.signal() == Signal.ERROR || r.signal() == Signal.REWARD)) {
                throw new IncompatibleException("needs " + Requirement.OUTPUT_LAYER.text());
            }
        }
        clean = setup.activationsPerLayer();
        noisy = explores ? setup.activationsPerLayer() : null;
        for (int l = 0; l < n && explores; l++) {
            noise[l] = setup.perExample(net.layer(l).units());
        }
        perturbation = (l, a) -> a.add(rules[l].exploration(), noise[l]);
        error = setup.perExample(evaluatesLoss ? net.last().units() : setup.targets());
        cleanLosses = setup.perExample(1);
        noisyLosses = setup.perExample(1);
        reward = setup.perExample(1);
    }

    @Override
    public double learn(Batch batch) {
        int top = net.depth() - 1;
        net.forward(batch.inputs(), clean);
        double loss = evaluatesLoss ? setup.loss().valueAndError(clean[top], batch.targets(), error) : Double.NaN;
        if (explores) {
            explore(batch);
        }
        for (int l = 0; l <= top; l++) {
            learn(l, batch);
        }
        return loss;
    }

    private void learn(int l, Batch batch) {
        Matrix signal = switch (rules[l].signal()) {
            case NONE -> null;
            case TARGET -> batch.targets();
            case ERROR -> error;
            case REWARD -> reward;
        };
        for (LayerSynapses part : synapses[l]) {
            part.bind(clean[l], explores ? noise[l] : null, signal);
            rules[l].learn(part);
        }
    }

    private void explore(Batch batch) {
        int top = net.depth() - 1;
        for (int l = 0; l <= top; l++) {
            noise[l].gaussian(batch.random(noiseNames[l]));
        }
        net.forward(batch.inputs(), noisy, perturbation);
        setup.loss().valueAndLosses(clean[top], batch.targets(), cleanLosses);
        setup.loss().valueAndLosses(noisy[top], batch.targets(), noisyLosses);
        reward.set(cleanLosses).add(-1, noisyLosses);
    }
}
