package dev.engram.spi.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowReaderTest {
    private static final String CACHE = "engram.cache";
    private static final Shape PAIR = Shape.features(2);

    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        System.clearProperty(DataMemory.PROPERTY);
        System.clearProperty(CACHE);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("rows"), bytes);
    }

    private static float[] all(InputRows rows) {
        float[] x = new float[rows.rows() * rows.shape().size()];
        for (int r = 0; r < rows.rows(); r++) {
            rows.copy(r, x, r * rows.shape().size());
        }
        return x;
    }

    /** Reads in memory and mapped; the numbers must be the same. */
    private float[] read(DataSource source, int rows, RowLayout layout) throws IOException {
        System.clearProperty(DataMemory.PROPERTY);
        InputRows inMemory = new RowReader(PAIR).add(source, rows, layout).read();
        assertEquals(
                layout.type() == NumberType.U1 ? InputRows.Bytes.class : InputRows.InMemory.class, inMemory.getClass());
        System.setProperty(DataMemory.PROPERTY, "0");
        InputRows mapped = new RowReader(PAIR).add(source, rows, layout).read();
        assertInstanceOf(MappedRows.class, mapped);
        assertArrayEquals(all(inMemory), all(mapped));
        return all(mapped);
    }

    private static byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) (i + 250);
        }
        return bytes;
    }

    @Test
    void aReaderWithoutFilesHasNoRows() throws IOException {
        assertEquals(0, new RowReader(PAIR).read().rows());
    }

    @Test
    void bytesThatADivisorMakesInfiniteAreRefused() throws IOException {
        RowLayout layout = RowLayout.dense(0, PAIR, NumberType.U1, ByteOrder.BIG_ENDIAN, Float.MIN_VALUE);
        RowReader reader = new RowReader(PAIR).add(DataSource.of(file(bytes(2))), 1, layout);
        String message = assertThrows(IncompatibleException.class, reader::read).getMessage();
        assertTrue(message.contains("number 1 of row 1 is Infinity in single precision"), message);
    }

    @Test
    void offsetsAndStridesAreSkipped() throws IOException {
        RowLayout layout = new RowLayout(1, 3, NumberType.U1, ByteOrder.BIG_ENDIAN, 255f);
        float[] x = read(DataSource.of(file(bytes(9))), 3, layout);
        assertArrayEquals(new float[] {251 / 255f, 252 / 255f, 254 / 255f, 1, 1 / 255f, 2 / 255f}, x);
    }

    @ParameterizedTest
    @EnumSource(NumberType.class)
    void everyTypeIsDecodedInBothOrders(NumberType type) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer b = ByteBuffer.allocate(4 * type.bytes()).order(order);
            for (int x : new int[] {1, 2, 3, 100}) {
                switch (type) {
                    case U1, I1 -> b.put((byte) x);
                    case U2, I2 -> b.putShort((short) x);
                    case U4, I4 -> b.putInt(x);
                    case I8 -> b.putLong(x);
                    case F2 -> b.putShort((short) new int[] {0, 0x3c00, 0x4000, 0x4200, 0x5640}[Math.min(x, 4)]);
                    case BF2 -> b.putShort((short) (Float.floatToIntBits(x) >> 16));
                    case F4 -> b.putFloat(x);
                    case F8 -> b.putDouble(x);
                }
            }
            RowLayout layout = RowLayout.dense(0, PAIR, type, order, 2);
            assertArrayEquals(new float[] {0.5f, 1, 1.5f, 50}, read(DataSource.of(file(b.array())), 2, layout));
        }
    }

    @Test
    void signsAreKeptAndUnsignedNumbersHaveNone() throws IOException {
        byte[] ones = {-1, -1, -1, -1, -1, -1, -1, -1};
        Path file = file(ones);
        RowLayout signed = RowLayout.dense(0, PAIR, NumberType.I4, ByteOrder.BIG_ENDIAN, 1);
        RowLayout unsigned = RowLayout.dense(0, PAIR, NumberType.U4, ByteOrder.BIG_ENDIAN, 1);
        assertArrayEquals(new float[] {-1, -1}, read(DataSource.of(file), 1, signed));
        assertArrayEquals(new float[] {4294967295f, 4294967295f}, read(DataSource.of(file), 1, unsigned));
    }

    @Test
    void packedFilesAreMappedFromATemporaryFileThatIsGoneAfterwards() throws IOException {
        System.setProperty(CACHE, folder.resolve("cache").toString());
        Path gz = folder.resolve("rows.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            out.write(bytes(8));
        }
        Path zip = folder.resolve("rows.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("inner"));
            out.write(bytes(8));
        }
        RowLayout layout = RowLayout.dense(2, PAIR, NumberType.U1, ByteOrder.BIG_ENDIAN, 1);
        float[] expected = {252, 253, 254, 255, 0, 1};
        assertArrayEquals(expected, read(DataSource.of(gz), 3, layout));
        assertArrayEquals(expected, read(DataSource.of(zip, "inner"), 3, layout));
        try (Stream<Path> left = Files.list(folder.resolve("cache/data"))) {
            assertEquals(List.of(), left.toList());
        }
        IncompatibleException none = assertThrows(
                IncompatibleException.class,
                () -> new RowReader(PAIR)
                        .add(DataSource.of(zip, "other"), 1, layout)
                        .read());
        assertEquals(zip + ": there is no other in it; it contains inner", none.getMessage());
    }

    @Test
    void partsFollowEachOther() throws IOException {
        Path file = file(bytes(8));
        RowLayout first = RowLayout.dense(0, PAIR, NumberType.U1, ByteOrder.BIG_ENDIAN, 1);
        RowLayout later = RowLayout.dense(4, PAIR, NumberType.U1, ByteOrder.BIG_ENDIAN, 1);
        RowReader reader =
                new RowReader(PAIR).add(DataSource.of(file), 1, first).add(DataSource.of(file), 2, later);
        float[] expected = {250, 251, 254, 255, 0, 1};
        assertArrayEquals(expected, all(reader.read()));
        System.setProperty(DataMemory.PROPERTY, "0");
        assertArrayEquals(expected, all(reader.read()));
    }

    @Test
    void aFileThatIsTooShortIsNamedWithTheNumbers() throws IOException {
        RowLayout layout = RowLayout.dense(1, PAIR, NumberType.F4, ByteOrder.BIG_ENDIAN, 1);
        Path file = file(bytes(20));
        RowReader reader = new RowReader(PAIR).add(DataSource.of(file), 3, layout);
        String expected = file + ": is truncated: 3 rows need 25 bytes, but there are only 20; fetch it again";
        assertEquals(
                expected,
                assertThrows(IncompatibleException.class, reader::read).getMessage());
        System.setProperty(DataMemory.PROPERTY, "0");
        assertEquals(
                expected,
                assertThrows(IncompatibleException.class, reader::read).getMessage());
    }

    @Test
    void aNumberThatIsNotFiniteIsLocated() throws IOException {
        ByteBuffer b = ByteBuffer.allocate(32);
        b.putDouble(1).putDouble(2).putDouble(3).putDouble(1e300);
        Path file = file(b.array());
        RowLayout layout = RowLayout.dense(0, PAIR, NumberType.F8, ByteOrder.BIG_ENDIAN, 1);
        RowReader reader = new RowReader(PAIR).add(DataSource.of(file), 2, layout);
        String expected = file + ": number 2 of row 2 is Infinity in single precision; correct it, or remove the row";
        assertEquals(
                expected,
                assertThrows(IncompatibleException.class, reader::read).getMessage());
        System.setProperty(DataMemory.PROPERTY, "0");
        assertEquals(
                expected,
                assertThrows(IncompatibleException.class, reader::read).getMessage());
    }

    @Test
    void writtenRowsAreTheSameInMemoryAndMapped() throws IOException {
        float[] expected = {250, 251, 252, 253};
        for (String limit : List.of("1G", "0")) {
            System.setProperty(DataMemory.PROPERTY, limit);
            InputRows rows;
            try (RowWriter w = new RowWriter(PAIR, 2, 1)) {
                w.add(new byte[] {(byte) 250, (byte) 251});
                w.add(new byte[] {(byte) 252, (byte) 253});
                rows = w.rows();
            }
            assertEquals(limit.equals("1G"), rows instanceof InputRows.InMemory);
            assertArrayEquals(expected, all(rows));
        }
    }

    @Test
    void aSizeHasAUnit() {
        assertEquals(OptionalLong.of(500_000_000), DataMemory.parse("500M"));
        assertEquals(OptionalLong.of(2_000_000_000), DataMemory.parse("2g"));
        assertEquals(OptionalLong.of(7), DataMemory.parse("7"));
        assertTrue(DataMemory.parse("much").isEmpty());
        System.setProperty(DataMemory.PROPERTY, "much");
        assertThrows(IncompatibleException.class, DataMemory::limit);
    }
}
