package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    @TempDir
    Path folder;

    /** Three training and two test images of 1 x 2 pixels. */
    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("mnist"));
        write(TRAIN_IMAGES, idx(0x803, new int[] {3, 1, 2}, 0, 255, 51, 102, 128, 1));
        write(TRAIN_LABELS, idx(0x801, new int[] {3}, 2, 0, 1));
        write(TEST_IMAGES, idx(0x803, new int[] {2, 1, 2}, 204, 0, 0, 153));
        write(TEST_LABELS, idx(0x801, new int[] {2}, 1, 3));
    }

    private static byte[] idx(int magic, int[] dimensions, int... bytes) {
        ByteBuffer b =
                ByteBuffer.allocate(4 + 4 * dimensions.length + bytes.length).putInt(magic);
        Arrays.stream(dimensions).forEach(b::putInt);
        Arrays.stream(bytes).forEach(x -> b.put((byte) x));
        return b.array();
    }

    private Path file(String name) {
        return folder.resolve("mnist").resolve(name);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(file(name), bytes);
    }

    private Idx idx() {
        return new Idx("mnist", folder, 0, 0);
    }

    private String errorMessage(Idx idx) {
        return assertThrows(IncompatibleException.class, () -> idx.load(new TestRng(1)))
                .getMessage()
                .replace(folder + "/", "");
    }

    private String errorMessage() {
        return errorMessage(idx());
    }

    @Test
    void imagesBecomeRowsOfPixelsAndTheTestFilesComeLast() {
        Table t = idx().load(new TestRng(1));
        assertEquals(2, t.inputs());
        assertArrayEquals(new float[] {0, 1, 0.2f, 0.4f, 128 / 255f, 1 / 255f, 0.8f, 0, 0, 0.6f}, t.x());
        assertArrayEquals(new float[] {2, 0, 1, 1, 3}, t.t());
        assertEquals(List.of("0", "1", "2", "3"), t.classes());
        assertEquals(Table.Partition.TEST, t.partition());
        assertEquals(2, t.testRows());
    }

    @Test
    void limitsTakeTheFirstExamplesAndKeepTheClasses() {
        Table t = new Idx("mnist", folder, 2, 1).load(new TestRng(1));
        assertArrayEquals(new float[] {0, 1, 0.2f, 0.4f, 0.8f, 0}, t.x());
        assertArrayEquals(new float[] {2, 0, 1}, t.t());
        assertEquals(4, t.classes().size());
        assertEquals(1, t.testRows());
        assertEquals(
                "mnist/train-images-idx3-ubyte: has 3 images, so idx.train-rows cannot be 4; 0 takes all",
                errorMessage(new Idx("mnist", folder, 4, 0)));
    }

    @Test
    void gzippedFilesAreFoundAndRead() throws IOException {
        float[] plain = idx().load(new TestRng(1)).x();
        byte[] bytes = Files.readAllBytes(file(TRAIN_IMAGES));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file(TRAIN_IMAGES + ".gz")))) {
            out.write(bytes);
        }
        Files.delete(file(TRAIN_IMAGES));
        assertArrayEquals(plain, idx().load(new TestRng(1)).x());
        assertEquals(file(TRAIN_IMAGES + ".gz"), idx().files().get(0));
    }

    @Test
    void theFolderOfTheFilesMayBeNamedItself() {
        assertEquals(
                5,
                new Idx("mnist", folder.resolve("mnist"), 0, 0)
                        .load(new TestRng(1))
                        .rows());
        assertEquals(
                List.of(file(TRAIN_IMAGES), file(TRAIN_LABELS), file(TEST_IMAGES), file(TEST_LABELS)), idx().files());
    }

    @Test
    void missingFilesAreNamedWithTheirPlace() throws IOException {
        Files.delete(file(TRAIN_LABELS));
        assertEquals(
                "there is no train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz in mnist or " + folder + "; put"
                        + " train-images-idx3-ubyte,"
                        + " train-labels-idx1-ubyte,"
                        + " t10k-images-idx3-ubyte,"
                        + " t10k-labels-idx1-ubyte"
                        + " there, gzipped or not, or set idx.directory to their folder",
                errorMessage());
    }

    @Test
    void otherFilesAreRecognised() throws IOException {
        write(TRAIN_IMAGES, idx(0x801, new int[] {3}, 1, 2, 3));
        assertEquals(
                "mnist/train-images-idx3-ubyte: starts with 00000801 where an IDX file of images starts with 00000803"
                        + " or 00000804;"
                        + " it is another kind of file, or damaged: fetch it again",
                errorMessage());
        write(TRAIN_IMAGES, new byte[] {0, 0, 8});
        assertEquals(
                "mnist/train-images-idx3-ubyte: ends inside its header; the file is truncated: fetch it again",
                errorMessage());
    }

    @Test
    void filesOfTheWrongLengthAreDamaged() throws IOException {
        write(TRAIN_IMAGES, idx(0x803, new int[] {3, 1, 2}, 1, 2, 3, 4, 5));
        assertEquals(
                "mnist/train-images-idx3-ubyte: its header declares 3 x 1 x 2 = 6 bytes, but there are only 5; the file"
                        + " is damaged or truncated: fetch it again",
                errorMessage());
        write(TRAIN_IMAGES, idx(0x803, new int[] {3, 1, 2}, 1, 2, 3, 4, 5, 6, 7));
        assertEquals(
                "mnist/train-images-idx3-ubyte: its header declares 3 x 1 x 2 = 6 bytes, but there are more; the file"
                        + " is damaged or truncated: fetch it again",
                errorMessage());
        write(TRAIN_IMAGES, idx(0x803, new int[] {3, -1, 2}));
        assertEquals(
                "mnist/train-images-idx3-ubyte: its header gives the shape 3 x -1, which is impossible; the file is"
                        + " damaged: fetch it again",
                errorMessage());
        write(TRAIN_IMAGES, idx(0x803, new int[] {60000, 60000, 2}));
        assertEquals(
                "mnist/train-images-idx3-ubyte: its header declares 60000 x 60000 x 2 = 7200000000 bytes, but there are"
                        + " only 0; the file is damaged or truncated: fetch it again",
                errorMessage());
        write(TRAIN_IMAGES, idx(0x803, new int[] {2, 60000, 60000}));
        assertEquals(
                "mnist/train-images-idx3-ubyte: its header gives the shape 2 x 60000 x 60000, which is impossible; the"
                        + " file is damaged: fetch it again",
                errorMessage());
    }

    @Test
    void imagesKeepTheirShape() throws IOException {
        assertEquals(new Shape(1, 1, 2), idx().load(new TestRng(1)).shape());
        write(TRAIN_IMAGES, idx(0x804, new int[] {3, 2, 1, 1}, 0, 255, 51, 102, 128, 1));
        write(TEST_IMAGES, idx(0x804, new int[] {2, 2, 1, 1}, 204, 0, 0, 153));
        assertEquals(new Shape(2, 1, 1), idx().load(new TestRng(1)).shape());
    }

    @Test
    void imagesOnDiskHaveTheSameBits() throws IOException {
        float[] inMemory = idx().load(new TestRng(1)).x();
        System.setProperty("engram.data.memory", "3");
        try {
            Table mapped = idx().load(new TestRng(1));
            assertFalse(mapped.inputRows() instanceof Dataset.InputRows.InMemory);
            assertArrayEquals(inMemory, mapped.x());
            byte[] bytes = Files.readAllBytes(file(TRAIN_IMAGES));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file(TRAIN_IMAGES + ".gz")))) {
                out.write(bytes);
            }
            Files.delete(file(TRAIN_IMAGES));
            assertArrayEquals(inMemory, idx().load(new TestRng(1)).x());
        } finally {
            System.clearProperty("engram.data.memory");
        }
    }

    @Test
    void mnistIsSearchedInTheFolderOfTheSuiteAndInTheCache() throws IOException {
        assertEquals(5, new Mnist(folder, 0, 0).load(new TestRng(1)).rows());
        Path elsewhere = folder.resolve("elsewhere");
        System.setProperty("engram.cache", folder.resolve("cache").toString());
        try {
            Path cached = folder.resolve("cache/data/mnist");
            Files.createDirectories(cached.getParent());
            Files.move(folder.resolve("mnist"), cached);
            assertEquals(
                    cached.resolve(TRAIN_IMAGES),
                    new Mnist(elsewhere, 0, 0).files().get(0));
            // Debian has a package of Fashion-MNIST, which would be found, and none of MNIST.
            Files.move(cached, folder.resolve("mnist"));
            String missing = assertThrows(IncompatibleException.class, () -> new Mnist(elsewhere, 0, 0).files())
                    .getMessage();
            assertTrue(missing.contains(cached.toString()), missing);
            assertTrue(missing.endsWith("or download them with: engram data mnist"), missing);
        } finally {
            System.clearProperty("engram.cache");
        }
    }

    @Test
    void aCutOffGzipFileIsDamaged() throws IOException {
        Files.write(file(TEST_LABELS), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
        assertEquals(
                "mnist/t10k-labels-idx1-ubyte: is gzipped but damaged or truncated; fetch it again", errorMessage());
    }

    @Test
    void filesThatDoNotBelongTogetherAreNamed() throws IOException {
        write(TEST_LABELS, idx(0x801, new int[] {1}, 1));
        assertEquals(
                "mnist/t10k-labels-idx1-ubyte: has 1 labels for the 2 images of mnist/t10k-images-idx3-ubyte; the"
                        + " files do not belong together",
                errorMessage());
        write(TEST_LABELS, idx(0x801, new int[] {2}, 1, 1));
        write(TEST_IMAGES, idx(0x803, new int[] {2, 2, 1}, 1, 1, 1, 1));
        assertEquals(
                "mnist/t10k-images-idx3-ubyte: has images of 2 x 1 and mnist/train-images-idx3-ubyte of 1 x 2; the"
                        + " files do not belong together",
                errorMessage());
    }
}
