package dev.engram.engine.imported;

import dev.engram.engine.imported.CsvLines.Field;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a table of results, CSV with a header. Each row is one number of one run:
 *
 * <pre>
 *   suite,cell,seed,metric,epoch,value
 *   deepobs-quadratic-deep,adam,42,value,100,87.123
 * </pre>
 *
 * Columns can be in any order; {@code epoch} is optional. A run is the rows with the same suite, cell and seed; its
 * result by a metric is the row without an epoch or, without one, that of the last epoch. A value is a number, or
 * {@code diverged}.
 */
public final class ResultsTable {
    /** The columns that a table must have. */
    public static final List<String> REQUIRED = List.of("suite", "cell", "seed", "metric", "value");

    private static final String EPOCH = "epoch";
    private static final String DIVERGED = "diverged";
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,4})?");

    private final String file;
    private final Optional<Set<String>> metrics;
    private final Problems problems;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<RunKey, List<ImportedRun.Reading>> readings = new LinkedHashMap<>();
    private final Set<RunKey> diverged = new HashSet<>();
    private final Map<RunKey, Location> beginnings = new HashMap<>();

    private record RunKey(String suite, String cell, long seed) {}

    private ResultsTable(String file, Optional<Set<String>> metrics, Problems problems) {
        this.file = file;
        this.metrics = metrics;
        this.problems = problems;
    }

    /**
     * Reads the text of a table.
     *
     * @param file its name, for problems
     * @param metrics the metrics that exist, without the parts of a name after {@code /} or {@code [}
     * @param problems receives all mistakes, each with its line and column
     * @return the runs, in the order of the table; meaningless if there are problems
     */
    public static List<ImportedRun> read(String text, String file, Set<String> metrics, Problems problems) {
        return read(text, new ResultsTable(file, Optional.of(metrics), problems));
    }

    /** Reads a table as {@link #read(String, String, Set, Problems)} does, whose metrics can have any names. */
    public static List<ImportedRun> read(String text, String file, Problems problems) {
        return read(text, new ResultsTable(file, Optional.empty(), problems));
    }

    private static List<ImportedRun> read(String text, ResultsTable table) {
        List<List<Field>> rows = CsvLines.of(text);
        if (rows.size() < 2) {
            table.problems.add(
                    new Location(table.file, 0, 0),
                    "",
                    "the table has no results; expected a header and rows: " + String.join(",", REQUIRED));
        } else if (table.header(rows.get(0))) {
            rows.stream().skip(1).forEach(table::row);
        }
        List<ImportedRun> runs = new ArrayList<>();
        table.readings.forEach((k, r) -> runs.add(new ImportedRun(
                k.suite(), k.cell(), k.seed(), r, table.diverged.contains(k), table.beginnings.get(k))));
        return runs;
    }

    /** Returns whether all columns are there. */
    private boolean header(List<Field> header) {
        List<String> known = new ArrayList<>(REQUIRED);
        known.add(EPOCH);
        for (int i = 0; i < header.size(); i++) {
            Field f = header.get(i);
            if (!known.contains(f.text())) {
                problem(f, "", "unknown column '" + f.text() + "'" + NameSuggestions.hint(f.text(), known));
            } else if (columns.putIfAbsent(f.text(), i) != null) {
                problem(f, "", "the column '" + f.text() + "' occurs twice");
            }
        }
        REQUIRED.stream()
                .filter(c -> !columns.containsKey(c))
                .forEach(c -> problem(header.get(0), "", "missing column '" + c + "'"));
        return columns.keySet().containsAll(REQUIRED);
    }

    private void row(List<Field> row) {
        if (row.size() <= columns.values().stream().mapToInt(i -> i).max().orElse(0)) {
            problem(
                    row.get(0),
                    "",
                    "the row has " + row.size() + (row.size() == 1 ? " field" : " fields") + ", the header "
                            + columns.size());
            return;
        }
        Optional<String> suite = name(row, "suite");
        Optional<String> cell = name(row, "cell");
        Optional<Long> seed = seed(get(row, "seed"));
        Optional<String> metric = metric(get(row, "metric"));
        Optional<Double> epoch = epoch(row);
        Field written = get(row, "value");
        boolean miss = written.text().equals(DIVERGED);
        Optional<Double> value = miss ? Optional.of(Double.NaN) : number(written, "value");
        if (suite.isEmpty() || cell.isEmpty() || seed.isEmpty() || metric.isEmpty() || epoch.isEmpty()) {
            return;
        }
        RunKey key = new RunKey(suite.get(), cell.get(), seed.get());
        Integer first = lines.putIfAbsent(
                key + "\n" + metric.get() + "\n" + epoch.get(), row.get(0).line());
        if (first != null) {
            problem(row.get(0), "", "line " + first + " has the same suite, cell, seed, metric and epoch");
        } else if (value.isPresent()) {
            List<ImportedRun.Reading> ofRun = readings.computeIfAbsent(key, k -> new ArrayList<>());
            beginnings.putIfAbsent(
                    key, new Location(file, row.get(0).line(), row.get(0).column()));
            if (miss) {
                diverged.add(key);
            } else {
                ofRun.add(new ImportedRun.Reading(metric.get(), epoch.get(), value.get()));
            }
        }
    }

    private Field get(List<Field> row, String column) {
        return row.get(columns.get(column));
    }

    private Optional<String> name(List<Field> row, String column) {
        Field f = get(row, column);
        if (f.text().isEmpty()) {
            problem(f, column, "missing: give the name of the " + column);
            return Optional.empty();
        }
        return Optional.of(NotRunHere.unmarked(f.text()));
    }

    private Optional<Long> seed(Field f) {
        if (WHOLE.matcher(f.text()).matches()) {
            return Optional.of(Long.parseLong(f.text()));
        }
        problem(f, "seed", "'" + f.text() + "' is not a whole number from 0; number the runs of each cell");
        return Optional.empty();
    }

    private Optional<String> metric(Field f) {
        String base = f.text().split("[/\\[]", 2)[0];
        if (!base.isEmpty() && metrics.map(known -> known.contains(base)).orElse(true)) {
            return Optional.of(f.text());
        }
        problem(
                f,
                "metric",
                "unknown metric '" + f.text() + "'" + NameSuggestions.hint(base, metrics.orElse(Set.of())));
        return Optional.empty();
    }

    /** Returns NaN for the end of the run. */
    private Optional<Double> epoch(List<Field> row) {
        if (!columns.containsKey(EPOCH) || get(row, EPOCH).text().isEmpty()) {
            return Optional.of(Double.NaN);
        }
        return number(get(row, EPOCH), EPOCH);
    }

    private Optional<Double> number(Field f, String column) {
        double value = NUMBER.matcher(f.text()).matches() ? Double.parseDouble(f.text()) : Double.NaN;
        if (Double.isFinite(value)) {
            return Optional.of(value);
        }
        problem(
                f,
                column,
                "'" + f.text() + "' is not a number"
                        + (column.equals("value") ? "; write diverged for a run without a result" : ""));
        return Optional.empty();
    }

    private void problem(Field at, String path, String message) {
        problems.add(new Location(file, at.line(), at.column()), path, message);
    }
}
