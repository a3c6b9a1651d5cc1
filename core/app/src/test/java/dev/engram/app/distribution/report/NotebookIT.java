package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Python;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the notebook in {@code experiments}. */
class NotebookIT {
    private static final Path NOTEBOOK =
            Path.of("../../experiments/figures.ipynb").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String WITH_KERNEL = """
        import sys, nbformat, nbclient
        notebook = nbformat.read(sys.argv[1], as_version=4)
        nbformat.validate(notebook)
        nbclient.NotebookClient(notebook, timeout=100).execute()
        """;

    private static final String WITHOUT_KERNEL = """
        import json, sys, matplotlib
        matplotlib.use("Agg")
        names = {}
        for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
        """;

    @TempDir
    private Path folder;

    @Test
    void theNotebookHasNoOutputs() throws IOException {
        int code = 0;
        for (JsonNode cell : JSON.readTree(NOTEBOOK.toFile()).path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                code++;
                assertTrue(
                        cell.path("outputs").isEmpty()
                                && cell.path("execution_count").isNull(),
                        cell.toString());
            }
        }
        assertTrue(code > 0);
    }

    @Test
    @Tag("python")
    void theNotebookDrawsThreeFiguresAndHasTheNumbersOfTheComparison() throws Exception {
        Optional<Python> jupyter = Python.with(folder, "pandas", "matplotlib", "nbclient", "ipykernel");
        Optional<Python> python = jupyter.isPresent() ? jupyter : Python.with(folder, "pandas", "matplotlib");
        assumeTrue(python.isPresent(), "no Python with pandas and matplotlib is installed");
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.PAIR.replace("seeds: 2", "seeds: 3"));
        CommandResult run = InProcessCli.run("run", suite, "--out", folder);
        assertEquals(0, run.code(), run.err());
        python.get()
                .run(
                        folder,
                        Map.of("ENGRAM_STORE", folder.resolve("engram.db").toString(), "ENGRAM_SUITE", "small"),
                        jupyter.isPresent() ? WITH_KERNEL : WITHOUT_KERNEL,
                        NOTEBOOK.toString());
        for (String figure : List.of("learning-curves", "final", "paired-differences")) {
            byte[] pdf = Files.readAllBytes(folder.resolve("figures").resolve(figure + ".pdf"));
            assertEquals("%PDF-", new String(pdf, 0, 5, StandardCharsets.US_ASCII), figure);
        }
        JsonNode cells = JSON.readTree(InProcessCli.run("compare", suite, "--out", folder, "--format", "json")
                        .out())
                .path("cells");
        List<String> rows = Files.readAllLines(folder.resolve("figures/final.csv"));
        assertEquals("cell,mean,half_width,seeds,misses", rows.get(0));
        assertEquals(1 + cells.size(), rows.size());
        for (JsonNode cell : cells) {
            JsonNode accuracy = cell.path("metrics").path("accuracy");
            String[] row = rows.stream()
                    .filter(r -> r.startsWith(cell.path("name").asText() + ","))
                    .findFirst()
                    .orElseThrow()
                    .split(",");
            assertEquals(accuracy.path("mean").asDouble(), Double.parseDouble(row[1]), 1e-12);
            assertEquals(accuracy.path("half_width").asDouble(), Double.parseDouble(row[2]), 1e-6);
            assertEquals("3,0", row[3] + "," + row[4]);
        }
    }
}
