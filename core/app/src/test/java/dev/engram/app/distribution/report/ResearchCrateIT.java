package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram export --as ro-crate} by the rules of RO-Crate 1.1 and its profiles. */
class ResearchCrateIT {
    private static final String LICENSE = "https://creativecommons.org/licenses/by/4.0/";

    @TempDir
    private Path folder;

    private Path suite;

    @BeforeEach
    void run() {
        // the second cell diverges
        suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL + """
            compare: {optimizer.sgd.rate: [0.2, 1e30]}
            lint: {ignore: [few-seeds, underpowered]}
            """);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder);
        assertEquals(0, e.code(), e.err());
    }

    private CommandResult export(Object... more) {
        List<Object> all = new ArrayList<>(List.of("export", suite, "--out", folder, "--as", "ro-crate"));
        all.addAll(List.of(more));
        return InProcessCli.run(all.toArray());
    }

    private Path crate() {
        CommandResult e = export("--license", LICENSE, "--author", "Ada Lovelace", "--author", "Émilie");
        assertEquals(0, e.code(), e.err());
        return Path.of(e.out().strip());
    }

    /** Returns the entities by id, after checks of the rules that concern all of them. */
    private static Map<String, JsonNode> entities(Path crate) throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(crate.resolve("ro-crate-metadata.json").toFile());
        assertEquals(
                "[\"https://w3id.org/ro/crate/1.1/context\",\"https://w3id.org/ro/terms/workflow-run/context\"]",
                document.get("@context").toString());
        Map<String, JsonNode> entities = new LinkedHashMap<>();
        for (JsonNode e : document.get("@graph")) {
            assertTrue(e.path("@type").isTextual() || e.path("@type").isArray(), e.toString());
            assertNull(entities.put(e.get("@id").textValue(), e), "described twice: " + e);
        }
        Set<String> undescribed = new TreeSet<>();
        for (JsonNode e : entities.values()) {
            for (JsonNode value : e) {
                for (JsonNode v : value.isArray() ? value : List.of(value)) {
                    assertTrue(!v.isArray() && (!v.isObject() || v.size() == 1 && v.has("@id")), "nested: " + e);
                    if (v.isObject() && !entities.containsKey(v.get("@id").textValue())) {
                        undescribed.add(v.get("@id").textValue());
                    }
                }
            }
        }
        assertEquals(
                Set.of(
                        "http://schema.org/CompletedActionStatus",
                        "http://schema.org/FailedActionStatus",
                        "https://w3id.org/ro/crate/1.1"),
                undescribed);
        return entities;
    }

    private static List<String> ids(JsonNode references) {
        List<String> ids = new ArrayList<>();
        references.forEach(r -> ids.add(r.get("@id").textValue()));
        return ids;
    }

    @Test
    void theDescriptorTheRootAndTheFilesHaveWhatTheSpecificationRequires() throws Exception {
        Path crate = crate();
        Map<String, JsonNode> entities = entities(crate);
        JsonNode descriptor = entities.get("ro-crate-metadata.json");
        assertEquals("CreativeWork", descriptor.get("@type").textValue());
        assertEquals("./", descriptor.at("/about/@id").textValue());
        assertTrue(ids(descriptor.get("conformsTo")).contains("https://w3id.org/ro/crate/1.1"));
        JsonNode root = entities.get("./");
        assertEquals("Dataset", root.get("@type").textValue());
        assertEquals("small", root.get("name").textValue());
        assertTrue(root.get("description").textValue().length() > 10);
        Instant.parse(root.get("datePublished").textValue());
        assertEquals(LICENSE, root.at("/license/@id").textValue());
        assertTrue(ids(root.get("conformsTo")).contains("https://w3id.org/ro/wfrun/workflow/0.5"));
        List<String> names = new ArrayList<>();
        ids(root.get("author"))
                .forEach(a -> names.add(entities.get(a).get("name").textValue()));
        assertEquals(List.of("Ada Lovelace", "Émilie"), names);
        assertEquals("suite.yaml", root.at("/mainEntity/@id").textValue());
        JsonNode workflow = entities.get("suite.yaml");
        assertEquals(
                "[\"File\",\"SoftwareSourceCode\",\"ComputationalWorkflow\"]",
                workflow.get("@type").toString());
        assertEquals(
                "ComputerLanguage",
                entities.get(workflow.at("/programmingLanguage/@id").textValue())
                        .get("@type")
                        .textValue());
        assertArrayEquals(Files.readAllBytes(suite), Files.readAllBytes(crate.resolve("suite.yaml")));
        for (String file : ids(root.get("hasPart"))) {
            byte[] bytes = Files.readAllBytes(crate.resolve(file));
            assertEquals(
                    Integer.toString(bytes.length),
                    entities.get(file).get("contentSize").textValue());
            assertEquals(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                    entities.get(file).get("sha256").textValue());
        }
        assertEquals(4, crate.toFile().list().length);
    }

    @Test
    void everyRunIsAnActionOfTheSuiteWithItsSettingsOutcomeAndHash() throws Exception {
        Map<String, JsonNode> entities = entities(crate());
        Map<String, Run> stored = new HashMap<>();
        SampleSuites.runs(folder.resolve("engram.db")).values().forEach(r -> stored.put(r.id(), r));
        List<String> actions = ids(entities.get("./").get("mentions"));
        assertEquals(4, actions.size());
        int failed = 0;
        for (String id : actions) {
            JsonNode action = entities.get(id);
            Run run = stored.remove(action.get("identifier").textValue());
            assertEquals("CreateAction", action.get("@type").textValue());
            assertEquals("suite.yaml", action.at("/instrument/@id").textValue());
            assertEquals(
                    run.endedMillis().getAsLong(),
                    Instant.parse(action.get("endTime").textValue()).toEpochMilli());
            assertTrue(Instant.parse(action.get("startTime").textValue())
                    .isBefore(Instant.parse(action.get("endTime").textValue())));
            Map<String, String> values = new HashMap<>();
            for (String field : List.of("object", "result")) {
                ids(action.get(field)).stream()
                        .map(entities::get)
                        .filter(v -> v.has("value"))
                        .forEach(v -> values.put(
                                v.get("name").textValue(), v.get("value").asText()));
            }
            assertEquals(Long.toString(run.seed()), values.get("seed"));
            assertEquals(run.hash(), values.get("hash of the final parameters"));
            assertTrue(run.cell().contains(values.get("optimizer.sgd.rate")), run.cell() + values);
            boolean failure = action.at("/actionStatus/@id").textValue().endsWith("FailedActionStatus");
            assertEquals(failure, !run.outcome().hasResults());
            assertEquals(failure, action.has("error"));
            failed += failure ? 1 : 0;
        }
        assertEquals(Map.of(), stored);
        assertEquals(2, failed);
    }

    @Test
    void equalResultsGiveEqualCratesAndOtherFoldersAreNotOverwritten() throws Exception {
        byte[] first = Files.readAllBytes(crate().resolve("ro-crate-metadata.json"));
        assertArrayEquals(first, Files.readAllBytes(crate().resolve("ro-crate-metadata.json")));
        CommandResult e = export("--license", LICENSE, "--to", folder);
        assertEquals(2, e.code());
        assertTrue(e.err().contains("the folder has other files and no crate"), e.err());
    }

    @Test
    void aCrateWithoutALicenseAndALicenseWithoutACrateAreRefused() {
        assertTrue(export().err().contains("--as ro-crate needs the license"), export().err());
        assertTrue(export("--license", "MIT").err().contains("--license MIT is not an address"));
        CommandResult csv = InProcessCli.run("export", suite, "--out", folder, "--as", "csv", "--author", "A");
        assertEquals(2, csv.code());
        assertTrue(csv.err().contains("--license and --author are for --as ro-crate"), csv.err());
    }
}
