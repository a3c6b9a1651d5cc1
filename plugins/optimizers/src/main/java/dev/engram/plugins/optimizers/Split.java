package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Different optimizers for different parameters, such as one rate for the weights and another one for the biases.
 *
 * <pre>
 * part   hidden    weight matrices of the network that are neither first nor last
 *        weights   weight matrices of the network
 *        network   all parameters of the network; the others are the learning rule's own
 * </pre>
 *
 * Each sees its own part only, so that norms and the like are over that part. Keeps what the two keep. Neither of them
 * may evaluate again, as sam and l-bfgs do.
 */
@Component("split")
public record Split(
        @Hyper(value = "weights", doc = "what the first optimizer steps: hidden, weights or network")
        Part part,

        @Hyper(doc = "the optimizer that steps this part") Optimizer then,

        @Hyper(doc = "the optimizer that steps all other parameters")
        Optimizer otherwise)
        implements Optimizer {
    /** A part of the parameters that is one stretch of the arena, as is what it leaves over. */
    public enum Part {
        HIDDEN(Parameter::isHiddenWeight),
        WEIGHTS(Parameter::isWeight),
        NETWORK(Parameter::inNetwork);

        private final Predicate<Parameter> inside;
        private final Predicate<Parameter> outside;

        Part(Predicate<Parameter> in) {
            this.inside = in;
            this.outside = in.negate();
        }

        /** Made once: a step allocates nothing. */
        Predicate<Parameter> inside() {
            return inside;
        }

        Predicate<Parameter> outside() {
            return outside;
        }
    }

    @Override
    public Set<Requirement> requirements() {
        Set<Requirement> all = EnumSet.noneOf(Requirement.class);
        all.addAll(then.requirements());
        all.addAll(otherwise.requirements());
        return all;
    }

    @Override
    public boolean supports(Parameter p) {
        return (part.inside.test(p) ? then : otherwise).supports(p);
    }

    @Override
    public void update(Step s) {
        s.updateWith("then", then, part.inside);
        s.updateWith("otherwise", otherwise, part.outside);
    }
}
