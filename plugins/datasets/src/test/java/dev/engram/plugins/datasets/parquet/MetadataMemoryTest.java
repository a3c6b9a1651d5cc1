package dev.engram.plugins.datasets.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata of few bytes can be many objects when they are read. */
class MetadataMemoryTest {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL_BYTES = 8;
    private static final int MANY = 300_000;

    @TempDir
    private Path folder;

    /** The metadata take too much at a hundred times their bytes, but not at fifty times. */
    @Test
    void metadataThatCanTakeTooMuchMemoryAreRefused() throws IOException {
        long limit = Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4);
        int length = (int) (limit / 50);
        ByteBuffer file = ByteBuffer.allocate(MAGIC.length + length + TAIL_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .position(MAGIC.length + length)
                .putInt(length)
                .put(MAGIC);
        try (FileBytes bytes = new FileBytes(Files.write(folder.resolve("t.parquet"), file.array()))) {
            String message = assertThrows(ColumnFileException.class, () -> ParquetFile.open(bytes))
                    .getMessage();
            assertTrue(message.startsWith("the metadata takes "), message);
        }
    }

    /** The header of a page is a list of many structures without fields. */
    @Test
    void aPageHeaderOfManyStructuresIsRefused() throws IOException {
        // field 1: a list of 300,000 structures, each of which ends at once
        byte[] start = HexFormat.of().parseHex("19fce0a712");
        ByteBuffer header = ByteBuffer.allocate(start.length + MANY + 1).put(start);
        Leaf leaf =
                new Leaf("c", 0, Leaf.Physical.INT64, 0, false, new Leaf.LogicalType(Leaf.Meaning.PLAIN, 0, "int64"));
        try (FileBytes bytes = new FileBytes(Files.write(folder.resolve("chunk"), header.array()))) {
            ChunkReader reader = new ChunkReader(bytes, leaf, chunk(header.capacity()), 1);
            assertEquals(
                    "is damaged or truncated: column 'c' needs 300000 bytes, but only 262139 are left; fetch it again",
                    assertThrows(ColumnFileException.class, () -> reader.read(null))
                            .getMessage());
        }
    }

    /** A chunk of one value of type INT64 at the start of a file, unpacked. */
    private static ThriftStruct chunk(int length) throws ColumnFileException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        bytes.put(HexFormat.of().parseHex("1504" + "3500" + "1602")); // fields 1 type, 4 codec, 5 values
        bytes.put((byte) 0x26); // field 7: bytes
        long zigzag = 2L * length;
        for (; zigzag > 0x7f; zigzag >>>= 7) {
            bytes.put((byte) (zigzag & 0x7f | 0x80));
        }
        bytes.put((byte) zigzag).put(HexFormat.of().parseHex("2600")); // field 9: where pages of data begin
        return ThriftStruct.read(new ByteReader(bytes.array(), "a chunk"), "a chunk");
    }
}
