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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons with several axes are matched, and what they can show is known before they run. */
class DesignIT {
    private static final String MATCHED = """
        name: matched
        data: {digits: {test: 0.25}}
        network: [{dense: {units: 32, activation: tanh}}, {dense: {units: 10, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 3, batch: 32}
        seeds: 9
        compare:
          rule: [backprop, feedback-alignment, output-only]
          optimizer.sgd.rate: [0.03, 0.1, 0.3]
        baseline: {rule: backprop}
        lint: {ignore: [choosing-on-test]}
        """;

    @TempDir
    private Path folder;

    private CommandResult run(String command, String text, Object... args) {
        Object[] all = new Object[args.length + 2];
        all[0] = command;
        all[1] = SampleSuites.write(folder, "s.yaml", text);
        System.arraycopy(args, 0, all, 2, args.length);
        return InProcessCli.run(all);
    }

    /** With a single reference cell, feedback alignment at 0.3 was "better than backprop", because of its rate. */
    @Test
    void aRuleIsComparedWithTheBaselineAtItsOwnRate() throws IOException {
        Path out = folder.resolve("out");
        assertEquals(0, run("run", MATCHED, "--out", out).code());
        CommandResult e = run("compare", MATCHED, "--out", out, "--format", "json");
        assertEquals(0, e.code(), e.err());
        JsonNode json = new ObjectMapper().readTree(e.out());
        assertEquals("backprop", json.get("reference").asText());
        int compared = 0;
        for (JsonNode cell : json.get("cells")) {
            JsonNode difference = cell.at("/metrics/accuracy/difference");
            if (!difference.isMissingNode()) {
                compared++;
                assertEquals(
                        cell.get("name").asText().replaceFirst("^[^,]+", "backprop"),
                        cell.get("reference").asText());
                assertTrue(difference.get("mean").asDouble() < 0, cell.toString());
                assertEquals(12, difference.get("family").asInt());
            }
        }
        assertEquals(6, compared);
    }

    @Test
    void theDesignIsPrintedBeforeAnythingRuns() {
        CommandResult e = run("check", MATCHED.replace("seeds: 9", "seeds: 5"));
        assertEquals(0, e.code());
        assertEquals(
                "warning: s.yaml:7:8 seeds: too few seeds to show any difference: the smallest p-value of 5 seeds is"
                        + " 0.063, and Holm's correction for 12 comparisons multiplies it by 12, which must be at most"
                        + " 0.05; use at least 9 seeds, or ask fewer questions (see `questions`) [underpowered]\n",
                e.err().replace(folder + "/", ""));
        assertEquals(
                """
                s.yaml: 9 cells x 5 seeds, no problems, 1 warning
                  Cost of a step: 86.0k (output-only, rate=0.03) to 162k (backprop, rate=0.03) multiply-adds; 10.8k \
                bytes of activations in a forward pass.
                  Design: rule (3 values) against backprop, matched in 3 strata of optimizer.sgd.rate.
                  Questions: 6 cells, 2 main effects, 2 interactions, 2 trends; Holm correction for 12 comparisons.
                  Power: 5 seeds reach p = 0.063 at best, 0.75 after the correction: too few to show any difference. \
                At least 9 are needed.
                """.replaceAll("\\s+", " "), e.out().replace(folder + "/", "").replaceAll("\\s+", " "));
        CommandResult dry = run("run", MATCHED, "--dry-run", "--out", folder.resolve("out"));
        assertTrue(dry.out().contains("\nQuestions: 6 cells, 2 main effects, "), dry.out());
        assertTrue(dry.out().contains("\nPower: 9 seeds reach p = 0.0039 at best, "), dry.out());
    }

    @Test
    void theDesignIsReadByPrograms() throws IOException {
        JsonNode suite = new ObjectMapper()
                .readTree(run("check", MATCHED, "--format", "json").out())
                .get(0);
        assertEquals("matched", suite.get("name").asText());
        assertEquals(12, suite.at("/design/family").asInt());
        assertEquals(9, suite.at("/cost").size());
        assertEquals(161_792, suite.at("/cost/0/multiply_adds_per_step").asInt());
        assertEquals(
                4 * 32 * (32 + 32 + 10 + 10),
                suite.at("/cost/0/activation_bytes").asInt());
        assertEquals(2, suite.at("/design/questions/main-effects").asInt());
        assertEquals("backprop", suite.at("/design/factors/0/reference").asText());
        assertEquals(9, suite.at("/design/power/sufficient_seeds").asInt());
        assertTrue(suite.at("/design/power/detectable_effect").asDouble() > 1);
    }

    @Test
    void aBaselineThatIsImpossibleInAStratumIsShownAsNotCompared() {
        String text = """
            name: impossible
            data: iris
            network: [{dense: {units: 3, activation: softmax}}]
            loss: cross-entropy
            optimizer: {sgd: {rate: 0.1}}
            training: {epochs: 1}
            seeds: 2
            impossible: skip
            compare:
              rule: [delta, backprop]
              variants:
                - {name: flat}
                - {name: deep, network: [{dense: {units: 4}}, {dense: {units: 3, activation: softmax}}]}
            lint: {ignore: [underpowered]}
            """;
        CommandResult e = run("check", text);
        assertEquals(0, e.code(), e.err());
        assertTrue(
                e.out()
                        .replaceAll("\\s+", " ")
                        .contains("Not compared: 1 cell, because delta, deep is not run (delta needs a network of"
                                + " exactly one layer)."),
                e.out());
        CommandResult run = run("run", text, "--out", folder.resolve("out"));
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.out().contains("delta, deep cannot exist: delta needs a network of exactly one layer."), run.out());
    }
}
