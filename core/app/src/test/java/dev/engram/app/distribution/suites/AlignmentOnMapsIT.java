package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The angle to the true gradient is measured for each layer, also of convolutions, norms, dropout and shortcuts. */
class AlignmentOnMapsIT {
    private static final String SUITE = """
        name: maps
        data: {digits: {test: 0.25}}
        network:
          - conv: {maps: 4, kernel: 3, padding: same, activation: relu}
          - max-pool
          - residual:
              layers: [{conv: {maps: 4, kernel: 3, padding: same, biased: false}}, batch-norm]
          - activation: {function: relu}
          - dropout: {rate: 0.3}
          - dense: {units: 10, activation: softmax}
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 0, steps: 5, batch: 32}
        seeds: 2
        measure: [loss, alignment]
        compare:
          rule: [backprop, feedback-alignment]
        lint: {ignore: [underpowered, no-control]}
        """;

    @TempDir
    private static Path folder;

    private static JsonNode json;

    @BeforeAll
    static void run() throws IOException {
        Path suite = SampleSuites.write(folder, "s.yaml", SUITE);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("out"), "--format", "json");
        assertEquals(0, e.code(), e.err());
        json = new ObjectMapper().readTree(e.out());
    }

    private static double angle(String rule, String layer) {
        for (JsonNode cell : json.get("cells")) {
            if (cell.get("name").asText().equals(rule)) {
                return cell.get("metrics").get("alignment/" + layer).get("mean").asDouble();
            }
        }
        throw new AssertionError(rule + " has no result: " + json);
    }

    /** Another dropout mask, or the statistics of an evaluation, would turn the true gradient away. */
    @Test
    void backpropIsTheTrueGradientInEveryLayer() {
        for (String layer : new String[] {"layer0", "layer1", "layer2"}) {
            assertEquals(0, angle("backprop", layer), layer);
        }
    }

    @Test
    void feedbackAlignmentIsNearTheTrueGradientInTheLastLayerOnly() {
        assertEquals(0, angle("feedback-alignment", "layer2"));
        for (String layer : new String[] {"layer0", "layer1"}) {
            double angle = angle("feedback-alignment", layer);
            assertTrue(angle > 20 && angle < 140, layer + ": " + angle);
        }
    }
}
