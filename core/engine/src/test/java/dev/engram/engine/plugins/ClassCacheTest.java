package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {
    private static final String FLAT = PluginFile.schedule("Flat", "flat", "much");

    @TempDir
    private Path temp;

    private Path folder;
    private Path spi;

    @BeforeEach
    void makeFiles() throws IOException {
        folder = temp.resolve("cache");
        spi = Files.writeString(temp.resolve("spi.jar"), "1");
    }

    private ClassCache cache() {
        return new ClassCache(folder, spi);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static Map<String, byte[]> outputs(String text) {
        return new TreeMap<>(Map.of("p/A.class", text.getBytes(StandardCharsets.UTF_8), "doc", new byte[0]));
    }

    private PluginArchive read(Path source) throws IOException {
        return SourceCompiler.read(source, SourceCompiler.compiler(), Optional.of(cache()));
    }

    @Test
    void aSourceFileIsCompiledOnce() throws Exception {
        Path source = Files.writeString(temp.resolve("Flat.java"), FLAT);
        PluginArchive compiled = read(source);
        FileTime written = Files.getLastModifiedTime(file());
        PluginArchive cached = read(source);
        assertEquals(compiled.classes().keySet(), cached.classes().keySet());
        assertArrayEquals(compiled.classes().get("p.Flat"), cached.classes().get("p.Flat"));
        assertEquals(compiled.documentation(), cached.documentation());
        assertEquals(compiled.checksum(), cached.checksum());
        assertEquals(written, Files.getLastModifiedTime(file()));
        byte[] other = compiled.classes().get("p.Flat").clone();
        String key = file().getFileName().toString().replace(".classes", "");
        Map<String, byte[]> marked = new TreeMap<>(cache().find(key).orElseThrow());
        marked.put("p/Marked.class", other);
        cache().store(key, marked);
        assertEquals(Set.of("p.Flat", "p.Marked"), read(source).classes().keySet(), "the compiler ran again");
    }

    @Test
    void aChangeOfTheFileItsNameOrTheSpiIsAnotherEntry() throws Exception {
        String key = cache().key("A.java", new byte[] {1}).orElseThrow();
        assertEquals(key, cache().key("A.java", new byte[] {1}).orElseThrow());
        assertNotEquals(key, cache().key("A.java", new byte[] {2}).orElseThrow());
        assertNotEquals(key, cache().key("B.java", new byte[] {1}).orElseThrow());
        Files.writeString(spi, "2");
        assertNotEquals(key, cache().key("A.java", new byte[] {1}).orElseThrow());
        Files.delete(spi);
        assertEquals(Optional.empty(), cache().key("A.java", new byte[] {1}));
    }

    @Test
    void aDamagedFileCountsAsMissing() throws Exception {
        cache().store("k", outputs("bytes"));
        assertEquals("bytes", new String(cache().find("k").orElseThrow().get("p/A.class"), StandardCharsets.UTF_8));
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file(), damaged);
            assertEquals(Optional.empty(), cache().find("k"), "byte " + i);
            Files.write(file(), Arrays.copyOf(whole, i));
            assertEquals(Optional.empty(), cache().find("k"), "cut at " + i);
        }
    }

    @Test
    void concurrentWritersLeaveOneWholeFile() throws Exception {
        IntStream.range(0, 64).parallel().forEach(i -> {
            ClassCache own = cache();
            own.store("k", outputs("bytes"));
            assertEquals(2, own.find("k").orElseThrow().size());
        });
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("k.classes")), files.toList());
        }
    }

    @Test
    void filesThatWereNotUsedForAMonthAreDeleted() throws Exception {
        cache().store("old", outputs("a"));
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        cache().store("new", outputs("b"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("new.classes")), files.toList());
        }
    }

    @Test
    void filesOfOthersInTheFolderStay() throws Exception {
        Files.createDirectories(folder);
        Path thesis = Files.writeString(folder.resolve("thesis.tex"), "years of work");
        Path download = Files.writeString(folder.resolve("film.part"), "half");
        for (Path file : List.of(thesis, download)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        }
        cache().store("new", outputs("a"));
        assertEquals(List.of(true, true), List.of(Files.exists(thesis), Files.exists(download)));
    }

    @Test
    void aCacheThatCannotBeWrittenIsNotAnError() throws Exception {
        folder = Files.createFile(temp.resolve("a file"));
        cache().store("k", outputs("a"));
        assertEquals(Optional.empty(), cache().find("k"));
    }
}
