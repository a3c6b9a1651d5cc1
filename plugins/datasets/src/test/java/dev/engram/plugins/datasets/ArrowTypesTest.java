package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the types of Arrow from a stream of two batches of seven rows (write.mjs). */
class ArrowTypesTest {
    private static final String FILE = "js-types.arrow";
    private static final int BATCH = 7;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = ColumnFilesTest.copy(FILE, folder);
    }

    @Test
    void numbersOfEveryTypeAreReadPastNestedColumns() {
        Table table = new Arrow(file, "kind", true, List.of("color"), List.of("list", "pair", "day", "gaps"))
                .load(new TestRng(1));
        float[] expected = new float[2 * BATCH * 6];
        for (int r = 0; r < 2 * BATCH; r++) {
            int i = r % BATCH;
            expected[6 * r] = i / 4f - 1;
            expected[6 * r + 1] = -i;
            expected[6 * r + 2] = (float) (0x1p63 + i * 0x1p40);
            expected[6 * r + 3] = i * 1.25f;
            expected[6 * r + 5 - i % 2] = 1; // blue, red
        }
        assertArrayEquals(expected, table.x());
    }

    @Test
    void aDictionaryHoldsForTheBatchesAfterIt() {
        Table table = new Arrow(
                        file,
                        "kind",
                        true,
                        List.of(),
                        List.of("half", "list", "pair", "large", "day", "price", "gaps", "color"))
                .load(new TestRng(1));
        assertEquals(List.of("a", "b", "c"), table.classes());
        assertArrayEquals(new float[] {0, 1, 1, 0, 1, 1, 0, 2, 0, 0, 2, 0, 0, 2}, table.t());
    }

    @Test
    void whatCannotBeAnInputIsNamed() {
        List<String> others = List.of("color", "half", "tiny", "large", "price");
        Arrow missing = new Arrow(file, "kind", true, List.of(), List.of("list", "pair", "day", "color"));
        assertEquals(
                file
                        + ": row 4, column 8 (gaps) is missing; missing values are not imputed: fill it in, remove the"
                        + " row, or drop the column if it is an input",
                assertThrows(IncompatibleException.class, () -> missing.load(new TestRng(1)))
                        .getMessage());
        Arrow nested = new Arrow(file, "kind", true, List.of(), others);
        assertEquals(
                file + ": column 2 (list) is of type list; drop it (drop: [list]); column 4 (pair) is of type struct;"
                        + " drop it (drop: [pair]); column 6 (day) is of type date; drop it (drop: [day])",
                assertThrows(IncompatibleException.class, () -> nested.load(new TestRng(1)))
                        .getMessage());
    }
}
