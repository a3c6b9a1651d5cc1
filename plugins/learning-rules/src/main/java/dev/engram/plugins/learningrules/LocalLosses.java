package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.shape.Shape;
import java.util.Set;

/**
 * Local losses: each hidden layer has a loss of its own, through heads that see only this layer; no error is passed
 * between layers.
 *
 * <pre>
 * pred:     the network's loss of phi_L(P_l h_l + c_l)
 * sim:      1/B^2 sum_ij (S(Q_l h_l)_ij - S(T)_ij)^2,   S(M)_ij: cosine of rows i and j, each less its own mean
 * predsim:  (1 - beta) pred + beta sim
 * D_l = (d loss_l / d h_l) * phi_l'(A_l);   the last layer learns from the network's loss
 * </pre>
 *
 * <p>P_l: targets x units, with the output's activation and loss; Q_l: units x units, linear and without bias (its
 * bias is not trained). Both are initialised like the output's weights and are trained. The cosine adds 1e-8 to
 * norms; a row without any variation has no gradient. sim compares the examples of a batch with each other: it needs
 * several classes in one batch and targets of several columns (classes coded one-hot), and a batch of one has no
 * effect.
 *
 * <p>With one hidden layer and P_1 = W_L, pred gives the hidden gradient of back-propagation. Cost: two forward and
 * one backward pass over each head, plus 2 forward passes. Usual: Adam with learning rate 5e-4, batch 128.
 *
 * <p>In a layer with maps, the heads see the output of the activation, before pooling and dropout. pred averages it
 * over windows, of height and then width 2, 4, 8 ..., until at most {@code features} numbers are left. sim has a
 * convolution, 3 x 3 with padding 1, in place of Q_l; more than three channels are then reduced to their standard
 * deviations over the positions, sqrt(variance + 1e-8). The error passes normalization before the activation exactly.
 *
 * <p>Nokland and Eidnes 2019; greedy layers: Belilovsky, Eickenberg and Oyallon 2019.
 */
@Component("local-losses")
public record LocalLosses(
        @Hyper(value = "predsim", doc = "local loss: pred (targets), sim (similarity of examples), or predsim (both)")
        Kind loss,

        @Hyper(value = "0.99", range = "[0,1]", doc = "weight of the similarity loss (predsim only)")
        float beta,

        @Hyper(
                value = "4096",
                range = "[1,100000000]",
                omitDefault = true,
                doc = "largest number of inputs of a prediction head on maps, which are averaged until they fit")
        int features)
        implements LearningRule {
    /** Prediction heads have at most 4096 inputs on maps. */
    public LocalLosses(Kind loss, float beta) {
        this(loss, beta, 4096);
    }

    /** Components of a hidden layer's loss. */
    public enum Kind {
        PRED,
        SIM,
        PREDSIM
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    private float prediction() {
        return switch (loss) {
            case PREDSIM -> 1 - beta;
            case PRED -> 1;
            case SIM -> 0;
        };
    }

    private float similarity() {
        return switch (loss) {
            case PREDSIM -> beta;
            case PRED -> 0;
            case SIM -> 1;
        };
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        Objective objective = setup.loss();
        int top = net.depth() - 1;
        Activations[] pass = setup.activationsPerLayer();
        Scratch[] d = setup.likePreActivations(), delta = new Scratch[top];
        Scratch error = setup.perExample(setup.targets());
        Prediction[] prediction = new Prediction[top];
        SimilarityHead[] similarity = new SimilarityHead[top];
        for (int l = 0; l < top; l++) {
            Shape shape = net.layer(l).activationShape();
            delta[l] = setup.perExample(shape.size());
            prediction[l] = prediction() > 0
                    ? new Prediction(setup, l, AveragedMaps.fitting(setup, shape, features), prediction())
                    : null;
            similarity[l] = similarity() > 0 ? new SimilarityHead(setup, l, shape, similarity()) : null;
        }
        return batch -> {
            net.forward(batch.inputs(), pass);
            for (int l = 0; l < top; l++) {
                delta[l].fill(0);
                if (prediction[l] != null) {
                    prediction[l].learn(pass[l].activationOutput(), batch.targets(), delta[l]);
                }
                if (similarity[l] != null) {
                    similarity[l].learn(pass[l].activationOutput(), batch.targets(), delta[l]);
                }
                net.layer(l).backwardFromActivation(pass[l], delta[l], d[l]);
                net.layer(l).credit(d[l], pass[l]);
            }
            double value = objective.valueAndError(pass[top], batch.targets(), error);
            net.last().credit(error, pass[top]);
            return value;
        };
    }

    /** A head that predicts the targets, on maps that are averaged over windows until they have few enough numbers. */
    private static final class Prediction {
        private final Objective loss;
        private final AveragedMaps maps;
        private final Layer head;
        private final float share;
        private final Activations predicted;
        private final Scratch error;
        private final Scratch back;

        Prediction(Setup setup, int layer, AveragedMaps maps, float share) {
            loss = setup.loss();
            this.share = share;
            this.maps = maps;
            head = setup.head("prediction/" + layer, maps.size());
            predicted = setup.activations(head);
            error = setup.perExample(setup.targets());
            back = setup.perExample(maps.size());
        }

        /** Trains the head and adds the error at the layer's output to {@code delta}. */
        void learn(Matrix h, Matrix targets, Scratch delta) {
            head.forward(maps.forward(h), predicted);
            loss.error(predicted, targets, error);
            head.credit(error.scale(share), predicted);
            head.backwardAffine(error, head.weights(), back);
            maps.backward(back, delta);
        }
    }
}
