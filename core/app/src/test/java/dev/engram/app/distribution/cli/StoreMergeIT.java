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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram store merge} and {@code engram store copy}. */
class StoreMergeIT {
    @TempDir
    private static Path made;

    private static Path suite;

    @TempDir
    private Path folder;

    private Path a;
    private Path b;
    private Path target;

    @BeforeAll
    static void run() {
        suite = SampleSuites.write(made, "pair.yaml", SampleSuites.PAIR);
        assertEquals(0, InProcessCli.run("run", suite, "--out", made).code());
    }

    @BeforeEach
    void copy() throws Exception {
        a = Files.copy(made.resolve("engram.db"), folder.resolve("a.db"), StandardCopyOption.REPLACE_EXISTING);
        b = Files.copy(a, folder.resolve("b.db"), StandardCopyOption.REPLACE_EXISTING);
        target = folder.resolve("target.db");
    }

    private static void change(Path store, String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private CommandResult store(Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "store";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return InProcessCli.run(all).withFolderAsDir(folder);
    }

    @Test
    void aMergedStoreIsComparedLikeTheOriginal() {
        assertEquals(
                new CommandResult(
                        0,
                        "4 runs added, 4 already there, 0 checkpoints added (2 stores merged into DIR/target.db)\n",
                        ""),
                store("merge", a, b, "--into", target));
        assertEquals(
                "0 runs added, 4 already there, 0 checkpoints added (1 store merged into DIR/target.db)\n",
                store("merge", a, "--into", target).out());
        assertEquals(
                InProcessCli.run("compare", suite, "--out", made).out(),
                InProcessCli.run("compare", suite, "--store", target).out());
        assertTrue(InProcessCli.run("store", "verify", "--store", target).out().endsWith("the store is intact\n"));
    }

    @Test
    void aDifferentResultIsReportedWithExitCodeOne() throws SQLException {
        change(b, "UPDATE run SET hash = 'cafe', checksum = NULL, content_checksum = NULL WHERE key = 1");
        assertEquals(
                0, InProcessCli.run("store", "upgrade", "--store", b).code(), "the checksums fit what was changed");
        CommandResult merge = store("merge", a, b, "--into", target);
        assertEquals(1, merge.code());
        assertTrue(
                merge.out()
                        .matches("3 runs added, 3 already there, 0 checkpoints added \\(2 stores merged into"
                                + " DIR/target.db\\)\n! run [0-9a-f]{32} has different final parameters: [0-9a-f]{32}"
                                + " in DIR/a.db, made on \\S+; cafe in DIR/b.db, made on \\S+\n1 run with different"
                                + " results: left out, or kept as in the target; 'engram replay RUN --store STORE'"
                                + " shows which result is right\n"),
                merge.out());
        CommandResult copy = store("copy", a, b);
        assertEquals(1, copy.code());
        assertTrue(copy.out().contains("1 run with different results: nothing was copied; "), copy.out());
    }

    @Test
    void aCopyIsComparedWithItsSource() {
        assertEquals(
                new CommandResult(
                        0,
                        "4 runs added, 0 already there, 0 checkpoints added (DIR/a.db copied to DIR/target.db, and"
                                + " compared)\n",
                        ""),
                store("copy", a, target));
    }

    @Test
    void allMistakesAreReportedAndNothingIsCreated() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "a text");
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "DIR/a.db is given twice; name each source once\n"
                                + "there is no store DIR/none.db\n"
                                + "DIR/text is not an Engram store and was left unchanged; choose another file\n"
                                + "3 problems; nothing was run.\n"),
                store("merge", a, a, folder.resolve("none.db"), text, "--into", target));
        assertTrue(Files.notExists(target));
        assertEquals(
                "DIR/a.db cannot be added to itself; choose another target\n1 problem; nothing was run.\n",
                store("copy", a, folder.resolve("x/../a.db")).err());
        CommandResult noTarget = store("merge", a, b);
        assertEquals(2, noTarget.code());
        assertTrue(noTarget.err().contains("--into"), noTarget.err());
        CommandResult noSource = store("merge", "--into", target);
        assertEquals(2, noSource.code());
        assertTrue(noSource.err().contains("SOURCE"), noSource.err());
    }

    @Test
    void aDamagedSourceIsRefused() throws SQLException {
        change(b, "UPDATE measurement SET value = 0.5 WHERE ordinal = 1");
        CommandResult merge = store("merge", b, "--into", target);
        assertEquals(1, merge.code());
        assertTrue(merge.err().startsWith("engram: DIR/b.db is damaged (run "), merge.err());
    }
}
