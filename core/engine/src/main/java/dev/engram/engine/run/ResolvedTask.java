package dev.engram.engine.run;

import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.layer.LayerKind;
import java.util.List;

/** The objective of a run: a network that learns from data, or a function to minimize. */
public sealed interface ResolvedTask {
    /**
     * A network that learns from data.
     *
     * @param network layers from the inputs to the outputs
     * @param start the arrays that the network begins with, under the names of {@code network.NetworkWeights}; empty if
     *     the initialisers draw them
     */
    record NetworkTraining(
            ResolvedData data,
            List<LayerKind> network,
            NamedComponent<LossFunction> loss,
            NamedComponent<LearningRule> rule,
            List<NamedArray> start)
            implements ResolvedTask {
        public NetworkTraining {
            network = List.copyOf(network);
            start = List.copyOf(start);
        }

        /** A network whose weights are drawn. */
        public NetworkTraining(
                ResolvedData data,
                List<LayerKind> network,
                NamedComponent<LossFunction> loss,
                NamedComponent<LearningRule> rule) {
            this(data, network, loss, rule, List.of());
        }
    }

    /**
     * An optimizer on a function.
     *
     * @param start starting point; empty for the landscape's own
     * @param randomStart true if each seed draws its own starting point
     */
    record LandscapeDescent(NamedComponent<Landscape> landscape, List<Double> start, boolean randomStart)
            implements ResolvedTask {
        public LandscapeDescent {
            start = List.copyOf(start);
        }
    }
}
