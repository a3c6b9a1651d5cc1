package dev.engram.app.components.layers;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;

/**
 * A "rule" that computes the derivative of the output along a random direction of parameters and inputs in two ways: by
 * {@link dev.engram.spi.Layer#jvp}, chained through the network, and by central differences of the forward pass. It
 * keeps both in its state.
 */
record TangentProbe(float step) implements LearningRule {
    static TangentProbe of(float step) {
        return new TangentProbe(step);
    }

    static float[] analytic(TrainingHarness trainingHarness) {
        return trainingHarness.ruleState().get("analytic");
    }

    static float[] numeric(TrainingHarness trainingHarness) {
        return trainingHarness.ruleState().get("numeric");
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        int top = net.depth() - 1, rows = TrainingTask.ROWS, k = setup.targets();
        Activations[] pass = setup.activationsPerLayer();
        Scratch[] dPre = setup.likePreActivations(), dOut = setup.likeOutputs();
        Scratch x = setup.perExample(net.layer(0).inputs()),
                dx = setup.perExample(x.cols()),
                direction = setup.likeParameters();
        Scratch analytic = setup.state("analytic", rows, k), numeric = setup.state("numeric", rows, k);
        return batch -> {
            direction.gaussian(batch.random("direction"));
            dx.gaussian(batch.random("inputs"));
            net.forward(x.set(batch.inputs()).add(step, dx), pass, step, direction);
            numeric.set(pass[top].output());
            net.forward(x.set(batch.inputs()).add(-step, dx), pass, -step, direction);
            numeric.add(-1, pass[top].output()).scale(1 / (2 * step));
            net.forward(batch.inputs(), pass);
            for (int l = 0; l <= top; l++) {
                net.layer(l).jvp(pass[l], l == 0 ? dx : dOut[l - 1], direction, dPre[l], dOut[l]);
            }
            analytic.set(dOut[top]);
            return 0;
        };
    }
}
