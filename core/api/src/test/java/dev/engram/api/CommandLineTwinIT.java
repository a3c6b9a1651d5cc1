package dev.engram.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTwinIT {
    /** The commands take a second at most. */
    private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1 -Dengram.vector=false";

    @TempDir
    private Path folder;

    private String engram(String... arguments) throws Exception {
        Path out = folder.resolve("out.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("engram.home"), "bin", "engram").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true);
        builder.environment().put("ENGRAM_JAVA_OPTIONS", FAST_COMPILER);
        Process process = builder.start();
        int code = process.waitFor();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertEquals(0, code, text);
        return text;
    }

    private static List<String> hashes(Results results) {
        return results.cells().stream()
                .flatMap(c -> c.runs().stream())
                .map(r -> r.cell() + " " + r.seed() + " " + r.id() + " " + r.hash())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"AXES", "TUNING"})
    void theCommandLineMakesTheSameRunsAndPrintsTheSameTable(TwinSuites twin) throws Exception {
        Path file = Files.writeString(folder.resolve("suite.yaml"), twin.yaml());
        String store = folder.resolve("runs.db").toString();
        engram("run", file.toString(), "--store", store);
        Results fromStore = twin.suite()
                .store(Path.of(store))
                .onRun(run -> {
                    throw new AssertionError("made again: " + run);
                })
                .run();
        Results here = twin.suite().run();
        assertFalse(hashes(here).isEmpty());
        assertEquals(hashes(fromStore), hashes(here));
        assertEquals(engram("compare", file.toString(), "--store", store), fromStore.table());
    }
}
