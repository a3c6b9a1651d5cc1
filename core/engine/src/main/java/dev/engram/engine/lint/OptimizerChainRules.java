package dev.engram.engine.lint;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.suite.Suite;
import java.util.List;
import java.util.Optional;

/** Checks that a chain of optimizers is intended. */
final class OptimizerChainRules {
    private static final String RATE = "rate";
    private static final String CHAIN = "chain";

    private OptimizerChainRules() {}

    /**
     * Finds two neighbours that are optimizers on their own. The second would take the steps of the first as gradients,
     * which is hardly ever intended; a comparison probably is. Links that clip or decay have no rate. One of them
     * between two optimizers shows that the author knows what a chain is.
     */
    static Optional<LintFinding> compared(Suite suite, Optional<String> metric) {
        for (Suite.Cell cell : suite.cells()) {
            Recipe<?> optimizer = cell.spec().optimizer();
            List<Recipe<?>> links = optimizer.entry().name().equals(CHAIN) ? optimizer.members() : List.of();
            for (int i = 1; i < links.size(); i++) {
                if (isStandaloneMethod(links.get(i - 1)) && isStandaloneMethod(links.get(i))) {
                    String first = links.get(i - 1).entry().name();
                    String second = links.get(i).entry().name();
                    return Optional.of(new LintFinding(
                            cell,
                            "optimizer",
                            "this list is one optimizer, a chain, in which " + second + " receives the steps of "
                                    + first + " in place of gradients; the two are not compared",
                            "to compare them, write compare: {optimizer: [" + first + ", " + second + "]}"));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns whether an optimizer has a rate of its own, or contains one that has. */
    private static boolean isStandaloneMethod(Recipe<?> optimizer) {
        return optimizer.entry().kind() == Kind.OPTIMIZER
                && (optimizer.entry().hyperparameters().stream()
                                .anyMatch(f -> f.name().equals(RATE))
                        || optimizer.members().stream().anyMatch(OptimizerChainRules::isStandaloneMethod));
    }
}
