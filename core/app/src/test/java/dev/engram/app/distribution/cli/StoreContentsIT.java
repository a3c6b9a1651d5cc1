package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs and commands read from a store: only what was written, and only the latest plan of a suite. */
class StoreContentsIT {
    @TempDir
    private static Path made;

    private static Path suite;

    @TempDir
    private Path folder;

    private Path store;

    @BeforeAll
    static void run() {
        suite = SampleSuites.write(made, "pair.yaml", SampleSuites.PAIR);
        assertEquals(0, InProcessCli.run("run", suite, "--out", made).code());
        assertEquals(
                0,
                InProcessCli.run("run", suite, "--out", made, "--set", "training.epochs=2")
                        .code());
    }

    @BeforeEach
    void copy() throws IOException {
        store = Files.copy(made.resolve("engram.db"), folder.resolve("engram.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    private CommandResult engram(String command, Object... more) {
        List<Object> all = new ArrayList<>(List.of(command, suite, "--store", store, "--out", folder));
        all.addAll(List.of(more));
        return InProcessCli.run(all.toArray());
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    fields.add(rows.getString(i));
                }
                found.add(String.join(",", fields));
            }
            return found;
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private List<String> means(String format, Object... set) {
        CommandResult e = engram("compare", set);
        assertEquals(0, e.code(), e.err());
        return e.out()
                .lines()
                .filter(l -> l.contains(","))
                .skip(1)
                .map(l -> l.split(",")[0] + "," + format.formatted(Double.parseDouble(l.split(",")[column(e)])))
                .toList();
    }

    private static int column(CommandResult csv) {
        return List.of(csv.out().lines().findFirst().orElseThrow().split(",")).indexOf("accuracy.mean");
    }

    @Test
    void aMeanReadFromTheViewIsThatOfTheTableAfterASettingWasChanged() throws SQLException {
        String mean = " cell, printf('%.9f', avg(value)) FROM measurements"
                + " WHERE suite = 'small' AND phase = 'test' AND metric = 'accuracy' GROUP BY cell ORDER BY cell";
        List<String> latest = means("%.9f", "--format", "csv", "--set", "training.epochs=2");
        assertEquals(2, latest.size());
        assertEquals(latest, rows("SELECT" + mean));
        List<String> first = means("%.9f", "--format", "csv");
        assertFalse(first.equals(latest));
        assertEquals(
                first, rows("SELECT" + mean.replace("measurements", "history").replace("WHERE", "WHERE plan = 1 AND")));
        assertEquals(0, engram("run").code(), "the first plan becomes the latest again");
        assertEquals(first, rows("SELECT" + mean));
        assertEquals(
                List.of("small,1,1,", "small,2,0,training.epochs=2"),
                rows("SELECT suite, plan, latest, overrides FROM plans ORDER BY plan"));
    }

    @Test
    void theViewsHaveAxesAndTheIdentityOfTheRun() throws SQLException {
        assertEquals(
                List.of("backprop,2", "output-only,2"),
                rows("SELECT axes->>'$.rule', count(DISTINCT id) FROM measurements GROUP BY 1 ORDER BY 1"));
        assertEquals(
                List.of("4"),
                rows("SELECT count(*) FROM runs WHERE latest AND trial IS NULL AND ended > 1700000000000"
                        + " AND spec LIKE 'data:%'"));
    }

    @Test
    void listSeparatesThePlansOfASuite() {
        CommandResult all = InProcessCli.run("store", "list", "--store", store);
        assertEquals(
                "small: 4 runs (4 finished); 4 runs of other plans, see 'engram store list small --store " + store
                        + "'\n8 runs in total, 0 in progress\n",
                all.out());
        List<String> lines = InProcessCli.run("store", "list", "small", "--store", store)
                .out()
                .lines()
                .toList();
        assertEquals("plan 2, the latest, with --set training.epochs=2:", lines.get(0));
        assertEquals("plan 1:", lines.get(5));
        assertEquals(10, lines.size());
    }

    @Test
    void aChangedNumberIsAnErrorForEveryCommandAndVerifyNamesTheRun() throws SQLException {
        String id = rows("SELECT id FROM runs WHERE latest AND cell = 'backprop' ORDER BY seed")
                .get(0);
        change("UPDATE measurement SET value = 0.7099 WHERE ordinal = 5 AND run = (SELECT key FROM run WHERE id = '"
                + id + "')");
        for (String command : List.of("compare", "report", "run")) {
            CommandResult e = engram(command, "--set", "training.epochs=2");
            assertEquals(1, e.code(), command + e.err());
            assertEquals("", e.out(), command);
            assertTrue(
                    e.err()
                            .contains("engram: " + store + " is damaged (run " + id
                                    + " is not what was written: it does not match its checksum); restore it from a"
                                    + " copy, or choose another file and run again"),
                    command + e.err());
        }
        assertEquals(0, engram("compare").code(), "the runs of the other plan are intact");
        CommandResult verify = InProcessCli.run("store", "verify", "--store", store);
        assertEquals(1, verify.code());
        assertTrue(verify.out().startsWith("! run " + id + " is not what was written"), verify.out());
        assertEquals(1, InProcessCli.run("store", "upgrade", "--store", store).code(), "damage is never accepted");
        assertEquals(
                "would delete 1 run\n",
                InProcessCli.run("store", "prune", "--damaged", "--dry-run", "--store", store)
                        .out());
        assertEquals(
                "deleted 1 run and 0 checkpoints\n",
                InProcessCli.run("store", "prune", "--damaged", "--store", store)
                        .out());
        CommandResult again = engram("run", "--set", "training.epochs=2");
        assertEquals(0, again.code(), again.err());
        assertTrue(again.err().contains("1 run (3 more already done)"), again.err());
    }

    @Test
    void aMissingRunIsAnErrorAndNotAComparisonOfTheRest() throws SQLException {
        change("DELETE FROM placement WHERE run = 1");
        change("DELETE FROM run WHERE key = 1");
        CommandResult e = engram("compare");
        assertEquals(1, e.code(), e.out());
        assertTrue(
                e.err().contains("is damaged (its list of runs is not what was written: 7 runs can be read, 8 were"),
                e.err());
        assertEquals(
                0,
                InProcessCli.run("store", "prune", "--damaged", "--store", store)
                        .code());
        assertEquals(0, engram("run").code());
        assertEquals(0, InProcessCli.run("store", "verify", "--store", store).code());
    }

    @Test
    void runsOfAnEarlierVersionGetChecksumsByAnExplicitUpgrade() throws SQLException {
        change("UPDATE run SET checksum = NULL, content_checksum = NULL, predictions_checksum = NULL");
        change("DELETE FROM manifest");
        assertEquals(
                new CommandResult(0, "8 checksums added: 8 runs have one\n", ""),
                InProcessCli.run("store", "upgrade", "--store", store));
        assertEquals(
                new CommandResult(0, "0 checksums added: 8 runs have one\n", ""),
                InProcessCli.run("store", "upgrade", "--store", store));
        assertEquals(
                "8 runs read, 8 specs checked: the store is intact\n",
                InProcessCli.run("store", "verify", "--store", store).out());
    }

    /** The user root is refused nothing, unless it gives up its capabilities. */
    @Test
    void resultsOfAStoreInAFolderWithoutWritePermissionAreShown() throws IOException {
        Path results = Files.createDirectory(folder.resolve("results"));
        Path locked = Files.move(store, results.resolve("engram.db"));
        Path free = Files.createDirectory(folder.resolve("free"));
        byte[] before = Files.readAllBytes(locked);
        assertTrue(locked.toFile().setReadOnly() && results.toFile().setWritable(false));
        try {
            CommandResult e = Launcher.shell(
                    folder,
                    Map.of("SUITE", suite.toString()),
                    "set -e; if [ $(id -u) = 0 ]; then as='setpriv --bounding-set=-all --inh-caps=-all'; fi;"
                            + " if $as touch results/x 2>/dev/null; then exit 77; fi;"
                            + " $as $ENGRAM compare $SUITE --format csv;"
                            + " $as $ENGRAM report $SUITE --to free/page.html;"
                            + " $as $ENGRAM export $SUITE --as csv --to free/all.csv");
            assumeTrue(e.code() != 77, "this user may write everywhere");
            assertEquals(0, e.code(), e.err());
            assertTrue(e.out().contains("backprop") && e.err().isEmpty(), e.out() + e.err());
            assertTrue(Files.size(free.resolve("page.html")) > 1000 && Files.size(free.resolve("all.csv")) > 1000);
            assertArrayEquals(before, Files.readAllBytes(locked));
        } finally {
            assertTrue(results.toFile().setWritable(true));
        }
    }

    @Test
    void suitesWithSimilarOrLongNamesAreExportedToFilesOfTheirOwn() {
        List<String> files = new ArrayList<>();
        for (String name : List.of("a/b", "a-b", "x".repeat(300))) {
            Path file = SampleSuites.write(folder, "s.yaml", SampleSuites.PAIR.replace("name: small", "name: " + name));
            CommandResult e = InProcessCli.run("export", file, "--store", store, "--out", folder, "--as", "csv");
            assertEquals(0, e.code(), e.err());
            files.add(Path.of(e.out().strip()).getFileName().toString());
        }
        assertEquals("a-b.csv", files.get(1));
        assertTrue(files.get(0).matches("a-b-[0-9a-f]{8}\\.csv"), files.get(0));
        assertTrue(files.get(2).matches("x{191}-[0-9a-f]{8}\\.csv"), files.get(2));
    }

    @Test
    void aSpreadsheetRunsNoFormulaOfAnExport() throws IOException {
        Path file = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.PAIR.replace(
                        "{rule: [backprop, output-only]}",
                        "[{name: \"=cmd|'/C calc'!A0\", rule: backprop}, {name: '-0.5', rule: output-only}]"));
        CommandResult e = InProcessCli.run("export", file, "--store", store, "--out", folder, "--as", "csv");
        assertEquals(0, e.code(), e.err());
        List<String> lines = Files.readAllLines(Path.of(e.out().strip()));
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("'=cmd|'/C calc'!A0,1,")), lines.get(1));
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("-0.5,1,")), "a number stays a number");
        assertTrue(lines.stream().noneMatch(l -> l.startsWith("=")));
        CommandResult compared = InProcessCli.run("compare", file, "--store", store, "--format", "csv");
        assertTrue(compared.out().contains("\n'=cmd|'/C calc'!A0,"), compared.out());
    }
}
