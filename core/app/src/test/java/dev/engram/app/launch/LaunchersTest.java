package dev.engram.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchersTest {
    @TempDir
    private Path folder;

    private final List<Problem> problems = new ArrayList<>();

    private Optional<Launchers.Found> find(String file, String name, String... options) throws IOException {
        Path written = Files.writeString(folder.resolve("launchers.yaml"), file);
        return Launchers.read(Optional.of(written)).find(name, List.of(options), problems);
    }

    private String problems() {
        return String.join("\n", problems.stream().map(Problem::toString).toList())
                .replace(folder + "/", "");
    }

    @Test
    void aKindIsALauncherWithItsDefaults() throws IOException {
        WorkerLauncher found = find("", "local").orElseThrow().launcher();
        assertEquals(Runtime.getRuntime().availableProcessors(), found.workers());
        assertEquals(1, found.threads());
    }

    @Test
    void anEntryGivesAKindANameAndOptionsWhichArgumentsOverride() throws IOException {
        String file = "desk:\n  local: {workers: 3, threads: 2}\nlocal:\n  local: {workers: 5}\n";
        Launchers.Found desk = find(file, "desk").orElseThrow();
        assertEquals("local", desk.kind());
        assertEquals(new LocalLauncher(3, 2), desk.launcher());
        assertEquals(
                new LocalLauncher(3, 7),
                find(file, "desk", "threads=7").orElseThrow().launcher());
        assertEquals(5, find(file, "local").orElseThrow().launcher().workers(), "defaults of a kind");
    }

    @Test
    void allMistakesOfTheFileAreReportedWithTheirPlaces() throws IOException {
        assertTrue(find("a:\n  local: {wokers: 1, threads: 0}\nb: {lokal: {}}\nc: 5\n", "a")
                .isEmpty());
        assertEquals("""
            launchers.yaml:2:11 a.local.wokers: unknown key; did you mean workers?
            launchers.yaml:2:31 a.local.threads: 0 is outside [1,1024]
            launchers.yaml:3:5 b.lokal: unknown kind of launcher; did you mean local?
            launchers.yaml:4:1 c: expected one kind of launcher with its options, found '5'; write {KIND: {OPTION:\
             VALUE}}\
            """, problems().replaceFirst("VALUE}}.*", "VALUE}}"));
    }

    @Test
    void anUnknownNameAndAnOptionThatIsNoneAreReported() throws IOException {
        assertTrue(find("desk: local\n", "dsk", "workers").isEmpty());
        assertTrue(
                problems()
                        .contains("--on dsk: neither Engram nor launchers.yaml has a launcher of this name;"
                                + " did you mean desk?"),
                problems());
        assertTrue(problems().contains("--launcher-option workers: this is not an option"), problems());
    }

    @Test
    void aNameWithAMistakeInTheFileIsNotCalledUnknown() throws IOException {
        assertTrue(find("desk: {lokal: {}}\n", "desk").isEmpty());
        assertEquals("launchers.yaml:1:8 desk.lokal: unknown kind of launcher; did you mean local?", problems());
    }

    @Test
    void aNamedFileMustExist() {
        Launchers.read(Optional.of(folder.resolve("none.yaml"))).find("local", List.of(), problems);
        assertEquals("none.yaml does not exist", problems());
    }

    @Test
    void everyKindCanBeAskedForItsWorkersWithoutOptions() {
        assertTrue(Launchers.ofKind(LocalLauncher.KIND).isPresent());
        assertTrue(Launchers.ofKind("nothing").isEmpty());
    }
}
