package dev.engram.engine.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.TrialSummary;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.prose.TuningNotes;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.BoundaryOptimum;
import dev.engram.engine.tune.Rung;
import java.io.IOException;
import java.util.Map;

/** How cells were tuned, as JSON: every trial with its score, and the curves of the best after k trials. */
final class TuningJson {
    private TuningJson() {}

    static void write(JsonGenerator json, TuningSummary t) throws IOException {
        json.writeObjectFieldStart("tuning");
        json.writeStringField("words", TuningNotes.sentence(t));
        json.writeStringField("search", t.search());
        json.writeNumberField("trials", t.trials());
        json.writeArrayFieldStart("seeds");
        for (long seed : t.seeds()) {
            json.writeNumber(seed);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cells");
        for (TunedCell c : t.cells()) {
            cell(json, t, c);
        }
        json.writeEndArray();
        JsonView.texts(json, "notes", TuningNotes.of(t));
        json.writeEndObject();
    }

    private static void cell(JsonGenerator json, TuningSummary t, TunedCell c) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", c.name());
        JsonView.texts(json, "paths", c.paths());
        if (c.tuned()) {
            json.writeStringField("metric", c.metric().map(MetricInfo::name).orElse(null));
            json.writeArrayFieldStart("rungs");
            for (Rung r : c.rungs()) {
                json.writeStartObject();
                json.writeNumberField("trials", r.trials());
                json.writeNumberField("length", r.length());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (c.best().isPresent()) {
                json.writeObjectFieldStart("chosen");
                trial(json, c, c.best().get());
                json.writeEndObject();
            } else {
                json.writeNullField("chosen");
            }
            json.writeObjectFieldStart("on_border");
            for (Map.Entry<String, BoundaryOptimum> e : c.boundaryOptima().entrySet()) {
                json.writeStringField(e.getKey(), e.getValue().word());
            }
            json.writeEndObject();
            json.writeNumberField("trials_diverged", c.trials(Outcome.DIVERGED));
            json.writeNumberField("trials_failed", c.trials(Outcome.FAILED));
            json.writeObjectFieldStart("cost");
            json.writeNumberField("runs", c.runs().size());
            json.writeNumberField("runs_planned", c.plannedRuns());
            json.writeNumberField(
                    "steps", c.runs().stream().mapToLong(r -> r.cost().steps()).sum());
            JsonView.number(json, "seconds", c.seconds());
            JsonView.number(json, "multiply_adds", c.multiplyAdds());
            json.writeEndObject();
            json.writeArrayFieldStart("trials");
            for (TrialSummary trial : c.trials()) {
                json.writeStartObject();
                trial(json, c, trial);
                json.writeEndObject();
            }
            json.writeEndArray();
            numbers(json, "best_so_far", t.bestSoFar(c));
            numbers(json, "expected_best", t.expectedBest(c));
        }
        json.writeEndObject();
    }

    private static void trial(JsonGenerator json, TunedCell c, TrialSummary t) throws IOException {
        json.writeNumberField("trial", t.number());
        json.writeObjectFieldStart("values");
        for (int i = 0; i < c.paths().size(); i++) {
            json.writeStringField(c.paths().get(i), t.values().get(i));
        }
        json.writeEndObject();
        json.writeNumberField("rung", t.rung());
        JsonView.number(json, "score", t.score());
        json.writeNumberField("misses", t.misses());
        JsonView.texts(
                json, "outcomes", t.runs().stream().map(r -> r.outcome().word()).toList());
        JsonView.texts(json, "runs", t.runs().stream().map(Run::id).toList());
    }

    private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double v : values) {
            JsonView.number(json, v);
        }
        json.writeEndArray();
    }
}
