package dev.engram.spi.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedFilesTest {
    private static final byte[] CONTENTS = contents();

    @TempDir
    private Path folder;

    private Path cache;
    private Path packed;
    private UnpackedFiles files;

    @BeforeEach
    void pack() throws IOException {
        cache = folder.resolve("cache/unpacked");
        files = new UnpackedFiles(cache);
        packed = Files.write(folder.resolve("x.gz"), gzip(CONTENTS));
    }

    @AfterEach
    void clear() {
        System.clearProperty("engram.cache");
        System.clearProperty(DataFiles.UNPACK_LIMIT);
    }

    /** Bytes that cannot be packed, more than a file must have to be kept. */
    private static byte[] contents() {
        byte[] bytes = new byte[(int) UnpackedFiles.MIN_PACKED + 1];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at]++;
        return other;
    }

    private byte[] read(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return in.readAllBytes();
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.sorted().toList();
        }
    }

    private Path entry() throws IOException {
        assertEquals(1, entries().size(), entries().toString());
        return entries().get(0);
    }

    /** Writes an entry that is whole, but has other contents than the packed file. */
    private void forge(Path entry, String name, byte[] contents) throws IOException {
        ContentChecksum checksum = new ContentChecksum();
        checksum.update(contents, 0, contents.length);
        ByteBuffer seal = ByteBuffer.allocate(Long.BYTES).putLong(0, UnpackedFiles.seal(checksum, name));
        Files.write(entry, contents);
        Files.write(entry, seal.array(), StandardOpenOption.APPEND);
    }

    @Test
    void damagedEntriesAreNotUsedAndReplaced() throws IOException {
        read(packed);
        byte[] whole = Files.readAllBytes(entry());
        for (byte[] damaged : List.of(
                changed(whole, 0),
                changed(whole, whole.length - 1),
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, Long.BYTES),
                Arrays.copyOf(whole, Long.BYTES - 1),
                new byte[0],
                Arrays.copyOf(whole, whole.length + 1))) {
            Files.write(entry(), damaged);
            assertArrayEquals(CONTENTS, read(packed));
            assertArrayEquals(whole, Files.readAllBytes(entry()));
        }
    }

    @Test
    void aChangedFileOfTheSameSizeAndTimeIsUnpackedAgain() throws IOException {
        read(packed);
        FileTime time = Files.getLastModifiedTime(packed);
        byte[] other = changed(CONTENTS, CONTENTS.length / 2);
        Files.write(packed, gzip(other));
        Files.setLastModifiedTime(packed, time);
        assertArrayEquals(other, read(packed));
        assertEquals(2, entries().size());
    }

    @Test
    void aDamagedFileFailsAsWithoutACacheAndLeavesNothing() throws IOException {
        read(packed);
        Path whole = entry();
        byte[] bytes = Files.readAllBytes(packed);
        for (byte[] damaged : List.of(changed(bytes, bytes.length - 5), Arrays.copyOf(bytes, bytes.length - 9))) {
            Files.write(packed, damaged);
            String without = assertThrows(IOException.class, () -> {
                        try (InputStream in = DataFiles.open(packed)) {
                            in.readAllBytes();
                        }
                    })
                    .toString();
            assertEquals(
                    without, assertThrows(IOException.class, () -> read(packed)).toString());
            assertEquals(whole, entry());
        }
        Files.write(packed, new byte[] {0x1f, (byte) 0x8b, 7});
        assertThrows(ZipException.class, () -> read(packed));
        assertEquals(whole, entry());
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotKept() throws IOException {
        try (InputStream in = files.open(packed)) {
            Files.write(packed, new byte[] {0}, StandardOpenOption.APPEND);
            assertArrayEquals(CONTENTS, in.readAllBytes());
        }
        assertEquals(List.of(), entries());
    }

    @Test
    void anEntryThatCanNoLongerBeReadIsReplacedByTheFile() throws IOException {
        read(packed);
        try (InputStream in = files.open(packed)) {
            byte[] start = in.readNBytes(100);
            Files.write(entry(), new byte[0]);
            assertArrayEquals(Arrays.copyOf(CONTENTS, 100), start);
            assertArrayEquals(Arrays.copyOfRange(CONTENTS, 100, CONTENTS.length), in.readAllBytes());
        }
        assertEquals(CONTENTS.length + Long.BYTES, Files.size(entry()));
        try (InputStream in = files.open(packed)) {
            in.readNBytes(100);
            Files.write(entry(), new byte[0]);
            Files.write(packed, gzip(changed(CONTENTS, 0)));
            assertEquals(
                    "it changed while it was read",
                    assertThrows(IOException.class, in::readAllBytes).getMessage());
        }
    }

    @Test
    void aFileThatIsNotReadToItsEndIsNotKept() throws IOException {
        try (InputStream in = files.open(packed)) {
            assertEquals(CONTENTS[0] & 0xff, in.read());
        }
        assertEquals(List.of(), entries());
    }

    @Test
    void anEntryUnderAnotherNameIsNotUsed() throws IOException {
        read(packed);
        Path other = Files.write(folder.resolve("y.gz"), gzip(changed(CONTENTS, 0)));
        Files.move(entry(), cache.resolve(UnpackedFiles.nameOf(other) + UnpackedFiles.SUFFIX));
        assertArrayEquals(changed(CONTENTS, 0), read(other));
    }

    @Test
    void aWholeEntryIsReadInPlaceOfTheFileWhereverTheFileIs() throws IOException {
        read(packed);
        forge(entry(), UnpackedFiles.nameOf(packed), new byte[] {1, -2, 3});
        Path copy = Files.copy(packed, folder.resolve("copy.gz"));
        assertArrayEquals(new byte[] {1, -2, 3}, read(copy));
        try (InputStream in = files.open(copy)) {
            assertEquals(1, in.read());
            assertEquals(254, in.read());
        }
    }

    @Test
    void anEntryThatLeadsNowhereKeepsNoOtherFromBeingMade() throws IOException {
        Files.createDirectories(cache);
        Files.createSymbolicLink(cache.resolve("0-0" + UnpackedFiles.SUFFIX), folder.resolve("gone"));
        assertArrayEquals(CONTENTS, read(packed));
        assertTrue(Files.isRegularFile(cache.resolve(UnpackedFiles.nameOf(packed) + UnpackedFiles.SUFFIX)));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNotAnError() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file");
        assertArrayEquals(CONTENTS, read(packed));
        assertEquals("a file", Files.readString(folder.resolve("cache")));
    }

    @Test
    void anInterruptedThreadReadsFilesAndEntries() throws IOException {
        for (int i = 0; i < 2; i++) {
            Thread.currentThread().interrupt();
            byte[] bytes = read(packed);
            assertTrue(Thread.interrupted());
            assertArrayEquals(CONTENTS, bytes);
            entry();
        }
    }

    @Test
    void manyReadersAtTheSameTimeLeaveOneEntry() throws IOException {
        assertTrue(IntStream.range(0, 8).parallel().allMatch(i -> {
            try {
                return Arrays.equals(CONTENTS, read(packed));
            } catch (IOException e) {
                return false;
            }
        }));
        entry();
    }

    @Test
    void entriesThatWereNotUsedForAMonthAreDeletedAndOtherFilesStay() throws IOException {
        read(packed);
        Path old = entry();
        Path foreign = Files.writeString(cache.resolve("notes.txt"), "mine");
        FileTime past = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        Files.setLastModifiedTime(old, past);
        Files.setLastModifiedTime(foreign, past);
        Path other = Files.write(folder.resolve("y.gz"), gzip(changed(CONTENTS, 0)));
        read(packed); // marks the entry as used
        read(other);
        assertEquals(3, entries().size());
        Files.setLastModifiedTime(old, past);
        read(Files.write(other, gzip(changed(CONTENTS, 1))));
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(foreign));
    }

    @Test
    void contentsBeyondTheLimitAreReadAndNotKept() throws IOException {
        Path part = folder.resolve("part");
        try (InputStream in = new StoringStream(new ByteArrayInputStream(new byte[4]), () -> part, 3, (f, sum) -> {
            throw new AssertionError("it is too large");
        })) {
            assertEquals(4, in.readAllBytes().length);
        }
        assertFalse(Files.exists(part));
    }

    @Test
    void onlyLargePackedFilesAreKeptAndOnlyInACache() throws IOException {
        cache = folder.resolve("chosen/unpacked");
        readCached(packed);
        System.setProperty("engram.cache", folder.resolve("chosen").toString());
        readCached(Files.write(folder.resolve("small.gz"), gzip(new byte[100_000])));
        readCached(Files.write(folder.resolve("plain"), CONTENTS));
        assertFalse(Files.exists(cache));
        readCached(packed);
        entry();
        System.setProperty(DataFiles.UNPACK_LIMIT, "1000");
        assertThrows(IncompatibleException.class, () -> readCached(packed));
    }

    private static void readCached(Path file) throws IOException {
        try (InputStream in = DataFiles.openCached(file)) {
            in.readAllBytes();
        }
    }

    @Test
    void theNameOfAnEntryDependsOnEveryByteAndTheLength() {
        byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);
        ContentChecksum checksum = new ContentChecksum();
        checksum.update(text, 0, text.length);
        assertEquals("cbf43926e3069283-9", checksum.text()); // the published check values of CRC-32 and CRC-32C
        checksum.update(0);
        assertTrue(checksum.text().endsWith("-a"), checksum.text());
    }
}
