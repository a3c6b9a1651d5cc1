package dev.engram.plugins.datasets.columnar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UnpackerTest {
    private static ByteReader reader(String hex) {
        return new ByteReader(HexFormat.of().parseHex(hex), "a page");
    }

    private static String message(Unpacker.Method method, String hex, long size) {
        return assertThrows(ColumnFileException.class, () -> Unpacker.unpack(method, reader(hex), size))
                .getMessage();
    }

    @Test
    void copiesMayOverlapWithWhatTheyWrite() throws ColumnFileException {
        byte[] expected = "abababab!".getBytes(StandardCharsets.US_ASCII);
        // a literal of two bytes, six bytes from two before, a literal of one byte
        assertArrayEquals(expected, Unpacker.unpack(Snappy::unpack, reader("09" + "046162" + "0902" + "0021"), 9));
        assertArrayEquals(expected, Unpacker.unpack(Lz4::unpackBlock, reader("226162" + "0200" + "1021"), 9));
    }

    @Test
    void aSizeThatCannotBeTrueReservesNoMemory() {
        assertTrue(message(Snappy::unpack, "00", 1L << 40)
                .startsWith("a packed part takes 1,099,511,627,776 bytes by its header, which is too much"));
        assertTrue(message(Snappy::unpack, "00", -1).startsWith("a packed part takes -1 bytes by its header"));
        assertEquals(
                "a part of 1 bytes would unpack to 150000000 bytes by its header; if the file is not damaged, write it"
                        + " in smaller parts",
                message(Snappy::unpack, "00", 150_000_000));
    }

    @Test
    void anotherSizeThanDeclaredIsDamage() {
        String start = "is damaged or truncated: ";
        String end = "; fetch it again";
        assertEquals(
                start + "a packed part has 2 bytes, but its header declares 3" + end,
                message(Snappy::unpack, "02" + "046162", 3));
        assertEquals(
                start + "a packed part has more than the 1 bytes that its header declares" + end,
                message(Snappy::unpack, "02" + "046162", 1));
        assertEquals(
                start + "a packed part refers to bytes before its beginning" + end,
                message(Snappy::unpack, "09" + "046162" + "0903", 9));
        assertEquals(
                start + "a page needs 2 bytes, but only 1 are left" + end, message(Snappy::unpack, "02" + "0461", 2));
    }

    @Test
    void halvesHaveTheirPublishedValues() {
        assertEquals(1, Halves.toDouble(0x3c00));
        assertEquals(-2, Halves.toDouble(0xc000));
        assertEquals(65504, Halves.toDouble(0x7bff));
        assertEquals(0x1p-24, Halves.toDouble(0x0001));
        assertEquals(0x1p-14, Halves.toDouble(0x0400));
        assertEquals(Double.NEGATIVE_INFINITY, Halves.toDouble(0xfc00));
        assertTrue(Double.isNaN(Halves.toDouble(0x7e00)));
    }
}
