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
 * A chain of optimizers: each receives, in place of the gradient, the output of the one before it. The output of the
 * last is subtracted from the parameters.
 *
 * <pre>
 * theta <- theta - link_n(... link_2(link_1(g)))
 * </pre>
 *
 * In a suite a list is a chain: {@code optimizer: [clip-by-global-norm, {adam: {rate: 0.01}}]}. The order matters:
 * clipping before a method limits the gradient, clipping after it limits the step. A link without a learning rate
 * passes its output on unscaled. A link that evaluates the loss again has to be the first.
 */
@Component("chain")
public record Chain(
        @Hyper(doc = "optimizers, in order of application") List<Optimizer> links) implements Optimizer {
    /** Created once, because a step must not allocate. */
    private static final String[] PLACES =
            IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);

    /** Throws if the number of links is 0 or too large. */
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
