package dev.engram.spi.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
    private static final int GZIP_HEADER = 10;

    /** Above the size that any file may unpack to. */
    private static final int MEGABYTES = 120;

    @TempDir
    private Path folder;

    @AfterEach
    void restoreLimits() {
        System.clearProperty(DataFiles.UNPACK_LIMIT);
        System.clearProperty(DataFiles.UNPACK_LIMIT);
    }

    /** Writes zeros, which gzip packs a thousandfold. */
    private Path bomb() throws IOException {
        Path file = folder.resolve("bomb.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            byte[] megabyte = new byte[1_000_000];
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(megabyte);
            }
        }
        return file;
    }

    private static long size(Path file) throws IOException {
        try (InputStream in = DataFiles.open(file)) {
            return count(in);
        }
    }

    private static long count(InputStream in) throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    @Test
    void aFileThatUnpacksToMuchMoreThanItsSizeIsRefusedWithTheRemedy() throws IOException {
        Path file = bomb();
        String why = assertThrows(IncompatibleException.class, () -> size(file)).getMessage();
        assertTrue(
                why.matches(".*bomb\\.csv\\.gz: its [0-9]{3},[0-9]{3} bytes unpack to more than 100 times its size,.*"
                        + " unpack the file yourself, or set a limit yourself, such as --unpack-limit 4G"),
                why);
    }

    @Test
    void bytesAfterTheEndOfAGzippedFileAreRefusedUnlessTheyAreZeros() throws IOException {
        byte[] member = gzip("abc");
        byte[] garbage = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        assertEquals(3, size(joined(member)));
        assertEquals(6, size(joined(member, member)));
        assertEquals(6, size(joined(member, member, new byte[100_000])));
        for (byte[] rest : List.of(
                new byte[] {1}, garbage, new byte[] {0x1f, (byte) 0x8b, 9}, joinedBytes(new byte[70_000], garbage))) {
            Path file = joined(member, rest);
            String why =
                    assertThrows(IncompatibleException.class, () -> size(file)).getMessage();
            assertEquals(
                    file + ": bytes that are not gzipped follow the end of the gzipped data; the file is damaged, or"
                            + " something was appended to it: fetch it again, or unpack it yourself if the data before"
                            + " are complete",
                    why);
        }
    }

    /** Where the buffer ends with the data, the JDK's stream takes the next two bytes to look for another member. */
    @Test
    void oneByteBehindAFullBufferIsRefused() throws IOException {
        byte[] noise = new byte[1 << 16];
        new Random(1).nextBytes(noise);
        byte[] member = {};
        for (int n = noise.length - 100; n < noise.length && member.length < GZIP_HEADER + noise.length; n++) {
            member = gzip(Arrays.copyOf(noise, n));
        }
        assertEquals(GZIP_HEADER + noise.length, member.length);
        Path file = joined(member, new byte[] {1});
        assertThrows(IncompatibleException.class, () -> size(file));
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] joinedBytes(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }

    private Path joined(byte[]... parts) throws IOException {
        return Files.write(folder.resolve("x.gz"), joinedBytes(parts));
    }

    @Test
    void aLimitOfTheUserReplacesTheRatio() throws IOException {
        System.setProperty(DataFiles.UNPACK_LIMIT, "1000000000");
        assertEquals(MEGABYTES * 1_000_000L, size(bomb()));
    }

    @Test
    void theSizeIsLimitedWhateverTheRatio() {
        System.setProperty(DataFiles.UNPACK_LIMIT, Long.toString(1 << 29));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] b, int off, int len) {
                return len;
            }
        };
        String why = assertThrows(
                        IncompatibleException.class,
                        () -> count(new LimitedStream(endless, Path.of("x.csv.gz"), 1_000_000)))
                .getMessage();
        assertTrue(why.startsWith("x.csv.gz: its 1,000,000 bytes unpack to more than 512 MB, "), why);
        assertTrue(why.endsWith("or raise the limit, such as --unpack-limit 1G"), why);
    }

    @Test
    void aLimitThatIsNotANumberIsAnError() throws IOException {
        System.setProperty(DataFiles.UNPACK_LIMIT, "10k");
        Path file = bomb();
        assertEquals(
                "the system property engram.unpack.limit is '10k'; give a number of bytes",
                assertThrows(IncompatibleException.class, () -> size(file)).getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no named pipes among its files
    void devicesAndPipesAreRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        for (Path file : new Path[] {pipe, Path.of("/dev/zero")}) {
            String why = assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertThrows(IncompatibleException.class, () -> size(file))
                            .getMessage());
            assertEquals(file + ": is a device, a pipe or a socket, which may never end; name a file", why);
        }
        assertEquals(
                folder + ": is a folder; name a file",
                assertThrows(IncompatibleException.class, () -> size(folder)).getMessage());
    }
}
