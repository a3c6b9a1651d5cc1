package dev.engram.engine.lint;

import dev.engram.engine.config.DataSpec;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.suite.Suite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that compared cells are trained and tested on the same data. */
final class DataRules {
    private static final String PATH = "data";

    private DataRules() {}

    /** Finds cells with different data, unless the data are an axis. Scaling and coding are part of a method. */
    static Optional<LintFinding> unequal(Suite suite, Optional<String> metric) {
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            for (List<Suite.Cell> group : CellGroups.by(problem, DataRules::comparedSettings)) {
                List<Suite.Cell> learning =
                        group.stream().filter(c -> data(c) != null).toList();
                for (Suite.Cell other : learning) {
                    Suite.Cell first = learning.get(0);
                    if (!dataKey(other).equals(dataKey(first))) {
                        return Optional.of(new LintFinding(
                                other,
                                PATH,
                                "'" + first.name() + "' and '" + other.name() + "' learn from different data or are"
                                        + " tested on different shares of them,"
                                        + " so a difference may be due to that alone",
                                "make them problems, or an axis"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Finds repeats of a cross-validation that are incomplete. */
    static Optional<LintFinding> folds(Suite suite, Optional<String> metric) {
        for (Suite.Cell cell : suite.cells()) {
            DataSpec data = data(cell);
            int folds = data == null ? 0 : data.settings().splitting().folds();
            Map<Long, Integer> seen = new LinkedHashMap<>();
            if (folds > 0) {
                suite.seeds()
                        .forEach(s -> seen.merge(data.settings().splitting().repeat(s), 1, Integer::sum));
            }
            Optional<Integer> broken =
                    seen.values().stream().filter(n -> n < folds).findFirst();
            if (broken.isPresent()) {
                return Optional.of(new LintFinding(
                        cell,
                        "seeds",
                        "only " + broken.get() + " of " + folds + " folds " + (broken.get() == 1 ? "is" : "are")
                                + " used for testing, so some examples count more often than others",
                        "use " + folds + " seeds, or a multiple"));
            }
        }
        return Optional.empty();
    }

    private static DataSpec data(Suite.Cell cell) {
        return cell.spec().task() instanceof RunSpec.Learning l ? l.data() : null;
    }

    private static List<Object> dataKey(Suite.Cell cell) {
        DataSpec d = data(cell);
        return List.of(
                d.dataset().text(),
                d.settings().splitting().test(),
                d.settings().splitting().validation(),
                d.settings().draw(),
                d.settings().splitting().folds(),
                d.settings().splitting().split(),
                d.settings().noise().labelNoise(),
                d.settings().noise().inputNoise());
    }

    private static Map<String, String> comparedSettings(Suite.Cell cell) {
        Map<String, String> axes = new LinkedHashMap<>(cell.axes());
        axes.keySet().removeIf(a -> !a.equals(PATH) && !a.startsWith(PATH + "."));
        return axes;
    }
}
