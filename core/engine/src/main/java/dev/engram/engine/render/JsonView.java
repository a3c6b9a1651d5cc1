package dev.engram.engine.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.Contrast;
import dev.engram.engine.compare.DifferenceVerdict;
import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.compare.LandscapeResult;
import dev.engram.engine.compare.MetricInfo;
import dev.engram.engine.compare.MetricSummary;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.prose.Notes;
import dev.engram.engine.prose.Verdicts;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.ResampledT;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison as JSON: every number in full, null for what is missing, infinite ones as text. */
public final class JsonView {
    private JsonView() {}

    public static String render(Comparison c) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            comparison(json, c);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out + "\n";
    }

    /** A comparison as above where there is one; else one for each problem and one over them. What is not run stands beside. */
    public static String render(SuiteComparison s) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            if (s.parts().size() == 1 && s.parts().get(0).problem().isEmpty()) {
                contents(json, s.parts().get(0).comparison());
            } else {
                json.writeStringField("title", s.title());
                json.writeArrayFieldStart("problems");
                for (SuiteComparison.Part p : s.parts()) {
                    json.writeStartObject();
                    json.writeStringField("problem", p.problem().orElse(null));
                    contents(json, p.comparison());
                    json.writeEndObject();
                }
                json.writeEndArray();
                if (s.overall().isPresent()) {
                    OverallJson.write(json, s.overall().get());
                }
                if (s.profile().isPresent()) {
                    TimeToTargetJson.profile(json, s.profile().get());
                }
            }
            if (s.tuned().isPresent()) {
                TuningJson.write(json, s.tuned().get());
            }
            excludedCells(json, s.excludedCells());
            texts(json, "warnings", s.warnings());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out + "\n";
    }

    private static void excludedCells(JsonGenerator json, List<ExcludedCell> cells) throws IOException {
        json.writeArrayFieldStart("left_out");
        for (ExcludedCell l : cells) {
            json.writeStartObject();
            json.writeStringField("name", l.name());
            axes(json, l.axes());
            json.writeStringField("kind", l.kind());
            json.writeStringField("reason", l.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void axes(JsonGenerator json, Map<String, String> axes) throws IOException {
        json.writeObjectFieldStart("axes");
        for (Map.Entry<String, String> axis : axes.entrySet()) {
            json.writeStringField(axis.getKey(), axis.getValue());
        }
        json.writeEndObject();
    }

    private static void comparison(JsonGenerator json, Comparison c) throws IOException {
        json.writeStartObject();
        contents(json, c);
        json.writeEndObject();
    }

    private static void contents(JsonGenerator json, Comparison c) throws IOException {
        json.writeStringField("title", c.title());
        json.writeStringField("baseline", c.baseline().orElse(null));
        json.writeStringField("reference", c.reference().orElse(null));
        json.writeNumberField("missing_runs", c.design().missingRuns());
        json.writeArrayFieldStart("metrics");
        for (MetricInfo m : c.metrics()) {
            json.writeStartObject();
            json.writeStringField("name", m.name());
            json.writeNumberField("direction", m.direction());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cells");
        CellSummary reference = c.referenceCell().orElse(null);
        for (CellSummary cell : c.cells()) {
            cell(json, c, cell, reference);
        }
        json.writeEndArray();
        texts(json, "verdicts", Verdicts.all(c));
        texts(json, "notes", Notes.of(c));
    }

    static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void cell(JsonGenerator json, Comparison c, CellSummary cell, CellSummary reference)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", cell.name());
        axes(json, cell.axes());
        json.writeBooleanField("baseline", cell.baseline());
        json.writeNumberField("seeds", cell.seeds());
        json.writeObjectFieldStart("outcomes");
        for (Map.Entry<Outcome, Integer> outcome : cell.outcomes().entrySet()) {
            json.writeNumberField(outcome.getKey().name().toLowerCase(Locale.ROOT), outcome.getValue());
        }
        json.writeNumberField("missing", cell.missingRuns());
        json.writeEndObject();
        json.writeObjectFieldStart("metrics");
        for (MetricSummary m : cell.metrics()) {
            json.writeObjectFieldStart(m.metric().name());
            json.writeNumberField("n", m.value().n());
            number(json, "mean", m.value().mean());
            number(json, "half_width", m.value().halfWidth());
            json.writeNumberField("misses", m.median().misses());
            number(json, "median", m.median().value());
            interval(json, "median_interval", m.median().interval());
            if (m.difference().isPresent()) {
                json.writeObjectFieldStart("difference");
                difference(json, m.difference().get(), c.hasMissingRuns());
                if (!c.hasMissingRuns()) {
                    json.writeStringField(
                            "words",
                            Verdicts.sentence(
                                    cell,
                                    reference,
                                    m,
                                    c.design().testPerTrain().isPresent(),
                                    CellSummary::name));
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("cost");
        number(json, "steps_median", cell.cost().steps());
        number(json, "seconds_median", cell.cost().seconds());
        number(json, "examples_per_second", cell.cost().examplesPerSecond());
        number(json, "multiply_adds_mean", cell.cost().multiplyAdds());
        number(json, "state_bytes_mean", cell.cost().stateBytes());
        json.writeEndObject();
        if (cell.timeToTarget().isPresent()) {
            TimeToTargetJson.write(json, cell, reference, c);
        }
        if (cell.mcNemar().isPresent() && !c.hasMissingRuns()) {
            TimeToTargetJson.mcNemar(json, cell.mcNemar().get());
        }
        if (!cell.landscapeResults().isEmpty()) {
            json.writeArrayFieldStart("endings");
            for (LandscapeResult e : cell.landscapeResults()) {
                json.writeStartObject();
                json.writeNumberField("seed", e.seed());
                json.writeStringField("ended_in", e.location());
                number(json, "distance", e.distance());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (cell.notLocal().isPresent()) {
            json.writeArrayFieldStart("not_local");
            for (String flag : cell.notLocal().get()) {
                json.writeString(flag);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** @param hasMissingRuns are runs missing? Then there is nothing of a test. */
    static void difference(JsonGenerator json, Contrast d, boolean hasMissingRuns) throws IOException {
        PairedDifferences p = d.pairedDifferences();
        json.writeNumberField("n", p.n());
        json.writeNumberField("finite", p.finite());
        number(json, "mean", p.mean());
        interval(json, "mean_interval", d.meanInterval());
        number(json, "median", p.median());
        interval(json, "median_interval", p.medianInterval());
        json.writeNumberField("higher", p.higher());
        json.writeNumberField("equal", p.equal());
        json.writeNumberField("lower", p.lower());
        number(json, "p_better", p.probabilityOfSuperiority());
        if (hasMissingRuns) {
            json.writeStringField("verdict", DifferenceVerdict.NOT_YET);
            return;
        }
        number(json, "rank_sum_positive", p.test().positiveRankSum());
        number(json, "rank_sum_negative", p.test().negativeRankSum());
        number(json, "p", d.p());
        if (d.resampled().isPresent()) {
            ResampledT t = d.resampled().get();
            number(json, "corrected_t", t.t());
            number(json, "test_per_train", t.testPerTrain());
        } else {
            json.writeBooleanField("p_exact", p.test().exact());
        }
        json.writeNumberField("family", d.family());
        number(json, "p_holm", d.pHolm());
        if (d.additionalSeeds().isPresent()) {
            json.writeNumberField("more_seeds", d.additionalSeeds().getAsInt());
        } else {
            json.writeNullField("more_seeds");
        }
        json.writeStringField("verdict", d.verdict().word());
    }

    static void interval(JsonGenerator json, String name, ConfidenceInterval interval) throws IOException {
        json.writeArrayFieldStart(name);
        for (double end : new double[] {interval.low(), interval.high()}) {
            number(json, end);
        }
        json.writeEndArray();
    }

    static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        number(json, value);
    }

    static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else if (Double.isInfinite(value)) {
            json.writeString(NumberFormats.exact(value));
        } else {
            json.writeNumber(NumberFormats.exact(value));
        }
    }
}
