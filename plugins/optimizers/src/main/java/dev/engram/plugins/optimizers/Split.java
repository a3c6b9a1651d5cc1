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
 * Different optimizers for different parameters, such as one learning rate for weights and another for biases.
 *
 * <pre>
 * part   hidden    weight matrices of the network that are neither first nor last
 *        weights   weight matrices of the network
 *        network   all parameters of the network; the others are the learning rule's own
 * </pre>
 *
 * Each optimizer receives only its own part, so that norms are over that part. State: that of both optimizers.
 * Neither may evaluate the loss again, as sam and l-bfgs do.
 */
@Component("split")
public record Split(
        @Hyper(value = "weights", doc = "parameters of the first optimizer: hidden, weights or network")
        Part part,

        @Hyper(doc = "optimizer of this part") Optimizer then,

        @Hyper(doc = "optimizer of all other parameters") Optimizer otherwise)
        implements Optimizer {
    /** A part of the parameters. It and its complement are each one segment of the arena. */
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

        /** Created once, because a step must not allocate. */
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
