package dev.engram.engine.croissant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CroissantDefaultsTest {
    private static final Set<String> TABLE = Set.of("file", "target", "classes", "categories", "drop", "header");
    /** Not that of the data. */
    private static final String SHA256 = "3b9bb6e9f0d1a5dc7e2c6b0f0c1d3a8b5f6d7e8c9a0b1c2d3e4f5a6b7c8d9e0f";

    private static final String METADATA =
            """
        {"@context": {"cr": "http://mlcommons.org/croissant/"}, "@type": "sc:Dataset",
         "conformsTo": "http://mlcommons.org/croissant/1.0",
         "distribution": [{"@type": "cr:FileObject", "@id": "table", "contentUrl": "https://x.example/t.csv"}],
         "recordSet": [
          {"@id": "colors", "dataType": ["sc:Enumeration", "wd:Q1"], "field": {"@id": "colors/name"}},
          {"@id": "houses", "field": [
            FIELD {"@id": "houses/price", "dataType": ["sc:Float", "cr:Label"], SOURCE "PriceEUR"}}},
            {"@id": "houses/kind", "dataType": "sc:Text", SOURCE "kind of house"}}},
            {"@id": "houses/color", "dataType": "sc:Text", "references": {"field": {"@id": "colors/name"}},
             SOURCE "color"}}},
            {"@id": "houses/elsewhere", "dataType": "cr:Label", "source": {"fileObject": {"@id": "other"}}}]}]}
        """.replace("SOURCE", "\"source\": {\"fileObject\": {\"@id\": \"table\"}, \"extract\": {\"column\":");

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();
    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = Files.writeString(folder.resolve("t.csv"), "a,b");
        write("croissant.json", METADATA.replace("FIELD", ""));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String complete(String given) {
        Node node =
                YamlReader.value(given, new Location("s.yaml", 2, 7), problems).orElseThrow();
        return new CroissantDefaults(problems)
                .complete((Node.Mapping) node, TABLE, data, "data.csv")
                .text();
    }

    private List<String> messages() {
        return problems.list().stream()
                .map(Problem::toString)
                .map(m -> m.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void theLabelIsTheTargetAndItsTypeTellsWhetherItIsANumber() {
        assertEquals(
                "{file: t.csv, target: PriceEUR, classes: false, header: yes, categories: [color]}",
                complete("{file: t.csv}"));
        assertEquals(List.of(), messages());
    }

    @Test
    void floatsOfOneWidthAreNumbers() throws IOException {
        write("croissant.json", METADATA.replace("FIELD", "").replace("sc:Float", "cr:Float32"));
        assertEquals(
                "{file: t.csv, target: PriceEUR, classes: false, header: yes, categories: [color]}",
                complete("{file: t.csv}"));
    }

    @Test
    void whatTheSuiteSaysWins() {
        assertEquals(
                "{file: t.csv, target: a, classes: true, categories: [], header: no}",
                complete("{file: t.csv, target: a, classes: true, categories: [], header: no}"));
        assertEquals(
                "{file: t.csv, target: kind of house, drop: [color], header: yes, categories: []}",
                complete("{file: t.csv, target: kind, drop: [color]}"),
                "the name of a field stands for its column");
        assertEquals(
                "{file: t.csv, target: color, header: yes, categories: []}", complete("{file: t.csv, target: color}"));
    }

    @Test
    void withoutMetadataOfTheFileNothingChanges() throws IOException {
        write("croissant.json", METADATA.replace("FIELD", "").replace("t.csv", "u.csv"));
        assertEquals("{file: t.csv}", complete("{file: t.csv}"));
        Files.delete(folder.resolve("croissant.json"));
        write("metadata.json", "not JSON, and not of this kind");
        assertEquals("{file: t.csv}", complete("{file: t.csv}"));
        assertEquals(List.of(), messages());
    }

    @Test
    void aFileNamedMetadataIsReadIfItIsCroissant() throws IOException {
        Files.move(folder.resolve("croissant.json"), folder.resolve("metadata.json"));
        assertTrue(complete("{file: t.csv}").contains("target: PriceEUR"));
    }

    /** As Hugging Face describes its tables: a folder of parts, of which one was fetched. */
    private static String fileSets(String... sets) {
        return METADATA.replace("FIELD", "")
                .replaceFirst("\"distribution\": .*]", "\"distribution\": [" + String.join(",", sets) + "]")
                .replace("fileObject", "fileSet");
    }

    @Test
    void aFileSetDescribesTheFilesOfItsPatterns() throws IOException {
        write("croissant.json", fileSets("""
                        {"@type": "cr:FileSet", "@id": "table", "containedIn": {"@id": "repo"},
                         "includes": ["data/*.parquet", "data/**/t*.csv"], "excludes": "data/test.csv"}"""));
        assertEquals(
                "{file: t.csv, target: PriceEUR, classes: false, header: yes, categories: [color]}",
                complete("{file: t.csv}"));
        data = Files.writeString(folder.resolve("test.csv"), "a,b");
        assertEquals("{file: test.csv}", complete("{file: test.csv}"), "an excluded file");
        data = Files.writeString(folder.resolve("u.csv"), "a,b");
        assertEquals("{file: u.csv}", complete("{file: u.csv}"), "a file of another name");
        assertEquals(List.of(), messages());
    }

    @Test
    void aFileThatSeveralFileSetsDescribeDifferentlyIsAProblem() throws IOException {
        write(
                "croissant.json",
                fileSets(
                                "{\"@id\": \"table\", \"includes\": \"a/*.csv\"}",
                                "{\"@id\": \"other\", \"includes\": \"b/*.csv\"}")
                        .replace(
                                "{\"@id\": \"other\"}}", "{\"@id\": \"other\"}, \"extract\": {\"column\": \"kind\"}}"));
        assertEquals("{file: t.csv}", complete("{file: t.csv}"));
        assertEquals(
                List.of("s.yaml:2:7 data.csv: croissant.json: several file sets may contain t.csv and"
                        + " describe its columns differently: table, other; remove all but one, or move the file away"),
                messages());
    }

    @Test
    void aPatternThatIsNotOneIsAProblem() throws IOException {
        write("croissant.json", fileSets("{\"@id\": \"table\", \"includes\": \"data/[a.csv\"}"));
        complete("{file: t.csv}");
        assertEquals(
                List.of("s.yaml:2:7 data.csv: croissant.json: 'data/[a.csv' in includes is not a pattern of names"
                        + " (Missing ']); correct it, or move it away"),
                messages());
    }

    @Test
    void severalLabelsAreAProblem() throws IOException {
        write("croissant.json", METADATA.replace("FIELD", """
                    {"name": "age", "dataType": "cr:Label", "source": {"fileObject": {"@id": "table"},
                     "extract": {"column": "age"}}},"""));
        complete("{file: t.csv}");
        assertEquals(
                List.of("s.yaml:2:7 data.csv: croissant.json: names several labels, age, PriceEUR; choose one as"
                        + " target"),
                messages());
    }

    @Test
    void aWrongChecksumIsAProblem() throws IOException {
        write(
                "croissant.json",
                METADATA.replace("FIELD", "")
                        .replace("\"contentUrl\"", "\"sha256\": \"" + SHA256 + "\", \"contentUrl\""));
        complete("{file: t.csv}");
        assertEquals(
                List.of("s.yaml:2:7 data.csv: t.csv: its SHA-256 is not the one in croissant.json; fetch the file"
                        + " again, or move the metadata away"),
                messages());
    }

    @Test
    void damagedMetadataAreAProblem() throws IOException {
        write("croissant.json", METADATA.substring(0, 300));
        complete("{file: t.csv}");
        assertEquals(1, messages().size());
        assertTrue(
                messages().get(0).startsWith("s.yaml:2:7 data.csv: croissant.json: cannot be read as JSON ("),
                messages().get(0));
        assertTrue(
                messages().get(0).endsWith("; correct it, or move it away"),
                messages().get(0));
    }
}
