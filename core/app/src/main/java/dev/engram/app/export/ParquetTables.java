package dev.engram.app.export;

import dev.engram.app.parquet.ParquetColumn;
import dev.engram.app.parquet.ParquetWriter;
import dev.engram.app.results.SuiteResults;
import dev.engram.app.results.TrialCells.TrialCell;
import dev.engram.app.run.Version;
import dev.engram.engine.json.JsonText;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The runs and the measurements of a suite as two tables in the format Parquet, for DuckDB, pandas, Polars, Spark and
 * R. The measurements have the columns of the CSV file, with types; the runs have settings, outcome and costs. The
 * column {@code run} joins them.
 */
public final class ParquetTables {
    private static final String RUNS = "runs.parquet";
    private static final String MEASUREMENTS = "measurements.parquet";

    private final List<ExportedRun> runs;
    private final List<String> axes;
    private final boolean tuned;

    private ParquetTables(SuiteResults results) {
        runs = ExportedRun.all(results);
        axes = ExportedRun.axes(results);
        tuned = results.suiteComparison().tuned().isPresent();
    }

    /** Writes both tables into a folder. Equal results give equal files. */
    public static void write(SuiteResults results, Path folder) throws IOException {
        Files.createDirectories(folder);
        ParquetTables tables = new ParquetTables(results);
        tables.writeMeasurements(folder.resolve(MEASUREMENTS));
        tables.writeRuns(folder.resolve(RUNS));
    }

    private static ParquetWriter open(Path file, List<ParquetColumn> columns) throws IOException {
        return new ParquetWriter(file, columns, "Engram version " + Version.engram());
    }

    private void writeMeasurements(Path file) throws IOException {
        List<ParquetColumn> columns = new ArrayList<>(List.of(
                ParquetColumn.text("cell"),
                ParquetColumn.integer("seed"),
                ParquetColumn.text("run"),
                ParquetColumn.text("outcome"),
                ParquetColumn.integer("step"),
                ParquetColumn.number("epoch"),
                ParquetColumn.text("phase"),
                ParquetColumn.text("metric"),
                ParquetColumn.number("value")));
        columns.addAll(placeColumns());
        try (ParquetWriter out = open(file, columns)) {
            for (ExportedRun r : runs) {
                List<Object> place = place(r);
                for (Measurement m : r.run().measurements()) {
                    List<Object> row = start(r);
                    row.addAll(Arrays.asList(
                            m.step(),
                            m.epoch(),
                            m.phase(),
                            m.metric(),
                            Double.isNaN(m.value()) ? null : (Double) m.value()));
                    row.addAll(place);
                    out.write(row);
                }
            }
            out.finish();
        }
    }

    private void writeRuns(Path file) throws IOException {
        List<ParquetColumn> columns = new ArrayList<>(List.of(
                ParquetColumn.text("cell"),
                ParquetColumn.integer("seed"),
                ParquetColumn.text("run"),
                ParquetColumn.text("outcome"),
                ParquetColumn.text("reason"),
                ParquetColumn.text("parameters"),
                ParquetColumn.integer("steps"),
                ParquetColumn.integer("examples"),
                ParquetColumn.number("seconds"),
                ParquetColumn.integer("multiply_adds"),
                ParquetColumn.integer("state_bytes"),
                ParquetColumn.time("ended"),
                ParquetColumn.flag("not_run_here"),
                ParquetColumn.text("spec"),
                ParquetColumn.text("provenance")));
        columns.addAll(placeColumns());
        try (ParquetWriter out = open(file, columns)) {
            for (ExportedRun r : runs) {
                List<Object> row = start(r);
                row.addAll(values(r.run()));
                row.add(r.notRunHere());
                row.add(r.run().spec());
                row.add(JsonText.compact(r.run().provenance(), JsonText.EXACT));
                row.addAll(place(r));
                out.write(row);
            }
            out.finish();
        }
    }

    private static List<Object> start(ExportedRun r) {
        return new ArrayList<>(List.of(
                r.cell(), r.run().seed(), r.run().id(), r.run().outcome().word()));
    }

    private static List<Object> values(Run run) {
        OptionalLong ended = run.endedMillis();
        return Arrays.asList(
                run.reason(),
                run.hash(),
                run.cost().steps(),
                run.cost().examples(),
                run.cost().seconds(),
                run.cost().multiplyAdds(),
                run.cost().stateBytes(),
                ended.isPresent() ? (Long) ended.getAsLong() : null);
    }

    /** The columns for the place of a run in the suite: its trial, if the suite is tuned, and its axes. */
    private List<ParquetColumn> placeColumns() {
        List<ParquetColumn> columns = new ArrayList<>();
        if (tuned) {
            columns.add(ParquetColumn.integer("trial"));
        }
        axes.forEach(a -> columns.add(ParquetColumn.text("axis." + a)));
        return columns;
    }

    private List<Object> place(ExportedRun r) {
        List<Object> values = new ArrayList<>();
        if (tuned) {
            values.add(r.trial().map(TrialCell::number).map(Integer::longValue).orElse(null));
        }
        axes.forEach(a -> values.add(r.axes().get(a)));
        return values;
    }
}
