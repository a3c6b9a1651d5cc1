package dev.engram.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.launch.slurm.SbatchOptions;
import dev.engram.engine.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmLauncherTest {
    @TempDir
    private Path folder;

    private List<String> problems(String yaml, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("launchers.yaml"), yaml);
        List<Problem> problems = new ArrayList<>();
        Launchers.read(Optional.of(file)).find("cluster", List.of(overrides), problems);
        return problems.stream()
                .map(p -> p.toString().replace(folder.toString(), "DIR"))
                .toList();
    }

    private List<String> refused(SlurmLauncher launcher) {
        LaunchRequest request =
                new LaunchRequest(1, 1, "jdbc:postgresql:runs", folder, Optional.empty(), true, List.of());
        return launcher.problems(request).stream()
                .filter(p -> p.startsWith("slurm."))
                .toList();
    }

    private static SlurmLauncher launcher(String save, List<String> options) {
        return new SlurmLauncher(
                4, 1, new SbatchOptions("", "", "", "", options, List.of()), save, SlurmLauncher.Results.STORE);
    }

    @Test
    void everyOptionCanBeLeftOut() throws IOException {
        assertEquals(List.of(), problems("cluster: {slurm: {}}\n"));
        assertEquals(List.of(), problems("cluster: slurm\n", "results=shards", "time=2:00:00", "memory=2G"));
    }

    @Test
    void anUnknownOptionIsLocated() throws IOException {
        List<String> found = problems("cluster:\n  slurm: {partitoin: short, results: files}\n");
        assertEquals(2, found.size(), found.toString());
        assertTrue(
                found.get(0).startsWith("DIR/launchers.yaml:2:11 cluster.slurm.partitoin: unknown key"), found.get(0));
        assertTrue(found.get(0).contains("did you mean partition?"), found.get(0));
        assertTrue(found.get(1).startsWith("DIR/launchers.yaml:2:38 cluster.slurm.results:"), found.get(1));
    }

    @Test
    void aTimeToSaveThatSlurmCannotKeepIsRefused() {
        assertEquals(List.of(), refused(launcher("5m", List.of("--qos=low"))));
        for (String save : List.of("", "soon", "500ms", "19h")) {
            assertEquals(
                    List.of("slurm.save: expected a time from 1s to 18h, such as 60s or 5m, found '" + save + "'"),
                    refused(launcher(save, List.of())));
        }
    }

    @Test
    void aWordThatIsNotAnOptionOfSbatchIsRefused() {
        assertEquals(
                List.of("slurm.options: 'qos=low' is not an option of sbatch; write it as --name=value"),
                refused(launcher("60s", List.of("qos=low"))));
    }

    @Test
    void aCopyHasWhatAWorkerNeedsAndIsMadeOnce() throws IOException {
        Path home = folder.resolve("home");
        for (String file :
                List.of("bin/engram", "lib/a.jar", "lib/engram-17.jsa", "plugins/p.jar", "manual/README.md")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), file);
        }
        assertTrue(home.resolve("bin/engram").toFile().setExecutable(true));
        Path copy = DistributionCopy.in(folder.resolve("jobs"), home);
        try (Stream<Path> files = Files.walk(copy)) {
            assertEquals(
                    List.of("bin/engram", "lib/a.jar", "plugins/p.jar"),
                    files.filter(Files::isRegularFile)
                            .map(f -> copy.relativize(f).toString())
                            .sorted()
                            .toList());
        }
        assertTrue(Files.isExecutable(copy.resolve("bin/engram")));
        assertEquals(copy, DistributionCopy.in(folder.resolve("jobs"), home));
        Files.writeString(home.resolve("lib/a.jar"), "another version");
        Path other = DistributionCopy.in(folder.resolve("jobs"), home);
        assertTrue(Files.exists(copy.resolve("lib/a.jar")) && !copy.equals(other), "workers keep their version");
        try (Stream<Path> copies = Files.list(folder.resolve("jobs"))) {
            assertEquals(2, copies.count(), "no unfinished copy is left");
        }
    }
}
