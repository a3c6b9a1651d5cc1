package dev.engram.app.report;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.Score;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mean ranks over several problems, with Nemenyi's critical difference. */
final class Rankings {
    private Rankings() {}

    /**
     * Empty for a suite of one problem, because seeds are not problems, and for a metric of which neither direction is
     * better.
     */
    static Optional<Map<String, Object>> of(
            List<CellRuns> cells, ProblemVariants problemVariants, Optional<MetricInfo> first) {
        if (!problemVariants.severalProblems() || first.isEmpty() || first.get().direction() == 0) {
            return Optional.empty();
        }
        List<Score> scores = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
            String problem =
                    problemVariants.problems().get(problemVariants.problemOf().get(c));
            String variant =
                    problemVariants.variants().get(problemVariants.variantOf().get(c));
            for (Run run : cells.get(c).runs()) {
                if (run.outcome() != Outcome.FAILED) {
                    scores.add(new Score(
                            problem,
                            variant,
                            run.seed(),
                            result(run, first.get().name())));
                }
            }
        }
        MultiProblemComparison across =
                MultiProblemComparison.of(scores, first.get().direction(), Optional.empty());
        return across.friedman().map(friedman -> {
            Map<String, Object> ranks = new LinkedHashMap<>();
            ranks.put(
                    "variants",
                    across.variants().stream()
                            .map(problemVariants.variants()::indexOf)
                            .toList());
            ranks.put("ranks", friedman.meanRanks());
            ranks.put(
                    "cliques",
                    across.cliques().stream()
                            .map(q -> q.stream()
                                    .map(problemVariants.variants()::indexOf)
                                    .toList())
                            .toList());
            ranks.put("difference", across.criticalDifference());
            ranks.put("problems", across.problems().size());
            ranks.put("incomplete", List.copyOf(across.incomplete().keySet()));
            ranks.put("p", friedman.pF());
            return ranks;
        });
    }

    private static double result(Run run, String metric) {
        double value = Double.NaN;
        if (run.outcome().hasResults()) {
            for (Measurement m : run.measurements()) {
                if (m.metric().equals(metric)
                        && (m.phase().equals("test") || m.phase().equals("probe"))) {
                    value = m.value(); // the last value counts
                }
            }
        }
        return value;
    }
}
