package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One optimizer after the other: each finds, in place of the gradient, what the one before it has left. What
 * the last leaves is subtracted from the parameters.
 *
 * <pre>
 * theta <- theta - link_n(... link_2(link_1(g)))
 * </pre>
 *
 * In a suite a list is a chain: {@code optimizer: [clip-by-global-norm, {adam: {rate: 0.01}}]}. The order is
 * the algorithm: a clip in front of a method shortens the gradient, one behind it the step. A link without a
 * rate passes on what it finds at full size. A link that evaluates the loss again has to come first.
 */
@Component("chain")
public record Chain(
        @Hyper(doc = "in the order in which they see the gradient")
        List<Optimizer> links) implements Optimizer {
    /** Made once: a step allocates nothing. */
    private static final String[] PLACES =
            IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);

    /** Refuses no links, and more than anybody means. */
    public Chain {
        links = List.copyOf(links);
        if (links.isEmpty() || links.size() > PLACES.length) {
            throw new IncompatibleException(
                    "a chain needs 1 to " + PLACES.length + " optimizers, found " + links.size());
        }
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
            s.updateWith(PLACES[k], links.get(k));
        }
    }
}
