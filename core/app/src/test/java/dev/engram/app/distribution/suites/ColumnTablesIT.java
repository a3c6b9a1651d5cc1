package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.parquet.ParquetColumn;
import dev.engram.app.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on a table in Parquet that Engram wrote, with Croissant metadata next to it. */
class ColumnTablesIT {
    private static final String METADATA = """
        {"conformsTo": "http://mlcommons.org/croissant/1.0",
         "distribution": [{"@id": "table", "contentUrl": "t.parquet"CHECKSUM}],
         "recordSet": [{"@id": "rows", "field": [{"@id": "rows/kind", "dataType": ["sc:Text", "cr:Label"],
           "source": {"fileObject": {"@id": "table"}, "extract": {"column": "kind"}}}]}]}
        """;

    @TempDir
    private Path folder;

    private Path suite;

    @BeforeEach
    void writeTable() throws IOException {
        List<ParquetColumn> columns =
                List.of(ParquetColumn.text("kind"), ParquetColumn.number("x"), ParquetColumn.flag("odd"));
        try (ParquetWriter out = new ParquetWriter(folder.resolve("t.parquet"), columns, "test version 1")) {
            for (int i = 0; i < 60; i++) {
                out.write(Arrays.asList(i % 3 == 0 ? "a" : "b", i / 10.0, i % 2 == 1));
            }
            out.finish();
        }
        suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.SMALL
                        .replace("{digits: {test: 0.2}}", "{parquet: {file: t.parquet, test: 0.2}}")
                        .replace("units: 10", "units: 2"));
    }

    private void describe(String checksum) {
        SampleSuites.write(folder, "croissant.json", METADATA.replace("CHECKSUM", checksum));
    }

    private CommandResult run() {
        return InProcessCli.run("run", suite, "--out", folder.resolve("results"));
    }

    @Test
    void theLabelBecomesASettingOfTheRun() throws IOException {
        describe("");
        CommandResult e = run();
        assertEquals(0, e.code(), e.err());
        String note = "note: the Croissant metadata of t.parquet set target: kind, as if the suite did";
        assertTrue(e.err().contains(note), e.err());
        assertTrue(InProcessCli.run("check", suite).err().contains(note));
        InProcessCli.run(
                "export", suite, "--out", folder.resolve("results"), "--as", "jsonl", "--to", folder.resolve("r"));
        List<String> runs = Files.readAllLines(folder.resolve("r"));
        assertEquals(2, runs.size());
        assertTrue(runs.get(0).contains("target: kind, classes: true"), runs.get(0));
    }

    @Test
    void withoutMetadataTheLastColumnIsTheTarget() {
        CommandResult e = run();
        assertEquals(2, e.code());
        assertTrue(e.err().contains("column 1 (kind) is text; give each of its values an input"), e.err());
    }

    @Test
    void metadataOfAnotherFileAreRefusedAtTheirPlace() {
        describe(", \"sha256\": \"00\"");
        CommandResult e = run();
        assertEquals(2, e.code());
        assertTrue(e.err().contains("s.yaml:2:17 data.parquet: "), e.err());
        assertTrue(e.err().contains("its SHA-256 is not the one in "), e.err());
        assertTrue(e.err().endsWith("1 problem; nothing was run.\n"), e.err());
    }
}
