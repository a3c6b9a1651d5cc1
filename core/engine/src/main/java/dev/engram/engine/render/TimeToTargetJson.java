package dev.engram.engine.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.McNemarComparison;
import dev.engram.engine.compare.TargetProfile;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.prose.TargetProfileVerdicts;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.statistics.PerformanceProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Times to a goal, and what single networks show, as JSON. */
final class TimeToTargetJson {
    private TimeToTargetJson() {}

    /** What a run took until it reached the goal, by name. */
    static Map<String, Median> costs(TimeToTarget r) {
        Map<String, Median> costs = new LinkedHashMap<>();
        costs.put("steps", r.steps());
        costs.put("epochs", r.epochs());
        costs.put("examples", r.examples());
        costs.put("multiply_adds", r.multiplyAdds());
        costs.put("seconds", r.seconds());
        return costs;
    }

    static void write(JsonGenerator json, CellSummary cell, CellSummary reference, Comparison c) throws IOException {
        TimeToTarget r = cell.timeToTarget().orElseThrow();
        json.writeObjectFieldStart("target");
        json.writeStringField("metric", r.target().metric());
        JsonView.number(json, "at", r.target().threshold());
        json.writeNumberField("n", r.n());
        json.writeNumberField("reached", r.reached());
        for (Map.Entry<String, Median> cost : costs(r).entrySet()) {
            JsonView.number(json, cost.getKey() + "_median", cost.getValue().value());
            JsonView.interval(
                    json, cost.getKey() + "_median_interval", cost.getValue().interval());
        }
        if (r.relativeCost().isPresent()) {
            TimeToTarget.RelativeCost s = r.relativeCost().get();
            JsonView.number(json, "steps_ratio", s.ratio());
            JsonView.interval(json, "steps_ratio_interval", s.interval());
            JsonView.number(json, "multiply_adds_ratio", s.multiplyAdds());
            json.writeObjectFieldStart("log_steps_difference");
            JsonView.difference(json, s.contrast(), c.hasMissingRuns());
            if (!c.hasMissingRuns()) {
                json.writeStringField(
                        "words",
                        TimeToTargetVerdicts.sentence(
                                cell, reference, c.design().testPerTrain().isPresent(), CellSummary::name));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static void mcNemar(JsonGenerator json, McNemarComparison n) throws IOException {
        json.writeObjectFieldStart("mcnemar");
        json.writeNumberField("networks", n.pairs().size());
        json.writeNumberField("better", n.better());
        json.writeNumberField("worse", n.worse());
        json.writeArrayFieldStart("by_seed");
        for (McNemarComparison.Pair p : n.pairs()) {
            json.writeStartObject();
            json.writeNumberField("seed", p.seed());
            json.writeNumberField("both_right", p.test().both());
            json.writeNumberField("only_this_right", p.test().onlyA());
            json.writeNumberField("only_reference_right", p.test().onlyB());
            json.writeNumberField("neither_right", p.test().neither());
            JsonView.number(json, "p", p.test().p());
            JsonView.number(json, "p_holm", p.pHolm());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void profile(JsonGenerator json, TargetProfile t) throws IOException {
        PerformanceProfile p = t.profile();
        json.writeObjectFieldStart("performance_profile");
        json.writeStringField("cost", t.cost());
        JsonView.texts(json, "problems", t.problems());
        JsonView.texts(json, "unsolved", t.unsolved());
        json.writeArrayFieldStart("variants");
        for (int v = 0; v < t.variants().size(); v++) {
            json.writeStartObject();
            json.writeStringField("name", t.variants().get(v));
            JsonView.number(json, "score", p.score(v, TargetProfile.MAX_RATIO));
            json.writeArrayFieldStart("steps");
            for (double tau : Arrays.stream(p.ratios(v))
                    .filter(Double::isFinite)
                    .distinct()
                    .toArray()) {
                ConfidenceInterval band = p.confidenceBand(v, tau);
                json.writeStartObject();
                JsonView.number(json, "ratio", tau);
                JsonView.number(json, "share", p.share(v, tau));
                JsonView.interval(json, "band", band);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonView.texts(json, "verdicts", TargetProfileVerdicts.of(t));
        json.writeEndObject();
    }
}
