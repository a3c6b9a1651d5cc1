package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.Dataset.Table.Partition;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        System.clearProperty("engram.data.memory");
    }

    private static byte[] npy(String descr, String order, String shape, byte... data) {
        String text = "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        text = text + " ".repeat(63 - (10 + text.length()) % 64) + "\n";
        ByteBuffer b = ByteBuffer.allocate(10 + text.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length());
        return b.put(text.getBytes(StandardCharsets.US_ASCII)).put(data).array();
    }

    private static byte[] floats(double... numbers) {
        ByteBuffer b = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(b::putDouble);
        return b.array();
    }

    private static byte[] longs(long... numbers) {
        ByteBuffer b = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.BIG_ENDIAN);
        Arrays.stream(numbers).forEach(b::putLong);
        return b.array();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    /** Three examples of two numbers, two classes. */
    private void writeThree() throws IOException {
        write("x.npy", npy("'<f8'", "False", "(3, 2)", floats(1, 2, 3, 4, 5, 6)));
        write("y.npy", npy("'>i8'", "False", "(3,)", longs(7, -1, 7)));
    }

    private Npy npy(boolean classes) {
        return new Npy(folder.resolve("x.npy"), folder.resolve("y.npy"), List.of(), List.of(), classes, 1);
    }

    private Table load() {
        return npy(true).load(new TestRng(1));
    }

    private String rejection(Dataset d) {
        return assertThrows(IncompatibleException.class, () -> d.load(new TestRng(1)))
                .getMessage()
                .replace(folder + "/", "");
    }

    private String rejection() {
        return rejection(npy(true));
    }

    @Test
    void arraysOfTextAreRefusedWithTheWordText() throws IOException {
        writeThree();
        write("y.npy", npy("'<U3'", "False", "(3,)", new byte[36]));
        assertTrue(rejection().startsWith("y.npy: contains text (type U3), but only arrays of numbers"), rejection());
        write("y.npy", npy("'|O'", "False", "(3,)"));
        assertTrue(rejection().startsWith("y.npy: contains Python objects (type O)"), rejection());
    }

    @Test
    void newExamplesAreAnArrayOfInputsAndAreDividedLikeTheOthers() throws IOException {
        writeThree();
        write("new.npy", npy("'<f8'", "False", "(1, 2)", floats(8, 6)));
        Npy trained = new Npy(folder.resolve("x.npy"), folder.resolve("y.npy"), List.of(), List.of(), true, 2);
        InputRows inputs = trained.newInputs(folder.resolve("new.npy")).orElseThrow();
        float[] x = new float[2];
        inputs.copy(0, x, 0);
        assertEquals(1, inputs.rows());
        assertArrayEquals(new float[] {4, 3}, x);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("new.npz")))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(Files.readAllBytes(folder.resolve("new.npy")));
        }
        Npz archive = new Npz(folder.resolve("old.npz"), "x", "y", "none", "none", true, 2);
        archive.newInputs(folder.resolve("new.npz")).orElseThrow().copy(0, x, 0);
        assertArrayEquals(new float[] {4, 3}, x);
    }

    @Test
    void arraysBecomeExamplesAndClassesAreNumberedInOrder() throws IOException {
        writeThree();
        Table t = load();
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, t.x());
        assertArrayEquals(new float[] {1, 0, 1}, t.t());
        assertEquals(List.of("-1", "7"), t.classes());
        assertEquals(Shape.features(2), t.shape());
        assertEquals(Partition.NONE, t.partition());
        Table numbers = npy(false).load(new TestRng(1));
        assertArrayEquals(new float[] {7, -1, 7}, numbers.t());
        assertEquals(List.of(), numbers.classes());
    }

    @Test
    void testArraysFollowAndTheDivisorScales() throws IOException {
        writeThree();
        write("z.npy", npy("'|u1'", "False", "(2, 2)", (byte) 255, (byte) 0, (byte) 51, (byte) 102));
        write("x.npy", npy("'|u1'", "False", "(3, 2)", new byte[6]));
        write("zy.npy", npy("'<i4'", "False", "(2,)", new byte[] {7, 0, 0, 0, -1, -1, -1, -1}));
        Npy npy = new Npy(
                folder.resolve("x.npy"),
                folder.resolve("y.npy"),
                List.of(folder.resolve("z.npy")),
                List.of(folder.resolve("zy.npy")),
                true,
                255);
        Table t = npy.load(new TestRng(1));
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 1, 0, 0.2f, 0.4f}, t.x());
        assertArrayEquals(new float[] {1, 0, 1, 1, 0}, t.t());
        assertEquals(2, t.testRows());
        assertEquals(4, npy.files().size());
        System.setProperty("engram.data.memory", "10");
        Table mapped = npy.load(new TestRng(1));
        assertFalse(mapped.inputRows() instanceof InputRows.InMemory);
        assertArrayEquals(t.x(), mapped.x());
        assertArrayEquals(t.t(), mapped.t());
    }

    @Test
    void theShapeOfAnExampleIsThatOfTheArray() throws IOException {
        writeThree();
        write("x.npy", npy("'|u1'", "False", "(3, 4, 5)", new byte[60]));
        assertEquals(new Shape(1, 4, 5), load().shape());
        write("x.npy", npy("'|b1'", "False", "(3, 2, 4, 5)", new byte[120]));
        assertEquals(new Shape(2, 4, 5), load().shape());
        write("x.npy", npy("'|u1'", "False", "(3,)", new byte[3]));
        assertEquals(Shape.features(1), load().shape());
        write("x.npy", npy("'|u1'", "False", "(3, 8, 8, 3)", new byte[576]));
        assertEquals(
                "x.npy: has the shape 3 x 8 x 8 x 3, which looks like examples x height x width x channels; save"
                        + " numpy.ascontiguousarray(x.transpose(0, 3, 1, 2)), which has the channels first",
                rejection());
        write("x.npy", npy("'|u1'", "False", "(3, 1, 1, 1, 1)", new byte[3]));
        assertTrue(rejection().startsWith("x.npy: has the shape 3 x 1 x 1 x 1 x 1; arrays of examples x features,"));
    }

    @Test
    void npzNamesItsArrays() throws IOException {
        writeThree();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("data.npz")))) {
            for (String name : List.of("x", "y")) {
                out.putNextEntry(new ZipEntry(name + ".npy"));
                out.write(Files.readAllBytes(folder.resolve(name + ".npy")));
            }
        }
        Npz npz = new Npz(folder.resolve("data.npz"), "x", "y", "none", "none", true, 1);
        assertArrayEquals(load().x(), npz.load(new TestRng(1)).x());
        assertArrayEquals(load().t(), npz.load(new TestRng(1)).t());
        System.setProperty("engram.data.memory", "10");
        assertArrayEquals(load().x(), npz.load(new TestRng(1)).x());
        assertEquals(
                "data.npz: there is no images.npy in it; it contains x.npy, y.npy",
                rejection(new Npz(folder.resolve("data.npz"), "images", "y", "none", "none", true, 1)));
        assertThrows(
                IncompatibleException.class, () -> new Npz(folder.resolve("data.npz"), "x", "y", "x", "none", true, 1));
        byte[] whole = Files.readAllBytes(folder.resolve("data.npz"));
        write("data.npz", Arrays.copyOf(whole, whole.length / 2));
        assertTrue(rejection(npz).startsWith("data.npz: is a damaged or truncated zip file ("), rejection(npz));
        write("data.npz", Files.readAllBytes(folder.resolve("x.npy")));
        assertEquals(
                "data.npz: is not a zip file, because it does not start with PK; give a file of that kind",
                rejection(npz));
    }

    @Test
    void otherFilesAndTypesAreRefusedWithTheRemedy() throws IOException {
        writeThree();
        write("x.npy", "1,2,3\n4,5,6".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "x.npy: does not start like an array of NumPy (93 4e 55 4d 50 59, then 1, 2 or 3); save it with"
                        + " numpy.save",
                rejection());
        write("x.npy", npy("'<f8'", "True", "(3, 2)", floats(1, 2, 3, 4, 5, 6)));
        assertEquals(
                "x.npy: is in Fortran order, column by column; save numpy.ascontiguousarray of it, which is row by row",
                rejection());
        write("x.npy", npy("'<c16'", "False", "(3, 2)", new byte[96]));
        assertEquals(
                "x.npy: contains numbers of type c16; convert it to one of b1, f2, f4, f8, i1, i2, i4, i8, u1, u2, u4"
                        + " with astype",
                rejection());
        write("x.npy", npy("[('a', '<f8')]", "False", "(3,)", new byte[24]));
        assertTrue(rejection().startsWith("x.npy: contains numbers of type a structure; convert it"), rejection());
        Files.delete(folder.resolve("x.npy"));
        assertEquals("the file x.npy does not exist; correct the path, or put the file there", rejection());
    }

    @Test
    void truncatedFilesAndShapesThatOverflowAreErrorsWithTheNumbers() throws IOException {
        writeThree();
        byte[] whole = Files.readAllBytes(folder.resolve("x.npy"));
        write("x.npy", Arrays.copyOf(whole, whole.length - 9));
        assertEquals(
                "x.npy: is truncated: 3 rows need " + whole.length + " bytes, but there are only " + (whole.length - 9)
                        + "; fetch it again",
                rejection());
        write("x.npy", Arrays.copyOf(whole, 30));
        assertTrue(rejection().contains("but the file ends inside it; it is damaged or truncated"), rejection());
        write("x.npy", npy("'|u1'", "False", "(3, 100000, 100000)", new byte[3]));
        assertEquals(
                "x.npy: has the shape 3 x 100000 x 100000, but every size must be from 1 to 2147483639, and so must"
                        + " the size of an example",
                rejection());
        write("x.npy", npy("'|u1'", "False", "(3, 99999999999999999999)", new byte[3]));
        assertTrue(rejection().startsWith("x.npy: has the shape 3 x 9223372036854775807, but"), rejection());
        write("x.npy", npy("'|u1'", "False", "(0, 2)", new byte[3]));
        assertTrue(rejection().startsWith("x.npy: has the shape 0 x 2, but every size"), rejection());
        write("x.npy", npy("'|u1'", "False", "()", new byte[1]));
        assertEquals("x.npy: is a single number; an array of examples is needed", rejection());
    }

    @Test
    void arraysThatDoNotBelongTogetherAreNamed() throws IOException {
        writeThree();
        write("y.npy", npy("'>i8'", "False", "(2,)", longs(0, 1)));
        assertEquals(
                "y.npy: has 2 targets for the 3 examples of x.npy; the arrays do not belong together", rejection());
        write("y.npy", npy("'<f8'", "False", "(3,)", floats(0, 0.5, 1)));
        assertEquals(
                "y.npy: number 2 is 0.5, but a class is a whole number; set classes: false for a regression",
                rejection());
        write("y.npy", npy("'|u1'", "False", "(3, 2)", new byte[6]));
        assertTrue(rejection().startsWith("y.npy: has the shape 3 x 2, but classes are one whole number"), rejection());
        write("y.npy", npy("'>i8'", "False", "(3,)", longs(4, 4, 4)));
        assertTrue(rejection().startsWith("y.npy: has 1 classes for 3 examples"), rejection());
        write("y.npy", npy("'<f8'", "False", "(3,)", floats(0, Double.NaN, 1)));
        assertTrue(rejection(npy(false)).startsWith("y.npy: number 1 of row 2 is NaN"), rejection(npy(false)));
    }
}
