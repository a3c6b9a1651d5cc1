package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of kept weights in a report. */
class WeightPicturesIT {
    private static final String SUITE = """
        name: pictures
        data: {digits: {test: 0.3, validation: 0}}
        network: [{dense: {units: 6, activation: tanh}}, {dense: {units: 10, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 1, batch: 100, keep-weights: last}
        seeds: [3, 4]
        compare: {rule: [backprop, output-only]}
        baseline: {rule: backprop}
        """;

    @TempDir
    Path folder;

    private JsonNode weights(String text) throws IOException {
        Path suite = SampleSuites.write(folder, "s.yaml", text);
        for (String command : new String[] {"run", "report"}) {
            CommandResult result = InProcessCli.run(command, suite, "--out", folder);
            assertEquals(0, result.code(), result.err());
        }
        String page = Files.readString(folder.resolve("pictures.html"));
        String start = "<script id=\"data\" type=\"application/json\">";
        int from = page.indexOf(start) + start.length();
        return new ObjectMapper()
                .readTree(page.substring(from, page.indexOf("</script>", from)))
                .path("weights");
    }

    @Test
    void theReportShowsTheFirstSeedOfEachCellWithWeights() throws IOException {
        JsonNode weights = weights(SUITE);
        assertEquals(2, weights.path("tiles").size());
        for (JsonNode tile : weights.path("tiles")) {
            assertEquals(3, tile.path("seed").asInt());
            assertEquals(8, tile.path("rows").asInt());
            assertEquals(6 * 64, Base64.getDecoder().decode(tile.path("values").asText()).length);
        }
        JsonNode hidden = weights.path("hidden").path(1);
        assertEquals(1, hidden.path("cell").asInt());
        assertEquals(500, hidden.path("x").size());
        assertEquals(500, hidden.path("labels").size());
        assertEquals(10, hidden.path("classes").size());
        assertTrue(hidden.path("explained").path(0).asDouble() > 0.1);
        assertTrue(weights.path("notes").isEmpty());
    }

    @Test
    void outputsThatOverflowAreNotedInsteadOfShown() throws IOException {
        JsonNode weights = weights(SUITE.replace("network: [", "network: [{dense: {units: 6, activation: relu}}, ")
                .replace("activation: tanh", "activation: relu")
                .replace("rate: 0.1", "rate: 1e25")
                .replace("batch: 100", "batch: 1000, last-batch: drop")
                .replace("[3, 4]", "[3]"));
        assertEquals(1, weights.path("hidden").size(), "the hidden layers of output-only do not change");
        String note = weights.path("notes").path(0).asText();
        assertTrue(note.contains("of backprop are not finite"), note);
    }

    @Test
    void withoutWeightsThereAreNoPictures() throws IOException {
        JsonNode weights = weights(SUITE.replace(", keep-weights: last", "").replace("[3, 4]", "[3]"));
        assertTrue(weights.path("tiles").isEmpty());
        assertTrue(weights.path("hidden").isEmpty());
    }
}
