package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Feedback alignment: like back-propagation, but fixed random matrices propagate the error backward. The weights
 * align with them during training.
 *
 * <pre>
 * D_l = (D_{l+1} B_{l+1}) * phi_l'(A_l)        B_l: units x inputs, drawn once, never changed
 * B: as-weights  drawn as the layer's weights are, times scale (0 where the weights begin at 0)
 *    uniform     within +-scale sqrt(6 / (units + inputs))
 *    normal      N(0,1) scale sqrt(2 / (units + inputs))
 * </pre>
 *
 * Biases learn from the same D. State: a matrix of the weights' shape for every layer but the first. The scale acts
 * as a learning rate of the lower layers. Lillicrap, Cownden, Tweed and Akerman 2016.
 */
@Component("feedback-alignment")
public record FeedbackAlignment(
        @Hyper(value = "1", range = "(0,inf)", doc = "scale of the feedback matrices, relative to initial weights")
        float scale,

        @Hyper(value = "as-weights", doc = "distribution of the feedback matrices: as-weights, uniform or normal")
        Draw draw)
        implements LearningRule {
    /** Distribution of the feedback matrices. */
    public enum Draw {
        AS_WEIGHTS,
        UNIFORM,
        NORMAL
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.backward(layer -> {
            String name = "feedback/" + layer.index();
            int units = layer.weights().rows(), inputs = layer.weights().cols();
            Matrix b = switch (draw) {
                case AS_WEIGHTS -> setup.feedback(layer, name, scale);
                case UNIFORM -> setup.fixedUniform(name, units, inputs, scale * Maths.sqrt(6f / (units + inputs)));
                case NORMAL -> setup.fixedGaussian(name, units, inputs, scale * Maths.sqrt(2f / (units + inputs)));
            };
            return batch -> b;
        });
    }
}
