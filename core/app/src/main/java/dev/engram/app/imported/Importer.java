package dev.engram.app.imported;

import dev.engram.engine.imported.ImportedRun;
import dev.engram.engine.imported.NotRunHere;
import dev.engram.engine.imported.ResultsTable;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.text.ShellWord;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads a table of results and adds its runs to a store, all or none. */
public final class Importer {
    /** Larger tables are refused; a row takes about fifty bytes. */
    private static final long MAX_BYTES = 100_000_000;

    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    /** All imports of a suite are one plan, so that a further table adds to the earlier ones. */
    private static final String PLAN = "imported";

    private final String file;
    private final List<ImportedRun> runs;

    private Importer(String file, List<ImportedRun> runs) {
        this.file = file;
        this.runs = runs;
    }

    /**
     * The result of an import.
     *
     * @param cells the imported cells of each suite
     * @param added number of runs that the store did not have
     */
    public record Result(Map<String, Set<String>> cells, int runs, int added) {}

    /**
     * Reads a table.
     *
     * @param catalog knows the metrics
     * @throws IOException if the file cannot be read
     * @throws InvalidInputException with all mistakes
     */
    public static Importer read(Path table, Catalog catalog) throws IOException, InvalidInputException {
        String file = table.toString();
        Set<String> metrics = new TreeSet<>(Set.of("value", "distance"));
        catalog.of(Kind.METRIC).stream().map(Entry::name).forEach(metrics::add);
        Problems problems = new Problems();
        List<ImportedRun> runs = List.of();
        if (Files.size(table) > MAX_BYTES) {
            problems.add(
                    new Location(file, 0, 0),
                    "",
                    "the table has more than " + MAX_BYTES / BYTES_PER_MEGABYTE + " MB; import parts of it");
        } else {
            runs = ResultsTable.read(text(table, problems), file, metrics, problems);
        }
        problems.throwIfAny();
        return new Importer(table.getFileName().toString(), runs);
    }

    private static String text(Path table, Problems problems) throws IOException {
        try {
            return Files.readString(table);
        } catch (CharacterCodingException e) {
            problems.add(new Location(table.toString(), 0, 0), "", "is not a text file in UTF-8 (" + e + ")");
            return "";
        }
    }

    /**
     * Adds the runs to a store.
     *
     * @throws InvalidInputException if the store has other numbers for one of the runs; then nothing is added
     */
    public Result addTo(Store store) throws InvalidInputException {
        Map<String, Map<String, Run>> stored = new HashMap<>();
        Map<String, Set<String>> cells = new LinkedHashMap<>();
        Problems problems = new Problems();
        List<Run> fresh = new ArrayList<>();
        for (ImportedRun r : runs) {
            Run run = r.toRun(file);
            cells.computeIfAbsent(r.suite(), k -> new TreeSet<>()).add(run.cell());
            Run there = stored.computeIfAbsent(r.suite(), s -> byCellAndSeed(store, s))
                    .get(key(run));
            if (there == null) {
                fresh.add(run);
            } else if (!there.id().equals(run.id())) {
                problems.add(
                        r.location(),
                        "",
                        "the store has other numbers for seed " + r.seed() + " of '" + run.cell()
                                + "', imported from " + NotRunHere.source(there)
                                + "; name this cell otherwise, or delete what was imported with 'engram store prune"
                                + " --suite " + ShellWord.quote(run.suite()) + "'");
            }
        }
        problems.throwIfAny();
        Map<String, Long> plans = new HashMap<>();
        cells.keySet().forEach(s -> plans.put(s, store.beginPlan(NotRunHere.suite(s), PLAN, PLAN)));
        store.saveAll(fresh.stream()
                .map(r -> new Store.LabeledRun(r, label(r, plans.get(NotRunHere.unmarked(r.suite())))))
                .toList());
        return new Result(cells, runs.size(), fresh.size());
    }

    private static RunLabel label(Run run, long plan) {
        return new RunLabel(
                run.suite(),
                run.cell(),
                run.id(),
                Optional.of(new RunLabel.Placement(plan, Map.of(), OptionalInt.empty())));
    }

    private static Map<String, Run> byCellAndSeed(Store store, String suite) {
        Map<String, Run> runs = new HashMap<>();
        NotRunHere.runs(store, suite).forEach(r -> runs.put(key(r), r));
        return runs;
    }

    private static String key(Run run) {
        return run.cell() + "\n" + run.seed();
    }
}
