package dev.engram.engine.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.engram.engine.bind.FileLocator;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedFile;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.QueuedPlugin;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.yaml.Location;
import dev.engram.spi.IncompatibleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class BundleTest {
    private static final Location ANYWHERE = new Location("spec", 1, 1);

    @TempDir
    private Path folder;

    private Path csv;
    private Path plugin;
    private Path bundleFolder;

    @BeforeEach
    void writeFiles() throws IOException {
        csv = Files.writeString(
                Files.createDirectories(folder.resolve("data/set")).resolve("a.csv"), "1,2\n");
        plugin = Files.writeString(folder.resolve("Mine.java"), "class Mine {}\n");
        bundleFolder = folder.resolve("bundle");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static QueuedFile queued(Path file) throws IOException {
        return new QueuedFile(file.toString(), sha256(file), Files.size(file));
    }

    private QueuedPlugin queuedPlugin() throws IOException {
        return new QueuedPlugin("Mine", "", "Mine.java", sha256(plugin), false);
    }

    private FolderBundle write(List<QueuedRun> runs, Path... files) throws IOException {
        Map<String, Path> contents = new HashMap<>();
        for (Path f : files) {
            contents.put(sha256(f), f);
        }
        Submission submission = new Submission("1", new QueuedPlan("s", "d", ""), List.of(queuedPlugin()));
        return FolderBundle.write(bundleFolder, submission, runs, contents);
    }

    private FileCache cache() {
        return new FileCache(folder.resolve("cache"));
    }

    @Test
    void aFolderGivesBackItsRunsAndFiles() throws IOException {
        QueuedCell cell =
                new QueuedCell("s", "c", Map.of("a", "b"), OptionalInt.empty(), "text", List.of(queued(csv)), true);
        List<QueuedRun> runs = List.of(new QueuedRun("1", cell, 1), new QueuedRun("2", cell, 2));
        FolderBundle written = write(runs, csv, plugin);
        FolderBundle opened = FolderBundle.open(bundleFolder);
        assertEquals(written.submission(), opened.submission());
        assertEquals(runs, opened.runs());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(opened.copy(sha256(csv), out));
        assertEquals("1,2\n", out.toString(StandardCharsets.UTF_8));
        assertFalse(opened.copy("ff", out));
    }

    @Test
    void anotherFolderIsNamedAsSuch() {
        String message =
                assertThrows(IOException.class, () -> FolderBundle.open(folder)).getMessage();
        assertTrue(message.contains("is not a bundle"), message);
    }

    @Test
    void aFileThatChangesBeforeItIsSentIsRefused() throws IOException {
        String before = sha256(csv);
        Files.writeString(csv, "3,4\n");
        String message = assertThrows(
                        IncompatibleException.class,
                        () -> FolderBundle.write(
                                bundleFolder,
                                new Submission("1", new QueuedPlan("s", "d", ""), List.of()),
                                List.of(),
                                Map.of(before, csv)))
                .getMessage();
        assertTrue(message.contains("a.csv has changed since the suite was submitted"), message);
        assertFalse(Files.exists(bundleFolder.resolve("files").resolve(before)), "nothing half-written is left");
    }

    @Test
    void aFileAtItsPlaceIsUsedThere() throws IOException {
        FileLocator locator = cache().locate(write(List.of()), List.of(queued(csv)));
        assertEquals(csv, locator.locate(csv.toString(), ANYWHERE));
    }

    @Test
    void aChangedFileIsReplacedByItsCopyAndNamedOnce() throws IOException {
        List<QueuedFile> files = List.of(queued(csv));
        FolderBundle bundle = write(List.of(), csv, plugin);
        Files.writeString(csv, "3,4\n");
        Logger logger = (Logger) LoggerFactory.getLogger(FileCache.class);
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        logger.addAppender(warnings);
        try {
            FileCache cache = cache();
            Path found = cache.locate(bundle, files).locate(csv.toString(), ANYWHERE);
            cache.locate(bundle, List.of(files.get(0), queued(plugin)));
            assertEquals("1,2\n", Files.readString(found));
            assertEquals(
                    List.of("the file " + csv
                            + " has changed since it was submitted, or is another one on this machine;"
                            + " its runs are made with the contents that were submitted"),
                    warnings.list.stream()
                            .map(ILoggingEvent::getFormattedMessage)
                            .toList());
        } finally {
            logger.detachAppender(warnings);
        }
    }

    @Test
    void aMissingFileIsUnpackedUnderItsNameNextToItsNeighbours() throws IOException {
        Path other = Files.writeString(csv.resolveSibling("b.csv"), "5,6\n");
        List<QueuedFile> files = List.of(queued(csv), queued(other));
        FolderBundle bundle = write(List.of(), csv, other, plugin);
        Files.delete(csv);
        FileLocator locator = cache().locate(bundle, files);
        Path found = locator.locate(csv.toString(), ANYWHERE);
        assertEquals("1,2\n", Files.readString(found));
        assertEquals("5,6\n", Files.readString(found.resolveSibling("b.csv")));
        assertEquals(found.getParent(), locator.locate(csv.getParent().toString(), ANYWHERE));
    }

    /** A data set that finds its files in a cache of downloads names only the folder of the suite. */
    @Test
    void filesFromElsewhereAreFoundInTheFolderThatIsNamed() throws IOException {
        List<QueuedFile> files = List.of(queued(csv));
        FolderBundle bundle = write(List.of(), csv);
        Files.delete(csv);
        Path named = cache().locate(bundle, files).locate("/home/somebody/suites", ANYWHERE);
        assertEquals("1,2\n", Files.readString(named.resolve("set/a.csv")));
    }

    @Test
    void aChangedFileThatIsNotInTheBundleIsNamedWithBothChecksums() throws IOException {
        QueuedFile before = queued(csv);
        Files.writeString(csv, "3,4\n");
        String message = assertThrows(
                        IncompatibleException.class, () -> cache().locate(write(List.of()), List.of(before)))
                .getMessage();
        assertTrue(
                message.contains(before.sha256()) && message.contains(sha256(csv)) && message.contains("a.csv"),
                message);
    }

    @Test
    void aDamagedCacheIsRepaired() throws IOException {
        List<QueuedFile> files = List.of(queued(csv));
        FolderBundle bundle = write(List.of(), csv);
        Path cached = folder.resolve("cache/files").resolve(sha256(csv));
        Files.delete(csv);
        cache().locate(bundle, files);
        Files.writeString(cached, "damage");
        Path found = cache().locate(bundle, files).locate(csv.toString(), ANYWHERE);
        assertEquals("1,2\n", Files.readString(found));
    }

    @Test
    void aPluginKeepsItsName() throws IOException {
        FolderBundle bundle = write(List.of(), plugin);
        Path found = cache().plugin(bundle, queuedPlugin());
        assertEquals("Mine.java", found.getFileName().toString());
        assertEquals("class Mine {}\n", Files.readString(found));
    }

    @Test
    void namesThatLeaveTheCacheAreRefused() throws IOException {
        QueuedFile escaping = new QueuedFile("/a/../../../etc/x", sha256(csv), 4);
        FolderBundle bundle = write(List.of(), csv);
        assertThrows(IncompatibleException.class, () -> cache().locate(bundle, List.of(escaping)));
        assertThrows(
                IncompatibleException.class,
                () -> cache().plugin(bundle, new QueuedPlugin("x", "", "x.jar", "../../x", false)));
    }

    @Test
    void filesThatNoJobHasUsedForLongAreRemovedUnlessAProcessUsesTheFolder() throws IOException {
        Path cache = folder.resolve("old cache");
        Path used = cache.resolve("files/used");
        Path plugin = cache.resolve("plugins/aa/p.jar");
        Path tree = cache.resolve("data/bb/home/me/x.csv");
        for (Path file : List.of(used, plugin, tree)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        for (Path entry : List.of(plugin.getParent(), cache.resolve("data/bb"))) {
            Files.setLastModifiedTime(entry, old);
        }
        try (CacheUse first = CacheUse.begin(cache, Duration.ofDays(40))) {
            CacheUse.begin(cache, Duration.ofDays(30)).close();
            assertTrue(Files.exists(plugin), () -> first + " uses the folder");
        }
        CacheUse.begin(cache, Duration.ofDays(30)).close();
        assertTrue(Files.exists(used));
        assertFalse(Files.exists(plugin.getParent()));
        assertFalse(Files.exists(cache.resolve("data/bb")));
    }
}
