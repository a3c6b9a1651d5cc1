package dev.engram.engine.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.prose.OverallVerdicts;
import dev.engram.engine.statistics.Friedman;
import dev.engram.engine.statistics.MultiProblemComparison;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known over several problems, as JSON. */
final class OverallJson {
    private OverallJson() {}

    static void write(JsonGenerator json, OverallComparison o) throws IOException {
        MultiProblemComparison across = o.across();
        json.writeObjectFieldStart("over_problems");
        json.writeStringField("metric", o.metric().name());
        json.writeStringField("control", o.control().orElse(null));
        JsonView.texts(json, "problems", across.problems());
        json.writeObjectFieldStart("incomplete");
        for (Map.Entry<String, Set<String>> e : across.incomplete().entrySet()) {
            JsonView.texts(json, e.getKey(), List.copyOf(e.getValue()));
        }
        json.writeEndObject();
        Optional<Friedman> friedman = across.friedman();
        JsonView.number(
                json,
                "friedman_chi_squared",
                friedman.map(Friedman::chiSquaredTies).orElse(Double.NaN));
        JsonView.number(json, "friedman_f", friedman.map(Friedman::f).orElse(Double.NaN));
        JsonView.number(json, "friedman_p", friedman.map(Friedman::pF).orElse(Double.NaN));
        JsonView.number(json, "critical_difference", across.criticalDifference());
        json.writeObjectFieldStart("mean_ranks");
        for (String v : across.variants()) {
            JsonView.number(json, v, o.meanRank(v).orElse(Double.NaN));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("pairs");
        for (MultiProblemComparison.Pair p : across.pairs()) {
            json.writeStartObject();
            json.writeStringField("a", p.a());
            json.writeStringField("b", p.b());
            json.writeNumberField("higher", p.comparison().higher());
            json.writeNumberField("equal", p.comparison().equal());
            json.writeNumberField("lower", p.comparison().lower());
            JsonView.number(json, "median", p.comparison().median());
            JsonView.number(json, "p", p.comparison().test().p());
            JsonView.number(json, "p_holm", p.pHolm());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonView.texts(json, "verdicts", OverallVerdicts.of(o));
        json.writeEndObject();
    }
}
