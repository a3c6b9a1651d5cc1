package dev.engram.testkit.standins;

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
 * Different optimizers for different parameters: Muon for the hidden weights and AdamW for the rest, for
 * example.
 */
@Component("split")
public record ParameterSplit(
        @Hyper(value = "hidden", doc = "what the first optimizer steps: hidden weights, all weights, or the network")
        Part part,

        @Hyper(doc = "steps that part") Optimizer then,
        @Hyper(doc = "steps the others") Optimizer otherwise)
        implements Optimizer {
    /** A part of the parameters that is one stretch of the arena. */
    public enum Part {
        HIDDEN(Parameter::isHiddenWeight),
        WEIGHTS(Parameter::isWeight),
        NETWORK(Parameter::inNetwork);

        private final Predicate<Parameter> in;
        private final Predicate<Parameter> out;

        Part(Predicate<Parameter> in) {
            this.in = in;
            this.out = in.negate();
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
        return (part.in.test(p) ? then : otherwise).supports(p);
    }

    @Override
    public void update(Step s) {
        s.updateWith("then", then, part.in);
        s.updateWith("otherwise", otherwise, part.out);
    }
}
