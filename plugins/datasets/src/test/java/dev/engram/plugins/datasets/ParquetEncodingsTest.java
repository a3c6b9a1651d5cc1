package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.Dataset.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads tables that DuckDB wrote. */
class ParquetEncodingsTest {
    private static final String NUMBERS = """
        SELECT i::TINYINT AS a, (-i)::SMALLINT AS b, (i * 100000)::INTEGER AS c, (i - 100)::BIGINT * 1000000000 AS d,
          (200 + i % 50)::UTINYINT AS e, (4000000000 + i)::UINTEGER AS f, (18000000000000000000 + i)::UBIGINT AS g,
          (i / 3.0)::FLOAT AS h, (i / 7.0)::DOUBLE AS j, (i % 2 = 0) AS k, (i / 100.0)::DECIMAL(4, 2) AS l,
          (i / 100.0 - 0.5)::DECIMAL(9, 2) AS m, (-i / 1000.0)::DECIMAL(18, 3) AS n, (i / 10.0)::DECIMAL(38, 4) AS o,
          (i * i)::DOUBLE AS t
        FROM range(100) r(i)""";

    @TempDir
    private Path folder;

    private static void duckdb(String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private Path copy(String query, String name, String options) throws SQLException {
        Path file = folder.resolve(name);
        duckdb("COPY (" + query + ") TO '" + file + "' (" + options + ")");
        return file;
    }

    @ParameterizedTest
    @CsvSource({"snappy, V1", "gzip, V2", "zstd, V1", "lz4_raw, V2", "uncompressed, V2"})
    void everyTypeOfNumbersIsReadInEveryEncoding(String codec, String version) throws SQLException {
        Path file = copy(NUMBERS, "n.parquet", "FORMAT parquet, CODEC '" + codec + "', PARQUET_VERSION " + version);
        Table table = new Parquet(file, "t", false, List.of(), List.of()).load(new TestRng(1));
        float[] expected = new float[14 * 100];
        for (int i = 0; i < 100; i++) {
            double[] row = {
                i,
                -i,
                i * 100000,
                (i - 100) * 1e9,
                200 + i % 50,
                4e9 + i,
                18e18 + i,
                i / 3f,
                i / 7.0,
                i % 2 == 0 ? 1 : 0,
                i / 100.0,
                i / 100.0 - 0.5,
                -i / 1000.0,
                i / 10.0
            };
            for (int c = 0; c < row.length; c++) {
                expected[14 * i + c] = (float) row[c];
            }
            assertEquals(i * i, table.t()[i]);
        }
        assertArrayEquals(expected, table.x(), 1e-6f);
    }

    /** Groups of 2,048 rows, texts that occur once and often, and a column with missing values that is not read. */
    @ParameterizedTest
    @CsvSource({"snappy, V1", "gzip, V2", "zstd, V1", "zstd, V2"})
    void severalGroupsOfRowsAndLongTextsGiveTheTableOfTheCsvFile(String codec, String version) throws SQLException {
        String text = "(SELECT i / 8.0 AS x, 'text ' || i AS once, CASE WHEN i % 3 > 0 THEN i END AS gaps,"
                + " 'class ' || (i * 7 % 13) AS kind FROM range(10000) r(i))";
        Path file = copy(
                "FROM " + text,
                "t.parquet",
                "FORMAT parquet, ROW_GROUP_SIZE 2048, CODEC '" + codec + "', PARQUET_VERSION " + version);
        Path csv = copy("SELECT x, kind FROM " + text, "t.csv", "FORMAT csv, HEADER");
        Table expected = new Csv(csv, Csv.Delimiter.COMMA, Csv.Header.YES, "kind", true, List.of(), List.of())
                .load(new TestRng(1));
        Table table = new Parquet(file, "kind", true, List.of(), List.of("once", "gaps")).load(new TestRng(1));
        assertEquals(expected.classes(), table.classes());
        assertArrayEquals(expected.x(), table.x());
        assertArrayEquals(expected.t(), table.t());
    }

    @Test
    void nestedColumnsMayBeDropped() throws SQLException {
        Path file = copy(
                "SELECT [i, i] AS list, {'a': i, 'b': [i]} AS struct, i AS x, i % 2 AS kind FROM range(10) r(i)",
                "nested.parquet", "FORMAT parquet");
        Table table = new Parquet(file, "kind", true, List.of(), List.of("list", "struct")).load(new TestRng(1));
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, table.x());
        assertEquals(List.of("0", "1"), table.classes());
    }
}
