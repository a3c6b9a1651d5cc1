package dev.engram.plugins.datasets.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FlatTableTest {
    private static final int LEVELS = 12;
    private static final int LEVEL_BYTES = 32;
    private static final int FIRST_LEVEL = 20;

    @Test
    void anAbsentFieldOfATableAtTheEndHasItsDefault() throws ColumnFileException {
        ByteBuffer message = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(8).putShort((short) 4).putShort((short) 4).putInt(4);
        FlatTable table = FlatTable.root(message.array());
        assertEquals(0, table.longField(0));
        assertEquals(7, table.intField(1, 7));
        assertFalse(table.has(2));
    }

    /** Every level has two references to the next, so reading each reference would double the columns at each level. */
    @Test
    void columnsThatShareTheirChildrenAreDamage() throws ColumnFileException {
        FlatTable root = FlatTable.root(nested(LEVELS, 2, 0));
        assertEquals(
                "is damaged or truncated: its metadata refer to the same bytes too often; fetch it again",
                assertThrows(ColumnFileException.class, () -> Field.of(root)).getMessage());
    }

    /** Each of many columns would get a copy of the same long name. */
    @Test
    void columnsThatShareALongNameAreDamage() throws ColumnFileException {
        FlatTable root = FlatTable.root(nested(LEVELS, 1, 100));
        assertEquals(
                "is damaged or truncated: its metadata refer to the same bytes too often; fetch it again",
                assertThrows(ColumnFileException.class, () -> Field.of(root)).getMessage());
    }

    @Test
    void columnsInsideOneAnotherAreRead() throws ColumnFileException {
        Field field = Field.of(FlatTable.root(nested(LEVELS, 1, 4)));
        for (int level = 0; level < LEVELS - 1; level++) {
            assertEquals(1, field.children().size());
            assertEquals("cccc", field.name());
            field = field.children().get(0);
        }
        assertEquals(0, field.children().size());
    }

    /**
     * Columns of type null with so many references to the column of the next level; the last level has none. All share
     * a type and a name.
     */
    private static byte[] nested(int levels, int references, int nameBytes) {
        int typeAt = FIRST_LEVEL + levels * LEVEL_BYTES;
        int nameAt = typeAt + Integer.BYTES;
        ByteBuffer message =
                ByteBuffer.allocate(nameAt + Integer.BYTES + nameBytes).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(FIRST_LEVEL);
        // the size of this list and of a table, then where the fields name, nullable, type, ..., children are
        for (int entry : new int[] {16, 20, 16, 0, 12, 8, 0, 4}) {
            message.putShort((short) entry);
        }
        for (int level = 0; level < levels; level++) {
            int at = FIRST_LEVEL + level * LEVEL_BYTES;
            message.position(at);
            message.putInt(at - Integer.BYTES)
                    .putInt(16)
                    .putInt(typeAt - at - 8)
                    .putInt(Field.Storage.NULL.ordinal())
                    .putInt(nameAt - at - 16);
            message.putInt(level == levels - 1 ? 0 : references).putInt(8).putInt(4);
        }
        message.putInt(typeAt - Integer.BYTES).putInt(nameBytes);
        while (message.hasRemaining()) {
            message.put((byte) 'c');
        }
        return message.array();
    }
}
