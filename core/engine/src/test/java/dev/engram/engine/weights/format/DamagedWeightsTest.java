package dev.engram.engine.weights.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import dev.engram.spi.IncompatibleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DamagedWeightsTest {
    private static final int TRIALS = 1500;

    @TempDir
    Path folder;

    private static WeightFile weights() {
        return new WeightFile(
                List.of(
                        new NamedArray("0.weight", new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6}),
                        new NamedArray("0.bias", new int[] {3}, new float[] {7, 8, 9})),
                Map.of("seed", "1"));
    }

    private String rejection(byte... bytes) throws IOException {
        Path file = Files.write(folder.resolve("w"), bytes);
        return assertThrows(IncompatibleException.class, () -> WeightFormat.read(file))
                .getMessage()
                .replace(folder + "/", "");
    }

    private static byte[] safetensors(String header, int numbers) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + numbers)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static byte[] npz(String name, byte... content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] npy(String header, int numbers) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(10 + text.length + numbers)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /** A damaged file is read with an error, or the damage is in a part that means nothing. */
    private void requireClearError(String what, byte... bytes) throws IOException {
        Path file = Files.write(folder.resolve("fuzz"), bytes);
        try {
            WeightFile read = WeightFormat.read(file);
            assertTrue(read.size() <= 9, what);
        } catch (IncompatibleException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), what + ": " + e.getMessage());
            assertTrue(e.getMessage().lines().count() == 1, what + ": " + e.getMessage());
        } catch (RuntimeException e) {
            fail(what, e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsAClearError(WeightFormat format) throws IOException {
        byte[] whole = WeightFormatTest.bytes(format, weights());
        for (int length = 0; length < whole.length; length++) {
            String message = rejection(Arrays.copyOf(whole, length));
            assertTrue(message.startsWith("w"), message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsReadOrAClearError(WeightFormat format) throws IOException {
        byte[] whole = WeightFormatTest.bytes(format, weights());
        Random random = new Random(20);
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] damaged = whole.clone();
            int flips = 1 + random.nextInt(3);
            StringBuilder what = new StringBuilder("bits");
            for (int i = 0; i < flips; i++) {
                int bit = random.nextInt(8 * damaged.length);
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                what.append(' ').append(bit);
            }
            requireClearError(what.toString(), damaged);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hugeNumbersInPlaceOfSizesAreClearErrors(WeightFormat format) throws IOException {
        byte[] whole = WeightFormatTest.bytes(format, weights());
        Random random = new Random(21);
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(damaged.length - 8);
            byte filling = trial % 2 == 0 ? (byte) '9' : (byte) (0x7f + random.nextInt(2));
            Arrays.fill(damaged, at, at + 1 + random.nextInt(8), filling);
            requireClearError("from " + at, damaged);
        }
    }

    @Test
    void aFlippedBitOfANumberInAnNpzIsFound() throws IOException {
        byte[] whole = WeightFormatTest.bytes(WeightFormat.NPZ, weights());
        int number = new String(whole, StandardCharsets.ISO_8859_1).indexOf(" \n") + 2;
        whole[number] ^= 1;
        assertEquals(
                "w (0.weight.npy): its checksum differs from the one in the directory of the zip file; the file is"
                        + " damaged or truncated: write it again",
                rejection(whole));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"a":[2] at [0,12]} | (a): its shape needs 8 bytes of numbers, but there are 12
        {"a":[999999999,999999999] at [0,8]} | (a): its shape has more than 2147483639 numbers
        {"a":[5000000] at [0,20000000]} | (header): its arrays have 20000000 bytes, but the file has 8
        {"a":[2] at [4,12]} | (a): its numbers start at byte 4, but those of the arrays before it end at byte 0
        {"a":[-2] at [0,8]} | (a): its shape is not a list of whole numbers
        {"a":2 at [0,8]} | (a): its shape is not a list
        {"a":[2] at [8,0]} | (a): its data_offsets are not two numbers in order
        {"a":[]} | (a): it has no dtype, shape and data_offsets
        {"a":1,"a":2} | (header): it is not a JSON object (Duplicate field 'a' at character
        {"a":1 | (header): it is not a JSON object (Unexpected end-of-input
        {"__metadata__":[]} | (__metadata__): it is not a JSON object
        {} | (header): its arrays have 0 bytes, but the file has 8
        """)
    void aHeaderThatDoesNotFitItsFileIsNamedWithThePlace(String header, String message) throws IOException {
        String full = header.replaceAll(":(\\S+) at (\\S+])", ":{\"dtype\":\"F32\",\"shape\":$1,\"data_offsets\":$2}");
        String found = rejection(safetensors(full, 8));
        assertTrue(found.startsWith("w " + message), found);
        assertTrue(found.endsWith("; the file is damaged or truncated: write it again"), found);
    }

    @Test
    void otherTypesAreRefusedWithTheRemedy() throws IOException {
        assertEquals(
                "w (a): contains numbers of type C64; convert it to F32",
                rejection(safetensors("{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8)));
        byte[] large = safetensors("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
        ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putDouble(large.length - 8, 1e300);
        assertEquals("w (a): number 0 is 1.0E300, which single precision cannot hold", rejection(large));
    }

    @Test
    void otherFilesAreRefusedWithTheRemedy() throws IOException {
        String other =
                "w: is not a file of weights, because it begins neither like npz nor like safetensors; write it with"
                        + " numpy.savez or safetensors.torch.save_file";
        assertEquals(other, rejection());
        assertEquals(other, rejection("0.5,0.3,0.2,0.1".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "w (archive/data.pkl): is not an array of NumPy (name.npy); this is PyTorch's own format, which runs"
                        + " code when it is read: write the weights with safetensors.torch.save_file or numpy.savez",
                rejection(npz("archive/data.pkl", (byte) 1)));
        assertEquals(
                "w (readme.txt): is not an array of NumPy (name.npy); write only arrays, with numpy.savez",
                rejection(npz("readme.txt", (byte) 1)));
        IncompatibleException none =
                assertThrows(IncompatibleException.class, () -> WeightFormat.read(folder.resolve("none")));
        assertEquals("the file " + folder.resolve("none") + " does not exist; correct the path", none.getMessage());
        assertThrows(IncompatibleException.class, () -> WeightFormat.read(folder));
    }

    @Test
    void anNpyHeaderThatDoesNotFitItsEntryIsNamedWithThePlace() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (70000, 70000), }";
        assertTrue(
                rejection(npz("a.npy", npy(header, 8))).startsWith("w (a.npy): its shape has more than 2147483639"),
                header);
        header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }";
        assertTrue(
                rejection(npz("a.npy", npy(header, 8)))
                        .startsWith("w (a.npy): its shape needs 48 bytes of numbers, but there are 8"),
                header);
        assertTrue(rejection(npz("a.npy", (byte) 1)).startsWith("w (a.npy): does not start like an array of NumPy"));
    }

    @Test
    void fortranOrderIsReadColumnByColumn() throws IOException {
        byte[] npy = npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", 24);
        for (int i = 0; i < 6; i++) {
            ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).putFloat(npy.length - 24 + 4 * i, i);
        }
        WeightFile read = WeightFormat.read(Files.write(folder.resolve("w"), npz("a.npy", npy)));
        assertEquals(
                new NamedArray("a", new int[] {2, 3}, new float[] {0, 2, 4, 1, 3, 5}),
                read.arrays().get(0));
        assertNotEquals(read.arrays().get(0).values()[1], 1);
    }
}
