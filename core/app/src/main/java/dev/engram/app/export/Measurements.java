package dev.engram.app.export;

import dev.engram.app.results.SuiteResults;
import dev.engram.app.results.TrialCells.TrialCell;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.json.JsonText;
import dev.engram.engine.render.CsvText;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import dev.engram.engine.text.DecimalText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All measurements of all runs, in full precision. */
public final class Measurements {
    private static final String HEADER = "cell,seed,run,outcome,step,epoch,phase,metric,value";

    private Measurements() {}

    /**
     * Writes CSV (RFC 4180): one row for each measurement, with an empty value if it is undefined. The trials of a
     * tuned suite are included, with their numbers in a separate column. The last columns are the axes; that of a trial
     * are those of the cell that was tuned. Cells that were not run here have the mark in their names. Text is written
     * as {@link CsvText} describes.
     */
    public static void csv(SuiteResults e, Path file) throws IOException {
        boolean tuned = e.suiteComparison().tuned().isPresent();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            List<String> names = ExportedRun.axes(e);
            out.write(HEADER + (tuned ? ",trial" : ""));
            for (String name : names) {
                out.write("," + CsvText.field("axis." + name));
            }
            out.write("\r\n");
            for (ExportedRun r : ExportedRun.all(e)) {
                String trial = r.trial().map(t -> "," + t.number()).orElse(tuned ? "," : "");
                writeRows(r, trial + fields(names, r.axes()), out);
            }
        }
    }

    private static String fields(List<String> names, Map<String, String> axes) {
        return names.stream()
                .map(n -> "," + CsvText.field(axes.getOrDefault(n, "")))
                .collect(Collectors.joining());
    }

    /** @param end the last fields of each row */
    private static void writeRows(ExportedRun r, String end, BufferedWriter out) throws IOException {
        Run run = r.run();
        String start = CsvText.field(r.cell()) + "," + run.seed() + "," + run.id() + ","
                + run.outcome().word() + ",";
        for (Measurement m : run.measurements()) {
            out.write(start + m.step() + "," + DecimalText.exact(m.epoch()) + "," + CsvText.field(m.phase()) + ","
                    + CsvText.field(m.metric()) + "," + DecimalText.exact(m.value()) + end + "\r\n");
        }
    }

    /**
     * Writes JSON lines: one object for each run, with its spec, cost and measurements; null for a number that is not
     * finite. Tuning trials are marked as such.
     */
    public static void jsonLines(SuiteResults e, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (CellRuns cell : e.cells()) {
                for (Run run : cell.runs()) {
                    out.write(JsonText.compact(toObject(cell, run), JsonText.EXACT) + "\n");
                }
            }
            for (Run run : e.notRunHere()) {
                Map<String, Object> object = toObject(new CellRuns(run.cell(), Map.of(), List.of()), run);
                object.put("not_run_here", true);
                out.write(JsonText.compact(object, JsonText.EXACT) + "\n");
            }
            for (TrialCell t : e.trials()) {
                for (Run run : t.runs().runs()) {
                    Map<String, Object> object = toObject(new CellRuns(t.runs().name(), Map.of(), List.of()), run);
                    Map<String, Object> trial = new LinkedHashMap<>();
                    trial.put("of", t.cell());
                    trial.put("number", t.number());
                    trial.put("rung", t.rung());
                    trial.put("values", t.values());
                    object.put("trial", trial);
                    out.write(JsonText.compact(object, JsonText.EXACT) + "\n");
                }
            }
        }
    }

    private static Map<String, Object> toObject(CellRuns cell, Run run) {
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("steps", run.cost().steps());
        cost.put("examples", run.cost().examples());
        cost.put("seconds", run.cost().seconds());
        cost.put("multiply_adds", run.cost().multiplyAdds());
        cost.put("state_bytes", run.cost().stateBytes());
        List<Map<String, Object>> measurements = new ArrayList<>();
        for (Measurement m : run.measurements()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("step", m.step());
            one.put("epoch", m.epoch());
            one.put("phase", m.phase());
            one.put("metric", m.metric());
            one.put("value", m.value());
            measurements.add(one);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("cell", cell.name());
        object.put("axes", cell.axes());
        object.put("seed", run.seed());
        object.put("run", run.id());
        object.put("outcome", run.outcome().word());
        object.put("reason", run.reason());
        object.put("parameters", run.hash());
        object.put("spec", run.spec());
        object.put("provenance", run.provenance());
        object.put("cost", cost);
        object.put("measurements", measurements);
        return object;
    }
}
