package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentNamesTest {
    private static final int LARGE = (int) ContentNames.LARGE_BYTES;

    @TempDir
    Path folder;

    private final FileHashes names = FileHashes.namingLargeFiles();

    @Test
    void largeFilesHaveTheSameNameExactlyIfTheyHaveTheSameBytes() throws IOException {
        byte[] bytes = new byte[LARGE];
        String first = names.apply(write("first", bytes));
        assertEquals(first, names.apply(write("same", bytes)));
        bytes[LARGE - 1] = 1;
        String other = names.apply(write("other", bytes));
        assertNotEquals(first, other);
        assertEquals(other, names.apply(write("other-same", bytes)));
        assertNotEquals(first, names.apply(write("longer", Arrays.copyOf(bytes, LARGE + 1))));
    }

    @Test
    void smallFilesHaveTheirChecksum() throws IOException {
        Path small = write("small", new byte[LARGE - 1]);
        assertEquals(new FileHashes().apply(small), names.apply(small));
    }

    @Test
    void whatCannotBeReadIsReportedAsForChecksums() throws IOException {
        Path missing = folder.resolve("missing");
        String message = assertThrows(IncompatibleException.class, () -> names.apply(missing))
                .getMessage();
        assertEquals(
                assertThrows(IncompatibleException.class, () -> new FileHashes().apply(missing))
                        .getMessage(),
                message);
        assertTrue(message.contains("it does not exist"), message);
        assertThrows(IncompatibleException.class, () -> names.apply(folder));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
