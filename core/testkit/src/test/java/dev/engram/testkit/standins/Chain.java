package dev.engram.testkit.standins;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One optimizer after the other: each finds in place of the gradient what the one before it has left. */
@Component("chain")
public record Chain(
        @Hyper(doc = "in the order in which they see the gradient")
        List<Optimizer> links) implements Optimizer {
    public Chain {
        links = List.copyOf(links);
    }

    @Override
    public Set<Requirement> requirements() {
        Set<Requirement> all = EnumSet.noneOf(Requirement.class);
        links.forEach(o -> all.addAll(o.requirements()));
        return all;
    }

    @Override
    public boolean supports(Parameter p) {
        return links.stream().allMatch(o -> o.supports(p));
    }

    @Override
    public void update(Step s) {
        for (int k = 0; k < links.size(); k++) {
            s.updateWith(Integer.toString(k), links.get(k));
        }
    }
}
