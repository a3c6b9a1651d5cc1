package dev.engram.app.claim;

import dev.engram.engine.claim.Claim;
import dev.engram.engine.claim.ClaimRun;
import dev.engram.engine.claim.ClaimRuns;
import dev.engram.engine.claim.Statistic;
import dev.engram.engine.imported.ImportedRun;
import dev.engram.engine.imported.ResultsTable;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The published table that a claim is judged by. Its format is that of {@code engram import}, except that its metrics
 * can have any names: a table of records has a loss and a number of runs.
 */
final class PublishedTable {
    private PublishedTable() {}

    /**
     * Reads the table of a claim.
     *
     * @param problems receives all mistakes of the table, and the cells and metrics that it does not have
     * @return its rows as runs; empty if there are problems
     */
    static Optional<ClaimRuns> read(Claim claim, Claim.Evidence table, Problems problems) {
        Problems own = new Problems();
        String file = table.file().toString();
        List<ImportedRun> rows = SourceFile.read(table.file(), table.location(), "table", own)
                .map(text -> ResultsTable.read(text, file, own))
                .orElse(List.of());
        if (own.isEmpty()) {
            claim.checks().stream()
                    .flatMap(c -> c.statistics().stream())
                    .flatMap(Statistic::parts)
                    .distinct()
                    .forEach(s -> checkNames(s, rows, file, own));
        }
        problems.addAll(own.list());
        return own.isEmpty() ? Optional.of(runs(rows)) : Optional.empty();
    }

    private static ClaimRuns runs(List<ImportedRun> rows) {
        Map<String, List<ClaimRun>> byCell = new LinkedHashMap<>();
        rows.forEach(r -> byCell.computeIfAbsent(r.cell(), k -> new ArrayList<>())
                .add(new ClaimRun(r.seed(), r.toRun("").result())));
        return new ClaimRuns(byCell, byCell.keySet());
    }

    private static void checkNames(Statistic s, List<ImportedRun> rows, String file, Problems problems) {
        check(s, "cell", s.cell(), rows.stream().map(ImportedRun::cell), file, problems);
        if (!s.metric().isEmpty()) {
            Stream<String> metrics =
                    rows.stream().flatMap(r -> r.readings().stream()).map(ImportedRun.Reading::metric);
            check(s, "metric", s.metric(), metrics, file, problems);
        }
    }

    private static void check(
            Statistic s, String key, String name, Stream<String> known, String file, Problems problems) {
        Set<String> names = known.collect(TreeSet::new, Set::add, Set::addAll);
        if (!names.contains(name)) {
            problems.add(
                    s.cellLocation(),
                    key,
                    file + " has no " + key + " '" + name + "'" + NameSuggestions.hint(name, names));
        }
    }
}
