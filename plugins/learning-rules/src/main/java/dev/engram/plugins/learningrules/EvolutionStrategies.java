package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Evolution strategies: a population of random neighbours of the current parameters, each weighted by its loss.
 *
 * <pre>
 * G = 1/(n sigma) sum_i f_i e_i        f_i = J(theta + sigma e_i),   e_i ~ N(0,1), one number for each parameter
 * antithetic: e_2 = -e_1, e_4 = -e_3, ...
 * shaping ranks: rank_i / (n - 1) - 1/2 in place of f_i;   rank 0: the smallest J; equal ones share their mean rank
 * </pre>
 *
 * <p>J: mean loss of the same batch for all; n: population. Without shaping, G is an unbiased estimate of the
 * gradient of J smoothed with a Gaussian of standard deviation sigma; without antithetic pairs, the level of J
 * itself adds noise to it. One pair without shaping is weight perturbation with normal numbers. Shaping makes G
 * invariant to monotone changes of J, so its norm does not depend on the slope: it is of order 1/sigma at every
 * distance, and the learning rate has to be chosen (and lowered) accordingly.
 *
 * <p>Needs no derivatives: any activation, any loss. Stores no population: directions are drawn again from their
 * streams when they are weighted. Reports the mean of the evaluated losses. Cost: n forward passes.
 *
 * <p>Rechenberg 1973; Wierstra et al. 2014; in this form: Salimans, Ho, Chen, Sidor and Sutskever 2017.
 */
@Component("evolution-strategies")
public record EvolutionStrategies(
        @Hyper(value = "32", range = "[2,1000000]", doc = "population size; even with antithetic pairs")
        int population,

        @Hyper(value = "0.02", range = "(0,inf)", doc = "sigma, the standard deviation of the perturbations")
        float sigma,

        @Hyper(value = "true", doc = "use antithetic pairs") boolean antithetic,

        @Hyper(value = "none", doc = "fitness shaping: none, or ranks instead of losses")
        Shaping shaping)
        implements LearningRule {
    /** Fitness shaping. */
    public enum Shaping {
        NONE,
        RANKS
    }

    public EvolutionStrategies {
        if (antithetic && population % 2 != 0) {
            throw new IncompatibleException("a population of " + population
                    + " has no antithetic pairs; make it even, or set antithetic to false");
        }
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return new Bound(this, setup);
    }

    private static final class Bound implements BoundRule {
        private final EvolutionStrategies rule;
        private final Network net;
        private final Objective loss;
        private final Activations[] pass;
        private final Scratch e;
        private final Scratch each;
        private final Scratch losses;
        private final String[] names;

        Bound(EvolutionStrategies rule, Setup setup) {
            this.rule = rule;
            net = setup.network();
            loss = setup.loss();
            pass = setup.activationsPerLayer();
            e = setup.likeParameters();
            each = setup.perExample(1);
            losses = setup.scratch(1, rule.population);
            names = new String[rule.antithetic ? rule.population / 2 : rule.population];
            for (int i = 0; i < names.length; i++) {
                names[i] = i == 0 ? "direction" : "direction/" + i;
            }
        }

        private double loss(Batch batch, float sigma) {
            net.forward(batch.inputs(), pass, sigma, e);
            return loss.valueAndLosses(pass[net.depth() - 1], batch.targets(), each);
        }

        @Override
        public double learn(Batch batch) {
            double sum = 0;
            boolean ranks = rule.shaping == Shaping.RANKS;
            float[] f = losses.data();
            for (int i = 0; i < names.length; i++) {
                e.gaussian(batch.random(names[i]));
                double up = loss(batch, rule.sigma), down = rule.antithetic ? loss(batch, -rule.sigma) : 0;
                sum += up + down;
                if (!ranks) {
                    credit(up - down);
                } else if (rule.antithetic) {
                    f[2 * i] = (float) up;
                    f[2 * i + 1] = (float) down;
                } else {
                    f[i] = (float) up;
                }
            }
            for (int i = 0; ranks && i < names.length; i++) {
                e.gaussian(batch.random(names[i]));
                credit(rule.antithetic ? shapedFitness(2 * i) - shapedFitness(2 * i + 1) : shapedFitness(i));
            }
            return sum / rule.population;
        }

        private void credit(double f) {
            net.credit((float) (f / (rule.population * (double) rule.sigma)), e);
        }

        /** Returns the centred rank of a neighbour; a NaN loss counts as the worst. */
        private double shapedFitness(int i) {
            float[] f = losses.data();
            int smaller = 0, equal = 0;
            for (int j = 0; j < rule.population; j++) {
                int order = Float.compare(f[j], f[i]);
                smaller += order < 0 ? 1 : 0;
                equal += order == 0 ? 1 : 0;
            }
            return (smaller + (equal - 1) / 2.0) / (rule.population - 1) - 0.5;
        }
    }
}
