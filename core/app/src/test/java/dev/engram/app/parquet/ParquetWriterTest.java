package dev.engram.app.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads written files with DuckDB. */
class ParquetWriterTest {
    private static final List<ParquetColumn> COLUMNS = List.of(
            ParquetColumn.text("text"),
            ParquetColumn.integer("integer"),
            ParquetColumn.number("number"),
            ParquetColumn.flag("flag"),
            ParquetColumn.time("time"));

    @TempDir
    private Path folder;

    private Path write(String name, List<List<Object>> rows) throws IOException {
        Path file = folder.resolve(name);
        try (ParquetWriter out = new ParquetWriter(file, COLUMNS, "test version 1")) {
            for (List<Object> row : rows) {
                out.write(row);
            }
            out.finish();
        }
        return file;
    }

    /** Returns the rows of a query, with {@code FILE} for the file. */
    private static List<String> query(String sql, Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql.replace("FILE", "read_parquet('" + file + "')"))) {
            while (r.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                    row.add(r.getString(i));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    @Test
    void everyTypeAndEveryMissingValueIsReadBack() throws IOException, SQLException {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(Arrays.asList("é,\"'\n", Long.MIN_VALUE, 0.1, true, 1_700_000_000_123L));
        rows.add(Arrays.asList(null, null, null, null, null));
        rows.add(Arrays.asList("", Long.MAX_VALUE, Double.POSITIVE_INFINITY, false, 0L));
        for (int i = 0; i < 9; i++) {
            rows.add(Arrays.asList("x", (long) i, null, i % 2 == 0, null));
        }
        Path file = write("t.parquet", rows);
        assertEquals(
                List.of(
                        "é,\"'\n|-9223372036854775808|0.1|true|1700000000123",
                        "null|null|null|null|null",
                        "|9223372036854775807|Infinity|false|0"),
                query("SELECT text, integer, number, flag, epoch_ms(time) FROM FILE LIMIT 3", file));
        assertEquals(
                List.of("12|36|11|6|2"),
                query(
                        "SELECT count(*), sum(integer) FILTER (text = 'x'), count(text), sum(flag::int), count(time)"
                                + " FROM FILE",
                        file));
        assertEquals(
                List.of("VARCHAR|BIGINT|DOUBLE|BOOLEAN|TIMESTAMP WITH TIME ZONE"),
                query(
                        "SELECT typeof(text), typeof(integer), typeof(number), typeof(flag), typeof(time) FROM FILE"
                                + " LIMIT 1",
                        file));
    }

    @Test
    void rowsOfSeveralGroupsKeepTheirOrder() throws IOException, SQLException {
        List<List<Object>> rows = new ArrayList<>();
        for (long i = 0; i < 600; i++) {
            rows.add(Arrays.asList("text ".repeat(20_000), i, i / 7.0, null, null));
        }
        Path file = write("large.parquet", rows);
        String ordered = "read_parquet('" + file + "', file_row_number = true)";
        assertEquals(
                List.of("600"),
                query(
                        "SELECT count(*) FROM " + ordered
                                + " WHERE integer = file_row_number AND number = integer / 7.0",
                        file));
        assertEquals(
                List.of("4"), query("SELECT count(DISTINCT row_group_id) FROM parquet_metadata('" + file + "')", file));
    }

    @Test
    void aTableWithoutRowsHasItsColumns() throws IOException, SQLException {
        assertEquals(List.of("0|0"), query("SELECT count(*), count(flag) FROM FILE", write("none.parquet", List.of())));
    }

    @Test
    void equalTablesGiveEqualFiles() throws IOException {
        List<List<Object>> rows = List.of(List.of("a", 1L, 0.5, true, 1L));
        assertArrayEquals(Files.readAllBytes(write("a", rows)), Files.readAllBytes(write("b", rows)));
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> write("t", List.of(List.of("a"))));
    }

    @Test
    void readersRefuseATableThatBrokeOff() {
        List<List<Object>> rows = List.of(List.of("a", 1L, 0.5, true, 1L), List.of("b"));
        assertThrows(IllegalArgumentException.class, () -> write("broken.parquet", rows));
        assertThrows(SQLException.class, () -> query("SELECT * FROM FILE", folder.resolve("broken.parquet")));
    }
}
