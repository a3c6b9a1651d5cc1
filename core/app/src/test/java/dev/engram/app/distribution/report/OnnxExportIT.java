package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram export --as onnx} with ONNX Runtime. */
class OnnxExportIT {
    private static final String SUITE = """
        name: models
        data: {digits: {test: 0.3, validation: 0}}
        network: [{conv: {maps: 3, kernel: 3, activation: relu}}, max-pool, {dense: {units: 10, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 1, batch: 100, keep-weights: last}
        seeds: [1]
        rule: backprop
        """;

    @TempDir
    private Path folder;

    private CommandResult export(String text) {
        Path suite = SampleSuites.write(folder, "s.yaml", text);
        CommandResult run = InProcessCli.run("run", suite, "--out", folder);
        assertEquals(0, run.code(), run.err());
        return InProcessCli.run("export", suite, "--out", folder, "--as", "onnx", "--to", folder.resolve("models"));
    }

    @Test
    void theModelTakesImagesAndGivesProbabilities() throws Exception {
        CommandResult written = export(SUITE);
        assertEquals(0, written.code(), written.err());
        String[] models = folder.resolve("models").toFile().list();
        assertEquals(1, models.length);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Path model = folder.resolve("models").resolve(models[0]);
        try (OrtSession session = environment.createSession(model.toString());
                OnnxTensor images = OnnxTensor.createTensor(environment, new float[2][1][8][8]);
                OrtSession.Result result = session.run(Map.of("input", images))) {
            float[][] probabilities = (float[][]) result.get(0).getValue();
            assertEquals(10, probabilities[1].length);
            float sum = 0;
            for (float p : probabilities[1]) {
                sum += p;
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void aRuleWithPredictionsOfItsOwnIsRefusedBeforeAnythingIsWritten() {
        CommandResult refused = export(SUITE.replaceFirst(
                        "network: .*",
                        "network: [{dense: {units: 20, activation: relu}}, {dense: {units: 10, activation: relu}}]")
                .replace("cross-entropy", "sse")
                .replace("rule: backprop", "compare: {rule: [backprop, forward-forward]}"));
        assertEquals(2, refused.code(), refused.out());
        assertTrue(
                refused.err()
                        .contains("forward-forward makes its own predictions, and a model of ONNX would give the"
                                + " outputs of the network; write the weights as safetensors or npz"),
                refused.err());
        assertFalse(Files.exists(folder.resolve("models")));
    }
}
