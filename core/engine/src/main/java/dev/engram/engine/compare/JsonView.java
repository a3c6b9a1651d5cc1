package dev.engram.engine.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.engram.engine.store.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** A comparison as JSON: every number in full, null for what is missing or infinite. */
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

  private static void comparison(JsonGenerator json, Comparison c) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", c.title());
    json.writeStringField("baseline", c.baseline().orElse(null));
    json.writeArrayFieldStart("metrics");
    for (MetricInfo m : c.metrics()) {
      json.writeStartObject();
      json.writeStringField("name", m.name());
      json.writeNumberField("direction", m.direction());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("cells");
    for (CellSummary cell : c.cells()) {
      cell(json, cell);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : c.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void cell(JsonGenerator json, CellSummary cell) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", cell.name());
    json.writeObjectFieldStart("axes");
    for (Map.Entry<String, String> axis : cell.axes().entrySet()) {
      json.writeStringField(axis.getKey(), axis.getValue());
    }
    json.writeEndObject();
    json.writeBooleanField("baseline", cell.baseline());
    json.writeNumberField("seeds", cell.seeds());
    json.writeObjectFieldStart("outcomes");
    for (Map.Entry<Outcome, Integer> outcome : cell.outcomes().entrySet()) {
      json.writeNumberField(outcome.getKey().name().toLowerCase(Locale.ROOT), outcome.getValue());
    }
    json.writeNumberField("missing", cell.missing());
    json.writeEndObject();
    json.writeObjectFieldStart("metrics");
    for (MetricSummary m : cell.metrics()) {
      json.writeObjectFieldStart(m.metric().name());
      estimate(json, m.value());
      if (m.difference().isPresent()) {
        json.writeObjectFieldStart("difference");
        estimate(json, m.difference().get());
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
    if (!cell.endings().isEmpty()) {
      json.writeArrayFieldStart("endings");
      for (Ending e : cell.endings()) {
        json.writeStartObject();
        json.writeNumberField("seed", e.seed());
        json.writeStringField("ended_in", e.place());
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

  private static void estimate(JsonGenerator json, Estimate e) throws IOException {
    json.writeNumberField("n", e.n());
    number(json, "mean", e.mean());
    number(json, "half_width", e.halfWidth());
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      json.writeNull();
    } else {
      json.writeNumber(Numbers.exact(value));
    }
  }
}
