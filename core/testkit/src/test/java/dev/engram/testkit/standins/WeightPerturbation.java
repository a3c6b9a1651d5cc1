package dev.engram.testkit.standins;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Weight perturbation, two-sided: all parameters take a random step forth and back, and the difference is
 * their credit.
 *
 * <pre>
 * G = (J(theta + c U) - J(theta - c U)) / (2c) U        U: -1 or +1, one for each parameter
 * </pre>
 *
 * Needs no derivative of anything. The cosine of the mean of N draws to the gradient is about
 * 1/sqrt(1 + (P - 1)/N) with P parameters. Two forward passes. Jabri and Flower 1992; Spall 1992.
 */
@Component("weight-perturbation")
public record WeightPerturbation(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "size of the step in each parameter")
        float c) implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER);
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        Activations[] pass = setup.activationsPerLayer();
        Activations output = pass[net.depth() - 1];
        Scratch direction = setup.likeParameters(), each = setup.perExample(1);
        return batch -> {
            direction.rademacher(batch.random("direction"));
            net.forward(batch.inputs(), pass, c, direction);
            double up = setup.loss().valueAndLosses(output, batch.targets(), each);
            net.forward(batch.inputs(), pass, -c, direction);
            double down = setup.loss().valueAndLosses(output, batch.targets(), each);
            net.credit((float) ((up - down) / (2 * c)), direction);
            return (up + down) / 2;
        };
    }
}
