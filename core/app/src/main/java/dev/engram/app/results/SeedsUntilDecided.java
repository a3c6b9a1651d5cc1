package dev.engram.app.results;

import dev.engram.app.run.Plan;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.judge.Judgment;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.store.Run;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The number of seeds of a suite that adds them until its questions are decided: the smallest at which all are. It
 * depends on the stored runs alone, and not on how many were made at once.
 */
final class SeedsUntilDecided {
    /** Verdicts that further seeds can change. Cells that are equal in all seeds so far can differ in the next. */
    private static final Set<DifferenceVerdict> OPEN = EnumSet.of(
            DifferenceVerdict.NOT_SHOWN,
            DifferenceVerdict.TOO_FEW_SEEDS,
            DifferenceVerdict.SAME,
            DifferenceVerdict.NO_VALUES);

    /** The part by which seeds grow at least, so that comparing does not take longer than running. */
    private static final int GROWTH = 10;

    private final ResultsCollector collector;
    private final Plan plan;
    private final RunRepository store;
    /** The number of seeds, from the first, of which all cells have a run. */
    private final int complete;

    SeedsUntilDecided(ResultsCollector collector, Plan plan, RunRepository store) {
        this.collector = collector;
        this.plan = plan;
        this.store = store;
        this.complete = complete();
    }

    private int complete() {
        Set<String> stored = new HashSet<>();
        store.find(plan.ids()).stream().map(Run::id).forEach(stored::add);
        Set<Long> lacking = plan.items().stream()
                .filter(i -> !stored.contains(i.id()))
                .map(Plan.Item::seed)
                .collect(Collectors.toSet());
        List<Long> seeds = plan.suite().seeds();
        int n = 0;
        while (n < seeds.size() && !lacking.contains(seeds.get(n))) {
            n++;
        }
        return n;
    }

    /** Returns the number of seeds to compare: those that decide, or all that are complete. */
    int compared() {
        if (complete == 0) {
            return least();
        }
        if (!isDecided(complete)) {
            return complete;
        }
        int open = 0;
        int decided = complete;
        while (decided - open > 1) { // what is decided remains decided with more seeds
            int middle = (open + decided) / 2;
            if (isDecided(middle)) {
                decided = middle;
            } else {
                open = middle;
            }
        }
        return decided;
    }

    /** Returns the first seeds up to the next that are needed; empty if the complete ones decide, or all are made. */
    List<Long> next(int atOnce) {
        List<Long> seeds = plan.suite().seeds();
        if (complete == seeds.size() || complete > 0 && isDecided(complete)) {
            return List.of();
        }
        int more = Math.max(atOnce, complete / GROWTH);
        return seeds.subList(0, Math.min(seeds.size(), Math.max(least(), complete + more)));
    }

    /** Returns the smallest number of seeds that can decide all questions. */
    private int least() {
        int family = Math.max(1, plan.design().family());
        return Math.min(plan.suite().seeds().size(), Judgment.leastSeeds(Distributions.SIGNIFICANCE_LEVEL / family));
    }

    private boolean isDecided(int seeds) {
        if (seeds < least()) {
            return false;
        }
        SuiteComparison comparison = collector
                .compare(plan.withFirstSeeds(seeds), store, Optional.empty())
                .suiteComparison();
        return comparison.parts().stream()
                .flatMap(p -> p.comparison().questions().stream())
                .filter(q -> q.reason().isEmpty())
                .noneMatch(q -> OPEN.contains(q.contrast().verdict()));
    }
}
