package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram export --as parquet} with DuckDB. */
class ParquetExportIT {
    @TempDir
    private Path folder;

    private Path suite;

    @BeforeEach
    void run() {
        // the second cell explodes, and its measurements are not all defined
        suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL + """
            compare: {optimizer.sgd.rate: [0.2, 1e30]}
            lint: {ignore: [few-seeds, underpowered]}
            """);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder);
        assertEquals(0, e.code(), e.err());
    }

    private Path export(String format) {
        CommandResult e = InProcessCli.run("export", suite, "--out", folder, "--as", format);
        assertEquals(0, e.code(), e.err());
        return Path.of(e.out().strip());
    }

    /** Returns the only number that a query gives. */
    private static long number(String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            assertTrue(r.next(), sql);
            return r.getLong(1);
        }
    }

    @Test
    void measurementsAreThoseOfTheCsvFile() throws SQLException {
        String csv = "(SELECT * FROM read_csv('" + export("csv") + "', header = true, delim = ',', quote = '\"',"
                + " types = {"
                + "'cell': 'VARCHAR', 'seed': 'BIGINT', 'run': 'VARCHAR', 'outcome': 'VARCHAR', 'step': 'BIGINT',"
                + " 'epoch': 'DOUBLE', 'phase': 'VARCHAR', 'metric': 'VARCHAR', 'value': 'DOUBLE',"
                + " 'axis.optimizer.sgd.rate': 'VARCHAR'}))";
        String parquet = "(SELECT * FROM '" + export("parquet").resolve("measurements.parquet") + "')";
        long rows = number("SELECT count(*) FROM " + csv);
        assertTrue(rows > 10, rows + " rows");
        assertEquals(rows, number("SELECT count(*) FROM " + parquet));
        assertEquals(0, number("SELECT count(*) FROM (" + csv + " EXCEPT ALL " + parquet + ")"));
    }

    @Test
    void runsHaveTheirSettingsAndJoinTheMeasurements() throws SQLException {
        Path tables = export("parquet");
        String runs = "'" + tables.resolve("runs.parquet") + "'";
        assertEquals(
                4,
                number("SELECT count(*) FROM " + runs + " WHERE NOT not_run_here AND ended > TIMESTAMP '2026-01-01'"));
        assertEquals(2, number("SELECT count(*) FROM " + runs + " WHERE outcome = 'exploded'"));
        assertEquals(
                4,
                number("SELECT count(*) FROM " + runs + " WHERE json_valid(provenance) AND spec LIKE '%digits%'"
                        + " AND steps > 0"));
        assertEquals(
                4,
                number("SELECT count(DISTINCT run) FROM " + runs + " JOIN '" + tables.resolve("measurements.parquet")
                        + "' USING (run)"));
    }

    @Test
    void anExportCanBeRepeated() throws IOException {
        byte[] first = Files.readAllBytes(export("parquet").resolve("runs.parquet"));
        assertEquals(first.length, Files.readAllBytes(export("parquet").resolve("runs.parquet")).length);
    }
}
