package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.datasets.ImageFolder.Colour;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        System.clearProperty("engram.data.memory");
    }

    private static BufferedImage image(int type, int width, int height, int... rgb) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < rgb.length; i++) {
            image.setRGB(i % width, i / width, rgb[i]);
        }
        return image;
    }

    private void write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(image, name.endsWith("png") ? "png" : "jpg", file.toFile()));
    }

    /** Two images of 1 x 2 pixels in each of two classes. */
    private void writeFour() throws IOException {
        write("dog/1.png", image(BufferedImage.TYPE_INT_RGB, 2, 1, 0x010203, 0x040506));
        write("cat/2.png", image(BufferedImage.TYPE_INT_RGB, 2, 1, 0xff0000, 0x00ff00));
        write("cat/10.PNG".toLowerCase(java.util.Locale.ROOT), image(BufferedImage.TYPE_INT_RGB, 2, 1, 0, 0xffffff));
        write("dog/B.png", image(BufferedImage.TYPE_INT_RGB, 2, 1, 0x0a0b0c, 0));
    }

    private ImageFolder images(Colour colour, Integer... size) {
        return new ImageFolder(folder, colour, List.of(size));
    }

    private Table load(Colour colour, Integer... size) {
        return images(colour, size).load(new TestRng(1));
    }

    private String rejection(Integer... size) {
        return assertThrows(IncompatibleException.class, () -> load(Colour.RGB, size))
                .getMessage()
                .replace(folder + "/", "")
                .replace(folder.toString(), "FOLDER");
    }

    private static int[] bytes(Table t) {
        float[] x = t.x();
        int[] bytes = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            bytes[i] = Math.round(x[i] * 255);
            assertEquals(bytes[i] / 255f, x[i]);
        }
        return bytes;
    }

    @Test
    void filesAreInTheOrderOfTheirNamesAndChannelsOneAfterTheOther() throws IOException {
        writeFour();
        Table t = load(Colour.RGB);
        assertEquals(new Shape(3, 1, 2), t.shape());
        assertEquals(List.of("cat", "dog"), t.classes());
        assertArrayEquals(new float[] {0, 0, 1, 1}, t.t());
        assertArrayEquals(
                new int[] {0, 255, 0, 255, 0, 255, 255, 0, 0, 255, 0, 0, 1, 4, 2, 5, 3, 6, 10, 0, 11, 0, 12, 0},
                bytes(t));
        assertEquals(Table.Partition.NONE, t.partition());
        System.setProperty("engram.data.memory", "1");
        Table mapped = load(Colour.RGB);
        assertFalse(mapped.inputRows() instanceof InputRows.InMemory);
        assertArrayEquals(t.x(), mapped.x());
    }

    @Test
    void greyIsAFixedSumOfColours() throws IOException {
        writeFour();
        Table t = load(Colour.GREY);
        assertEquals(new Shape(1, 1, 2), t.shape());
        assertArrayEquals(new int[] {0, 255, 76, 150, 2, 5, 11, 0}, bytes(t));
    }

    @Test
    void greyAndIndexedFilesHaveTheNumbersOfTheFile() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 100);
        grey.getRaster().setSample(1, 0, 0, 7);
        write("a/1.png", grey);
        write("b/1.png", image(BufferedImage.TYPE_BYTE_INDEXED, 2, 1, 0xff0000, 0x0000ff));
        assertArrayEquals(new int[] {100, 7, 100, 7, 100, 7, 255, 0, 0, 0, 0, 255}, bytes(load(Colour.RGB)));
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x64ff);
        deep.getRaster().setSample(1, 0, 0, 0x0700);
        write("b/1.png", deep);
        assertArrayEquals(new int[] {100, 7, 100, 7}, bytes(load(Colour.GREY)));
    }

    @Test
    void foldersTrainAndTestAreTheDivision() throws IOException {
        write("train/dog/1.png", image(BufferedImage.TYPE_INT_RGB, 1, 1, 0x010101));
        write("train/cat/1.png", image(BufferedImage.TYPE_INT_RGB, 1, 1, 0x020202));
        write("test/dog/1.png", image(BufferedImage.TYPE_INT_RGB, 1, 1, 0x030303));
        Table t = load(Colour.GREY);
        assertArrayEquals(new int[] {2, 1, 3}, bytes(t));
        assertArrayEquals(new float[] {0, 1, 1}, t.t());
        assertEquals(1, t.testRows());
    }

    @Test
    void differentSizesAreAnErrorUnlessASizeIsGiven() throws IOException {
        writeFour();
        write("dog/1.png", image(BufferedImage.TYPE_INT_RGB, 2, 2, 0xffffff, 0, 0, 0xffffff));
        assertEquals(
                "dog/1.png: has 2 x 2 pixels, and cat/10.png has 1 x 2 (height x width); scale one of them, or set"
                        + " size: [1, 2] to scale all",
                rejection());
        Table t = load(Colour.GREY, 1, 2);
        assertEquals(new Shape(1, 1, 2), t.shape());
        assertArrayEquals(new int[] {128, 128}, Arrays.copyOfRange(bytes(t), 4, 6));
        assertThrows(IncompatibleException.class, () -> images(Colour.RGB, 32));
    }

    @Test
    void scalingKeepsAConstantAndTheMeanOfHalves() {
        int[] plane = {0, 100, 200, 100, 40, 80, 120, 160};
        Pixels image = new Pixels(2, 4, new int[][] {plane});
        assertArrayEquals(
                new int[] {7, 7, 7, 7, 7, 7},
                new Pixels(1, 2, new int[][] {{7, 7}}).scaledTo(2, 3).planes()[0]);
        int sum = Arrays.stream(image.scaledTo(1, 1).planes()[0]).sum();
        assertEquals(Arrays.stream(plane).average().orElseThrow(), sum, 20);
        assertArrayEquals(plane, image.scaledTo(2, 4).planes()[0]);
        assertEquals(8 * 6, image.scaledTo(6, 8).planes()[0].length);
    }

    @Test
    void whatIsNoImageIsNamed() throws IOException {
        writeFour();
        Files.writeString(folder.resolve("cat/.hidden"), "x");
        load(Colour.RGB);
        Files.writeString(folder.resolve("cat/11.png"), "no image");
        assertEquals(
                "cat/11.png: is not a PNG or JPEG image, or is damaged; remove it, or fetch it again", rejection());
        byte[] whole = Files.readAllBytes(folder.resolve("cat/2.png"));
        Files.write(folder.resolve("cat/11.png"), Arrays.copyOf(whole, whole.length - 25));
        assertTrue(rejection().startsWith("cat/11.png: cannot be decoded ("), rejection());
        Files.delete(folder.resolve("cat/11.png"));
        Files.writeString(folder.resolve("cat/list.txt"), "x");
        assertEquals(
                "cat/list.txt: is not a PNG or JPEG file; the folder of a class contains .png, .jpg and .jpeg files:"
                        + " remove it",
                rejection());
        Files.delete(folder.resolve("cat/list.txt"));
        Files.createDirectory(folder.resolve("empty"));
        assertEquals("empty: has no images; add some, or remove the folder", rejection());
        Files.delete(folder.resolve("empty"));
        Files.writeString(folder.resolve("notes"), "x");
        assertEquals("notes: is not in the folder of a class; move it into one, or remove it", rejection());
        Files.delete(folder.resolve("notes"));
        write("cat/2.png", image(BufferedImage.TYPE_INT_ARGB, 2, 1, 0xff112233, 0x80112233));
        assertEquals(
                "cat/2.png: the pixel in column 2 of row 1 is transparent, so its colour is not known; put the image on"
                        + " a background",
                rejection());
    }

    @Test
    void aFolderWithoutClassesIsAnError() throws IOException {
        assertEquals(
                "FOLDER: has no folder; it needs a folder of images for each of at least two classes", rejection());
        write("cat/1.png", image(BufferedImage.TYPE_INT_RGB, 1, 1, 0));
        assertEquals(
                "FOLDER: has one folder, cat; it needs a folder of images for each of at least two classes",
                rejection());
    }

    @Test
    void theIdentityIsThatOfNamesAndContentsAndOfThePixelsOfJpegFiles() throws IOException {
        writeFour();
        write("dog/2.jpg", image(BufferedImage.TYPE_INT_RGB, 2, 1, 0x102030, 0x304050));
        String identity = images(Colour.RGB).identity();
        assertEquals(identity, images(Colour.RGB).identity());
        Files.move(folder.resolve("dog/B.png"), folder.resolve("cat/B.png"));
        assertNotEquals(identity, images(Colour.RGB).identity());
        Files.move(folder.resolve("cat/B.png"), folder.resolve("dog/B.png"));
        assertEquals(identity, images(Colour.RGB).identity());
        byte[] jpeg = Files.readAllBytes(folder.resolve("dog/2.jpg"));
        Files.write(folder.resolve("dog/2.jpg"), Arrays.copyOf(jpeg, jpeg.length + 5));
        assertEquals(identity, images(Colour.RGB).identity(), "bytes after the image change no pixel");
        write("dog/2.jpg", image(BufferedImage.TYPE_INT_RGB, 2, 1, 0x102030, 0xf04050));
        assertNotEquals(identity, images(Colour.RGB).identity());
    }

    @Test
    void aTruncatedJpegFileIsAnError() throws IOException {
        int[] noise = new java.util.SplittableRandom(1).ints(64 * 64).toArray();
        write("a/1.jpg", image(BufferedImage.TYPE_INT_RGB, 64, 64, noise));
        write("b/1.jpg", image(BufferedImage.TYPE_INT_RGB, 64, 64, noise));
        load(Colour.RGB);
        byte[] whole = Files.readAllBytes(folder.resolve("b/1.jpg"));
        Files.write(folder.resolve("b/1.jpg"), Arrays.copyOf(whole, whole.length / 2));
        assertTrue(rejection().startsWith("b/1.jpg: is damaged or truncated ("), rejection());
    }

    @Test
    void jpegFilesAreRead() throws IOException {
        int[] constant = new int[64];
        Arrays.fill(constant, 0x808080);
        write("a/1.jpg", image(BufferedImage.TYPE_INT_RGB, 8, 8, constant));
        write("b/1.jpeg", image(BufferedImage.TYPE_INT_RGB, 8, 8, constant));
        Arrays.stream(bytes(load(Colour.RGB))).forEach(b -> assertEquals(128, b));
    }
}
