package dev.engram.app.export;

import static dev.engram.app.export.CrateEntities.reference;
import static dev.engram.app.export.CrateEntities.references;

import dev.engram.app.results.SuiteResults;
import dev.engram.app.results.TrialCells.TrialCell;
import dev.engram.app.run.Version;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.json.JsonText;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An RO-Crate of a suite: a folder with the suite, its measurements, its runs, and a description in JSON-LD, which
 * archives such as Zenodo and WorkflowHub read. It conforms to RO-Crate 1.1 and to the profile Workflow Run Crate 0.5.
 * The suite is the workflow, and each run is an action with its settings, times and the hash of its parameters.
 */
public final class ResearchCrate {
    private static final String METADATA = "ro-crate-metadata.json";
    private static final String SUITE = "suite.yaml";
    private static final String MEASUREMENTS = "measurements.csv";
    private static final String RUNS = "runs.jsonl";
    private static final String CRATE = "https://w3id.org/ro/crate/1.1";
    private static final String WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0";
    private static final String CONTEXT = "https://w3id.org/ro/terms/workflow-run/context";
    private static final String LANGUAGE = "#engram";
    private static final double MILLIS_PER_SECOND = 1000;
    /** The profiles that the crate conforms to, with their versions. */
    private static final Map<String, String> PROFILES = profiles();

    private final CrateEntities entities = new CrateEntities();
    private final SuiteResults results;
    private final Path folder;

    private ResearchCrate(SuiteResults results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    private static Map<String, String> profiles() {
        Map<String, String> profiles = new LinkedHashMap<>();
        profiles.put("https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate");
        profiles.put("https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate");
        profiles.put(WORKFLOW_CRATE, "Workflow RO-Crate");
        return profiles;
    }

    /**
     * Writes a crate. Equal results give equal files: the date of publication is that of the last run.
     *
     * @param license address of the license of the results
     * @param authors names of the people who publish them
     * @throws IOException if the folder has other files and no crate, so that nothing of them is overwritten
     */
    public static void write(SuiteResults results, Path folder, URI license, List<String> authors) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent() && !Files.exists(folder.resolve(METADATA))) {
                throw new FileSystemException(folder.toString(), null, "the folder has other files and no crate");
            }
        }
        Files.copy(results.plan().suite().file(), folder.resolve(SUITE), StandardCopyOption.REPLACE_EXISTING);
        Measurements.csv(results, folder.resolve(MEASUREMENTS));
        Measurements.jsonLines(results, folder.resolve(RUNS));
        new ResearchCrate(results, folder).describe(license.toString(), authors);
    }

    private void describe(String license, List<String> authors) throws IOException {
        Map<String, Object> metadata = entities.entity(METADATA, "CreativeWork");
        metadata.put("about", reference("./"));
        metadata.put("conformsTo", references(List.of(CRATE, WORKFLOW_CRATE)));
        Map<String, Object> root = entities.entity("./", "Dataset");
        String name = results.plan().suite().name();
        String about = results.plan().suite().about();
        root.put("name", name);
        root.put("description", about.isEmpty() ? "Runs of the suite " + name + ", made with Engram." : about);
        root.put("datePublished", lastEnd());
        root.put("license", reference(license));
        root.put("conformsTo", references(PROFILES.keySet()));
        root.put("hasPart", references(List.of(SUITE, MEASUREMENTS, RUNS)));
        root.put("mainEntity", reference(SUITE));
        if (!authors.isEmpty()) {
            root.put(
                    "author",
                    references(authors.stream().map(ResearchCrate::author).toList()));
        }
        describeFiles(license);
        root.put("mentions", references(describeRuns()));
        authors.forEach(a -> entities.entity(author(a), "Person").put("name", a));
        entities.entity(license, "CreativeWork").put("name", "License of the results");
        PROFILES.forEach((id, profile) -> {
            Map<String, Object> entity = entities.entity(id, "CreativeWork");
            entity.put("name", profile);
            entity.put("version", id.substring(id.lastIndexOf('/') + 1));
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@context", List.of(CRATE + "/context", CONTEXT));
        document.put("@graph", entities.all());
        Files.writeString(folder.resolve(METADATA), JsonText.pretty(document));
    }

    private static String author(String name) {
        return "#author-" + FileNames.fragment(name);
    }

    private void describeFiles(String license) throws IOException {
        String name = results.plan().suite().name();
        Map<String, Object> workflow = describeFile(
                SUITE,
                List.of("File", "SoftwareSourceCode", "ComputationalWorkflow"),
                name,
                "application/yaml",
                "The suite as it was written. Each line of " + RUNS + " has all settings of its run.");
        workflow.put("programmingLanguage", reference(LANGUAGE));
        workflow.put("license", reference(license));
        Map<String, Object> language = entities.entity(LANGUAGE, "ComputerLanguage");
        language.put("name", "Engram");
        language.put("version", Version.engram());
        describeFile(
                MEASUREMENTS,
                "File",
                "Measurements",
                "text/csv",
                "One row for each number that a run has measured, in full precision.");
        describeFile(
                RUNS,
                "File",
                "Runs",
                "application/jsonl",
                "One JSON object for each run: settings, versions, machine, costs and measurements.");
    }

    private Map<String, Object> describeFile(String file, Object type, String name, String format, String description)
            throws IOException {
        Map<String, Object> entity = entities.entity(file, type);
        entity.put("name", name);
        entity.put("description", description);
        entity.put("encodingFormat", format);
        entity.put("contentSize", Long.toString(Files.size(folder.resolve(file))));
        entity.put("sha256", FileNames.sha256(Files.readAllBytes(folder.resolve(file))));
        return entity;
    }

    /** Describes the runs of the suite and of its tuning. Imported runs were not made by the suite: they are data. */
    private List<String> describeRuns() {
        List<String> actions = new ArrayList<>();
        for (CellRuns cell : cells().toList()) {
            for (Run run : cell.runs()) {
                actions.add(describeRun(cell, run));
            }
        }
        return actions.stream().distinct().toList();
    }

    private Stream<CellRuns> cells() {
        return Stream.concat(results.cells().stream(), results.trials().stream().map(TrialCell::runs));
    }

    private String describeRun(CellRuns cell, Run run) {
        String id = "#run-" + run.id();
        Map<String, Object> action = entities.entity(id, "CreateAction");
        action.put("name", cell.name() + ", seed " + run.seed());
        action.put("identifier", run.id());
        action.put("instrument", reference(SUITE));
        OptionalLong end = run.endedMillis();
        if (end.isPresent()) {
            long length = Math.round(run.cost().seconds() * MILLIS_PER_SECOND);
            action.put("startTime", time(end.getAsLong() - length));
            action.put("endTime", time(end.getAsLong()));
        }
        boolean completed = run.outcome().hasResults();
        action.put(
                "actionStatus",
                reference("http://schema.org/" + (completed ? "CompletedActionStatus" : "FailedActionStatus")));
        if (!completed) {
            action.put("error", run.reason().isEmpty() ? run.outcome().word() : run.reason());
        }
        List<Map<String, Object>> settings = new ArrayList<>();
        settings.add(entities.value("#seed-" + run.seed(), "seed", run.seed()));
        cell.axes()
                .forEach((axis, value) ->
                        settings.add(entities.value("#axis-" + FileNames.fragment(axis + "=" + value), axis, value)));
        action.put("object", settings);
        List<Map<String, Object>> made = new ArrayList<>(references(List.of(MEASUREMENTS, RUNS)));
        if (!run.hash().isEmpty()) {
            made.add(entities.value("#parameters-" + run.id(), "hash of the final parameters", run.hash()));
        }
        action.put("result", made);
        return id;
    }

    private String lastEnd() {
        return time(cells().flatMap(c -> c.runs().stream())
                .map(Run::endedMillis)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max()
                .orElse(0));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
