package dev.engram.testkit.standins;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Local prediction losses: every hidden layer has a head that predicts the target from it; no error passes
 * between layers.
 *
 * <pre>
 * E_l = error of head l on H_l;   D_l = (E_l P_l) * phi_l'(A_l)        P_l: weights of head l
 * </pre>
 *
 * A head has the network's output activation, loss and first weights. With one hidden layer and P = W_L its
 * hidden gradient is back-propagation's. Nokland and Eidnes 2019 (the prediction loss); Belilovsky,
 * Eickenberg and Oyallon 2019.
 */
@Component("local-losses")
public record LocalLosses() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        int top = net.depth() - 1;
        Activations[] pass = setup.activationsPerLayer(), guess = new Activations[top];
        Layer[] head = new Layer[top];
        Scratch[] out = setup.likeOutputs(), d = setup.likePreActivations();
        Scratch error = setup.perExample(setup.targets());
        for (int l = 0; l < top; l++) {
            head[l] = setup.head("head/" + l, net.layer(l).outputs());
            guess[l] = setup.activations(head[l]);
        }
        return batch -> {
            net.forward(batch.inputs(), pass);
            for (int l = 0; l < top; l++) {
                head[l].forward(pass[l].output(), guess[l]);
                setup.loss().valueAndError(guess[l], batch.targets(), error);
                head[l].credit(error, guess[l]);
                head[l].backwardAffine(error, head[l].weights(), out[l]);
                net.layer(l).backwardActivation(pass[l], out[l], d[l]);
                net.layer(l).credit(d[l], pass[l]);
            }
            double value = setup.loss().valueAndError(pass[top], batch.targets(), error);
            net.last().credit(error, pass[top]);
            return value;
        };
    }
}
