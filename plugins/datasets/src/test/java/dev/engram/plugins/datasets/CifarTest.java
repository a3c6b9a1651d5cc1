package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
    private static final int PIXELS = 3072;

    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        System.clearProperty("engram.data.memory");
    }

    /** Writes images of one brightness each, whose red corner is 255. */
    private void write(String name, byte[]... labels) throws IOException {
        byte[] bytes = new byte[labels.length * (labels[0].length + PIXELS)];
        int at = 0;
        for (int r = 0; r < labels.length; r++) {
            System.arraycopy(labels[r], 0, bytes, at, labels[r].length);
            at += labels[r].length;
            Arrays.fill(bytes, at, at + PIXELS, (byte) (10 * r));
            bytes[at] = (byte) 255;
            at += PIXELS;
        }
        Files.write(folder.resolve(name), bytes);
    }

    private void writeTen() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", new byte[] {(byte) i}, new byte[] {9});
        }
        write("test_batch.bin", new byte[] {0});
    }

    private String rejection(Dataset d) {
        return assertThrows(IncompatibleException.class, () -> d.load(new TestRng(1)))
                .getMessage()
                .replace(folder + "/", "");
    }

    @Test
    void cifar10HasFiveFilesForTrainingAndOneForTheTest() throws IOException {
        writeTen();
        Table t = new Cifar10(folder, 0, 0).load(new TestRng(1));
        assertEquals(new Shape(3, 32, 32), t.shape());
        assertArrayEquals(new float[] {1, 9, 2, 9, 3, 9, 4, 9, 5, 9, 0}, t.t());
        assertEquals(1, t.testRows());
        assertEquals("truck", t.classes().get(9));
        float[] row = new float[PIXELS];
        t.inputRows().copy(3, row, 0);
        assertEquals(1, row[0]);
        assertEquals(10 / 255f, row[1]);
        assertEquals(10 / 255f, row[PIXELS - 1]);
        System.setProperty("engram.data.memory", "1K");
        Table mapped = new Cifar10(folder, 0, 0).load(new TestRng(1));
        assertTrue(!(mapped.inputRows() instanceof Dataset.InputRows.InMemory));
        assertArrayEquals(t.x(), mapped.x());
        Table few = new Cifar10(folder, 3, 0).load(new TestRng(1));
        assertArrayEquals(new float[] {1, 9, 2, 0}, few.t());
        assertEquals(
                "data_batch_1.bin: there are 10 images, so cifar-10.train-rows cannot be 11; 0 takes all",
                rejection(new Cifar10(folder, 11, 0)));
    }

    @Test
    void cifar100HasTwoLabels() throws IOException {
        write("train.bin", new byte[] {3, 77}, new byte[] {19, 99});
        write("test.bin", new byte[] {0, 1});
        names("fine_label_names.txt", 100);
        names("coarse_label_names.txt", 20);
        Table fine = new Cifar100(Cifar100.Label.FINE, folder, 0, 0).load(new TestRng(1));
        Table coarse = new Cifar100(Cifar100.Label.COARSE, folder, 0, 0).load(new TestRng(1));
        assertArrayEquals(new float[] {77, 99, 1}, fine.t());
        assertArrayEquals(new float[] {3, 19, 0}, coarse.t());
        assertEquals("name19", coarse.classes().get(19));
        assertArrayEquals(fine.x(), coarse.x());
        names("fine_label_names.txt", 99);
        assertEquals(
                "fine_label_names.txt: has 99 names, but there are 100 classes; it is damaged: fetch it again",
                rejection(new Cifar100(Cifar100.Label.FINE, folder, 0, 0)));
    }

    private void names(String file, int n) throws IOException {
        Files.writeString(
                folder.resolve(file),
                IntStream.range(0, n).mapToObj(i -> "name" + i + "\n").collect(Collectors.joining()));
    }

    @Test
    void missingAndDamagedFilesAreNamedWithTheNumbers() throws IOException {
        String missing = rejection(new Cifar10(folder, 0, 0));
        assertTrue(missing.startsWith("there is no data_batch_1.bin in cifar-10-batches-bin, cifar-10, "), missing);
        assertTrue(missing.endsWith("or download them with: engram data cifar-10"), missing);
        writeTen();
        byte[] whole = Files.readAllBytes(folder.resolve("test_batch.bin"));
        Files.write(folder.resolve("test_batch.bin"), Arrays.copyOf(whole, 3000));
        assertEquals(
                "test_batch.bin: has 3000 bytes, which is not a multiple of 3073 (1 + 3 x 32 x 32); it is truncated or"
                        + " another kind of file: fetch it again",
                rejection(new Cifar10(folder, 0, 0)));
        write("test_batch.bin", new byte[] {1}, new byte[] {10});
        assertEquals(
                "test_batch.bin: image 2 has label 10, but the labels are 0 to 9; it is another kind of file, or"
                        + " damaged: fetch it again",
                rejection(new Cifar10(folder, 0, 0)));
        assertEquals(6, new Cifar10(folder, 0, 0).files().size());
        assertEquals(List.of(), new Iris().files());
    }
}
