package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram record} with a small track. */
class RecordIT {
    private static final String TRACK = """
        name: tiny track
        data: {iris: {test: 0.2, validation: 0.3}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {steps: 200, batch: 16}
        seeds: 6
        measure: [accuracy]
        target: {metric: accuracy, at: 0.5}
        """;

    @TempDir
    private Path folder;

    private Path entries;

    @BeforeEach
    void writeTrack() throws IOException {
        SampleSuites.write(folder, "track.yaml", TRACK);
        entries = Files.createDirectories(folder.resolve("entries"));
        entry("adam", "optimizer: {adam: {rate: 0.05}}\ntraining: {steps: 100}\n");
        entry("sgd", "optimizer: {sgd: {rate: 0.5}}\ntraining: {steps: 150}\n");
    }

    private void entry(String name, String text) {
        SampleSuites.write(entries, name + ".yaml", "extends: ../track.yaml\n" + text);
    }

    private CommandResult record(Object... more) {
        Object[] all = new Object[4 + more.length];
        all[0] = "record";
        all[1] = folder;
        all[2] = "--out";
        all[3] = folder.resolve("results");
        System.arraycopy(more, 0, all, 4, more.length);
        return InProcessCli.run(all);
    }

    @Test
    void entriesThatReachTheTargetAreRankedByTheirSteps() throws IOException {
        Path page = SampleSuites.write(
                folder,
                "page.md",
                "before\n<!-- tiny track: written by engram record -->\nold\n<!-- end of tiny track -->\nafter\n");
        CommandResult result = record("--write", page);
        assertEquals(0, result.code(), result.out() + result.err());
        List<String> rows = result.out().lines().skip(2).toList();
        assertEquals(2, rows.size(), result.out());
        assertTrue(rows.get(0).startsWith("| 1 | [adam]("), rows.get(0));
        assertTrue(rows.get(0).contains("/entries/adam.yaml) | 100 | 0.8"), rows.get(0));
        assertTrue(rows.get(1).startsWith("| 2 | [sgd]("), rows.get(1));
        String written = Files.readString(page);
        assertTrue(written.startsWith("before\n") && written.endsWith("after\n"), written);
        assertTrue(written.contains(rows.get(1)) && !written.contains("old"), written);
        assertTrue(record().err().contains("; 0 runs to make"), "nothing is run twice");
    }

    @Test
    void anEntryWithTooFewStepsDoesNotStand() {
        entry("hasty", "optimizer: {sgd: {rate: 0.01}}\ntraining: {steps: 1}\n");
        CommandResult result = record();
        assertEquals(1, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("| does not stand | [hasty]"), result.out());
        assertTrue(result.out().contains("| 1 | [adam]"), result.out());
    }

    @Test
    void whatTheTrackFixesCannotBeChanged() {
        entry("larger", "training: {steps: 50, batch: 64}\n");
        entry("longer", "training: {steps: 201}\n");
        entry("luckier", "seeds: [3, 4]\n");
        entry("several", "compare: {optimizer: [sgd, adam]}\n");
        CommandResult result = record();
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains("larger.yaml training.batch: the track fixes it at '16'"), result.err());
        assertTrue(result.err().contains("longer.yaml training.steps: expected at most 200"), result.err());
        assertTrue(result.err().contains("luckier.yaml seeds: the seeds belong to the track"), result.err());
        assertTrue(result.err().contains("several.yaml an entry is one cell"), result.err());
        assertFalse(Files.exists(folder.resolve("results")), "nothing is run");
    }

    @Test
    void onlyThePlaceOfDataCanBeSet() throws IOException {
        StringBuilder table = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 60; i++) {
            table.append(i % 2)
                    .append(',')
                    .append(i % 7)
                    .append(',')
                    .append(i % 2 == 0 ? "even" : "odd")
                    .append('\n');
        }
        Path data = Files.writeString(folder.resolve("mine.csv"), table);
        SampleSuites.write(
                folder,
                "track.yaml",
                TRACK.replace("iris: {", "csv: {file: theirs.csv, target: kind, ")
                        .replace("units: 3", "units: 2"));
        assertEquals(2, record().code(), "there is no theirs.csv");
        CommandResult set = record("--set", "data.csv.file=" + data);
        assertEquals(0, set.code(), set.out() + set.err());
        CommandResult fixed = record("--set", "training.batch=8");
        assertEquals(2, fixed.code());
        assertTrue(
                fixed.err().startsWith("--set training.batch=8 a track fixes the settings of its entries;"),
                fixed.err());
    }

    @Test
    void aPageWithoutAPlaceForTheTableIsRefusedBeforeAnythingIsRun() {
        CommandResult result = record("--write", SampleSuites.write(folder, "page.md", "text\n"));
        assertEquals(2, result.code());
        assertTrue(result.err().contains("has no place for the table"), result.err());
        assertFalse(Files.exists(folder.resolve("results")), "nothing is run");
    }
}
