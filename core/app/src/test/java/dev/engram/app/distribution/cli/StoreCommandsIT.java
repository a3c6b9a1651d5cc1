package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram replay} and {@code engram store} on copies of a small store. */
class StoreCommandsIT {
    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    private Path store;

    @BeforeAll
    static void run() {
        Path suite = SampleSuites.write(made, "pair.yaml", SampleSuites.PAIR);
        assertEquals(0, InProcessCli.run("run", suite, "--out", made).code());
    }

    @BeforeEach
    void copy() throws Exception {
        store = folder.resolve("runs.db");
        Files.copy(made.resolve("engram.db"), store, StandardCopyOption.REPLACE_EXISTING);
    }

    private CommandResult engram(Object... command) {
        Object[] all = new Object[command.length + 2];
        System.arraycopy(command, 0, all, 0, command.length);
        all[command.length] = "--store";
        all[command.length + 1] = store;
        return InProcessCli.run(all);
    }

    private List<String> ids() {
        CommandResult e = engram("store", "list", "small");
        assertEquals(0, e.code(), e.err());
        return e.out().lines().map(l -> l.substring(0, 32)).toList();
    }

    private void change(String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement s = c.createStatement()) {
            s.execute("PRAGMA foreign_keys = off");
            s.execute(sql);
        }
    }

    /** Makes the checksums fit what was changed, as only a user can do explicitly. */
    private void acceptChanges() throws SQLException {
        change("UPDATE run SET checksum = NULL, content_checksum = NULL");
        CommandResult e = engram("store", "upgrade");
        assertEquals(0, e.code(), e.err());
    }

    @Test
    void podsRefuseAStoreThatIsAFile() {
        Path suite = SampleSuites.write(folder, "pods.yaml", SampleSuites.SMALL);
        CommandResult refused = InProcessCli.run(
                "launch", "kubernetes", suite, "--print", "--launcher-option", "image=i", "--store", "runs.db");
        assertEquals(2, refused.code(), refused.out());
        assertTrue(refused.err().contains("--store runs.db: pods need a PostgreSQL store"), refused.err());
    }

    @Test
    void listShowsSuitesAndTheirRuns() {
        assertEquals(
                new CommandResult(0, "small: 4 runs (4 finished)\n4 runs in total, 0 in progress\n", ""),
                engram("store", "list"));
        List<String> lines = engram("store", "list", "small").out().lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(0).matches("[0-9a-f]{32}  backprop #1: finished, parameters [0-9a-f]{32}"), lines.get(0));
        CommandResult none = engram("store", "list", "large").withFolderAsDir(folder);
        assertEquals(
                new CommandResult(
                        2, "", "DIR/runs.db has no suite 'large'; it has: small\n1 problem; nothing was run.\n"),
                none);
        CommandResult noPath = engram("store", "list", "lar\0ge.yaml");
        assertEquals(2, noPath.code(), "a name that no file can have is refused as others are: " + noPath.err());
        assertTrue(noPath.err().contains("it has: small\n"), noPath.err());
    }

    @Test
    void aReplayGivesTheSameBits() {
        for (String id : ids()) {
            CommandResult e = engram("replay", id.substring(0, 10));
            assertEquals(0, e.code(), e.out() + e.err());
            assertTrue(e.out().startsWith("run " + id + ": small, "), e.out());
            assertTrue(e.out().matches("(?s).*identical to the last bit, including \\d+ measurements\n"), e.out());
        }
    }

    @Test
    void aDifferentReplayIsReportedWithTheDifferencesInProvenance() throws SQLException {
        String id = ids().get(0);
        change("UPDATE run SET hash = 'cafe' WHERE id = '" + id + "'");
        change("UPDATE measurement SET value = 0.5 WHERE ordinal = 1 AND run = (SELECT key FROM run WHERE id = '" + id
                + "')");
        change("INSERT INTO text (value) VALUES ('0.0.1')");
        change("UPDATE provenance SET value = (SELECT key FROM text WHERE value = '0.0.1') WHERE name = (SELECT key"
                + " FROM text WHERE value = 'engram')");
        acceptChanges();
        CommandResult e = engram("replay", id);
        assertEquals(1, e.code(), e.err());
        assertTrue(
                e.out()
                        .matches("(?s).*! parameters: was cafe, is [0-9a-f]{32}\n"
                                + "! measurements: 1 of \\d+ differ; the first: .* was 0\\.5, is .*"),
                e.out());
        assertTrue(e.out().contains("  made with engram: was 0.0.1, is "), e.out());
    }

    @Test
    void ambiguousAndUnknownIdsAreRefused() {
        CommandResult all = engram("replay", "");
        assertEquals(2, all.code());
        assertTrue(
                all.err().startsWith("4 runs have ids that begin with ''; give more characters of one of them: "),
                all.err());
        CommandResult none = engram("replay", "xyz").withFolderAsDir(folder);
        assertEquals(2, none.code());
        assertTrue(
                none.err()
                        .startsWith("DIR/runs.db has no run whose id begins with 'xyz'; 'engram store list"
                                + " --store DIR/runs.db' lists suites"),
                none.err());
        CommandResult nowhere = InProcessCli.run("replay", "xyz", "--store", folder.resolve("nowhere.db"))
                .withFolderAsDir(folder);
        assertEquals(
                "there is no store DIR/nowhere.db; give its file with --store, or its folder with --out\n"
                        + "1 problem; nothing was run.\n",
                nowhere.err());
        assertTrue(Files.notExists(folder.resolve("nowhere.db")));
    }

    @Test
    void verifyAcceptsAnIntactStoreAndReportsAChangedOne() throws SQLException {
        assertEquals(
                new CommandResult(0, "4 runs read, 4 specs checked: the store is intact\n", ""),
                engram("store", "verify"));
        assertEquals(
                new CommandResult(0, "4 runs read, 2 specs checked: the store is intact\n", ""),
                engram("store", "verify", "--sample", 2));
        change("UPDATE text SET value = replace(value, '0.2', '0.3') WHERE value LIKE 'data:%'");
        CommandResult damaged = engram("store", "verify");
        assertEquals(1, damaged.code());
        assertTrue(
                damaged.out()
                        .endsWith("0 runs read, 0 specs checked: 4 faults; restore the store from a backup, or delete"
                                + " damaged runs with 'engram store prune --damaged' and run the suite again\n"),
                damaged.out());
        acceptChanges();
        CommandResult e = engram("store", "verify");
        assertEquals(1, e.code());
        assertTrue(e.out().contains("its spec or its data files were changed"), e.out());
        assertTrue(e.out().contains("4 runs read, 4 specs checked: 4 faults; "), e.out());
    }

    @Test
    void pruneDeletesTheSelectedRunsOnly() throws SQLException {
        assertEquals(
                "would delete 4 runs\n",
                engram("store", "prune", "--suite", "small", "--dry-run").out());
        assertEquals(4, ids().size());
        assertEquals(
                0,
                InProcessCli.run(
                                "run",
                                SampleSuites.write(
                                        folder,
                                        "other.yaml",
                                        SampleSuites.SMALL.replace("name: small", "name: other")
                                                + "measure: [accuracy, loss]\n"),
                                "--store",
                                store,
                                "--out",
                                folder)
                        .code());
        change("UPDATE run SET outcome = 'FAILED' WHERE id = '" + ids().get(3) + "'");
        acceptChanges();
        assertEquals(
                "deleted 1 run and 0 checkpoints\n",
                engram("store", "prune", "--failed").out());
        assertEquals(
                "deleted 1 run and 0 checkpoints\n",
                engram("store", "prune", "--suite", "small").out(),
                "two belong to the other suite");
        assertEquals(
                new CommandResult(0, "2 runs read, 2 specs checked: the store is intact\n", ""),
                engram("store", "verify"));
    }

    @Test
    void aMissingOrUnknownSubcommandIsAnsweredWithTheChoice() {
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "engram: missing command; choose one of copy, list, merge, prune, upgrade, verify\n"
                                + "Try 'engram store --help'.\n"),
                InProcessCli.run("store"));
        assertEquals(
                new CommandResult(
                        2, "", "engram: unknown command 'verfy'; did you mean verify?\nTry 'engram store --help'.\n"),
                InProcessCli.run("store", "verfy"));
    }
}
