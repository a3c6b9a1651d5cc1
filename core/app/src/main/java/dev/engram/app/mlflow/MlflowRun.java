package dev.engram.app.mlflow;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.json.JsonText;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as MLflow describes runs. Axes and seed are parameters, measurements and costs are metrics, and everything else
 * is a tag.
 *
 * @param name name that MLflow shows
 * @param start time at which the run began, in milliseconds since 1970; 0 if it was not recorded
 * @param end time at which it ended
 * @param status MLflow's word for the outcome
 */
record MlflowRun(String id, String name, long start, long end, String status, Data data) {
    private static final int MAX_KEY = 250;
    private static final int MAX_PARAMETER = 500;
    private static final int MAX_TAG = 5000;
    private static final double MILLIS_PER_SECOND = 1000;

    /**
     * The lists of a run, as in MLflow's type RunData.
     *
     * @param parameters objects of type Param
     * @param tags objects of type RunTag
     * @param metrics objects of type Metric
     */
    record Data(
            List<Map<String, Object>> parameters, List<Map<String, Object>> tags, List<Map<String, Object>> metrics) {}

    static MlflowRun of(CellRuns cell, Run run) {
        long end = run.endedMillis().orElse(0);
        long length = Math.round(run.cost().seconds() * MILLIS_PER_SECOND);
        long start = Math.max(0, end - length);
        return new MlflowRun(
                run.id(),
                cell.name() + ", seed " + run.seed(),
                start,
                end,
                run.outcome().hasResults() ? "FINISHED" : "FAILED",
                new Data(parameters(cell, run), tags(cell, run), metrics(run, start)));
    }

    private static List<Map<String, Object>> parameters(CellRuns cell, Run run) {
        MlflowKeys keys = new MlflowKeys(MAX_KEY);
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(entry(keys.key("seed"), Long.toString(run.seed())));
        cell.axes()
                .forEach((axis, value) -> all.add(
                        entry(keys.key(axis), pieces(value, MAX_PARAMETER).get(0))));
        return all;
    }

    private static List<Map<String, Object>> tags(CellRuns cell, Run run) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("engram.cell", cell.name());
        texts.put("engram.outcome", run.outcome().word());
        texts.put("engram.reason", run.reason());
        texts.put("engram.parameters", run.hash());
        texts.put("engram.spec", run.spec());
        cell.axes().forEach((axis, value) -> {
            if (value.length() > MAX_PARAMETER) {
                texts.put("engram.axis." + axis, value);
            }
        });
        run.provenance().forEach((key, value) -> texts.put("engram.provenance." + key, value));
        MlflowKeys keys = new MlflowKeys(MAX_KEY);
        List<Map<String, Object>> all = new ArrayList<>();
        texts.forEach((name, text) -> {
            List<String> pieces = pieces(text, MAX_TAG);
            for (int i = 0; i < pieces.size(); i++) {
                all.add(entry(keys.key(i == 0 ? name : name + "." + (i + 1)), pieces.get(i)));
            }
        });
        return all;
    }

    private static List<Map<String, Object>> metrics(Run run, long start) {
        MlflowKeys keys = new MlflowKeys(MAX_KEY);
        double perStep = run.cost().steps() > 0
                ? run.cost().seconds() * MILLIS_PER_SECOND / run.cost().steps()
                : 0;
        List<Map<String, Object>> all = new ArrayList<>();
        for (Measurement m : run.measurements()) {
            if (m.phase().equals(Measurement.HISTOGRAM)) {
                continue; // MLflow has no histograms, and its charts of single bins would hide all others
            }
            long time = start + Math.round(m.step() * perStep);
            all.add(metric(keys.key(m.phase(), m.metric()), m.value(), time, m.step()));
        }
        Map<String, Number> cost = new LinkedHashMap<>();
        cost.put("steps", run.cost().steps());
        cost.put("examples", run.cost().examples());
        cost.put("seconds", run.cost().seconds());
        cost.put("multiply_adds", run.cost().multiplyAdds());
        cost.put("state_bytes", run.cost().stateBytes());
        long end = start + Math.round(run.cost().steps() * perStep);
        cost.forEach((name, value) -> all.add(metric(
                keys.key("cost", name), value.doubleValue(), end, run.cost().steps())));
        return all;
    }

    /** Numbers that JSON does not have are the texts that protocol buffers define for them. */
    private static Map<String, Object> metric(String key, double value, long time, long step) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("key", key);
        metric.put("value", Double.isFinite(value) ? (Object) value : Double.toString(value));
        metric.put("timestamp", time);
        metric.put("step", step);
        return metric;
    }

    static Map<String, Object> entry(String key, String value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("key", key);
        entry.put("value", value);
        return entry;
    }

    /** Cuts a text into pieces that a server accepts. An empty text is one piece. */
    private static List<String> pieces(String text, int length) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(text.length(), from + length);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        return pieces;
    }

    /** Returns a hash of everything that is sent. A run that was sent with the same hash is not sent again. */
    String contentHash() {
        String content = JsonText.compact(
                List.of(name, start, end, status, data.parameters, data.tags, data.metrics), JsonText.EXACT);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
