package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the command line answers to wrong input. */
class CommandLineIT {
    /** The offset of user_version in the header of an SQLite file. */
    private static final int VERSION_AT = 60;
    /** The length of the header of an SQLite file, in bytes. */
    private static final int HEADER = 100;

    @TempDir
    private Path folder;

    private Path suite;
    private Path out;

    @BeforeEach
    void suite() {
        suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL);
        out = folder.resolve("results");
    }

    @Test
    void invalidSettingsAreRefused() {
        refused(
                "--set training.epochs this is not a setting; write PATH=VALUE, such as training.epochs=5",
                "--set",
                "training.epochs");
        refused(
                "--set training.epoch=2 training.epoch: unknown key; did you mean epochs?",
                "--set",
                "training.epoch=2");
        refused(
                "--set optimizer.sgd.rate=-1 optimizer.sgd.rate: -1 is outside [0,inf)",
                "--set",
                "optimizer.sgd.rate=-1");
        refused(
                "--set optimizer.adam.rate=1 optimizer.adam.rate: there is no adam here: optimizer is sgd",
                "--set",
                "optimizer.adam.rate=1");
        refused("--set seeds=[1, x] seeds.1: expected an integer, found 'x'", "--set", "seeds=[1, x]");
    }

    @Test
    void settingsMakeOtherRunsThanTheSuiteAlone() {
        Object[] set = {"--set", "seeds=[7]", "--set", "training.epochs=2", "--set", "optimizer={adam: {rate: 0.01}}"};
        CommandResult run = InProcessCli.run(with("run", set));
        assertEquals(0, run.code(), run.err());
        assertEquals(
                "[small/small #7]",
                SampleSuites.hashes(out.resolve("engram.db")).keySet().toString());
        assertEquals(new CommandResult(0, run.out(), ""), InProcessCli.run(with("compare", set)));
        CommandResult without = InProcessCli.run(with("compare")).withFolderAsDir(folder);
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "DIR/results/engram.db has no run of DIR/s.yaml; 'engram run DIR/s.yaml --out"
                                + " DIR/results' makes them (if it was given --set, give the same --set here)\n1"
                                + " problem; nothing was run.\n"),
                without);
    }

    @Test
    void thereAreNoVerdictsWhileRunsAreMissing() {
        SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL + """
            problems: [{name: one}, {name: other, training.batch: 64}]
            compare: {optimizer: [{sgd: {rate: 0.2}}, adam]}
            baseline: adam
            """);
        CommandResult run = InProcessCli.run(with("run"));
        assertTrue(
                run.out().contains("Verdicts by accuracy") && run.out().contains("Over 2 problems by accuracy"),
                run.out());
        CommandResult more = InProcessCli.run(with("compare", "--set", "seeds=3"));
        assertEquals(0, more.code(), more.err());
        assertTrue(more.out().contains("\nNo verdict yet: 4 runs are missing"), more.out());
        assertFalse(more.out().contains("Verdicts by accuracy") || more.out().contains("Over 2 problems"), more.out());
        assertTrue(more.out().contains("(2/3)"), more.out());
        CommandResult csv = InProcessCli.run(with("compare", "--set", "seeds=3", "--format", "csv"));
        assertTrue(csv.out().contains(",not yet,") && !csv.out().contains("over_problems"), csv.out());
        assertFalse(InProcessCli.run(with("compare", "--set", "seeds=3", "--format", "json"))
                .out()
                .contains("\"over_problems\" : {"));
    }

    @Test
    void invalidNumbersOfWorkersAndThreadsAreRefused() {
        refused("--workers 0: must be at least 1", "--workers", 0);
        misused("--workers two: expected an integer", "run", suite, "--workers", "two");
        refused("--threads 0: must be between 1 and 1024", "--threads", 0);
        refused("--threads 1025: must be between 1 and 1024", "--threads", 1025);
        misused("--threads all: expected an integer", "run", suite, "--threads", "all");
    }

    @Test
    void unknownWordsAndOptionsAreRefused() {
        misused("unknown option '--worker'; did you mean --workers?", "run", suite, "--worker", 2);
        misused("unexpected argument 'more'", "run", suite, "more");
        misused("Missing required parameter: 'FILE'", "run");
        misused(
                "--format: unknown value 'xml'; choose one of table, csv, verdicts, json",
                "run",
                suite,
                "--format",
                "xml");
        assertEquals(
                new CommandResult(
                        2, "", "optimizer/adam already exists; choose another name\n1 problem; nothing was run.\n"),
                InProcessCli.run("new", "optimizer", "adam", "--to", folder));
        refused("--port needs --watch", "--port", 8080);
        CommandResult e = InProcessCli.run("rnu", suite);
        assertEquals(
                new CommandResult(2, "", "engram: unknown command 'rnu'; did you mean run?\nTry 'engram --help'.\n"),
                e);
    }

    @Test
    void everyCommandHasHelpAndTheVersion() {
        assertEquals(InProcessCli.run("run", "--help"), InProcessCli.run("help", "run"));
        assertEquals(InProcessCli.run("store", "list", "--help"), InProcessCli.run("help", "store", "list"));
        assertEquals(InProcessCli.run("--help"), InProcessCli.run("help"));
        assertEquals(InProcessCli.run("--version"), InProcessCli.run("store", "list", "--version"));
        assertTrue(InProcessCli.run("run", "--version").out().startsWith("engram "));
    }

    @Test
    void storesThatCannotBeOpenedAreRefused() throws IOException {
        refused("DIR is a folder; give a file in it, such as DIR/runs.db", "--store", folder);
        refused("DIR/s.yaml is not an Engram store and was left unchanged; choose another file", "--store", suite);
        refused(
                "DIR/s.yaml is a file, but DIR/s.yaml/runs.db needs a folder there; choose another file for the store",
                "--store",
                suite.resolve("runs.db"));
        refused(
                "jdbc:mysql://host/runs is not a supported database; give the path of a file,"
                        + " such as runs.db, or jdbc:postgresql://HOST/DATABASE",
                "--store",
                "jdbc:mysql://host/runs?password=secret");
        CommandResult server =
                InProcessCli.run("run", suite, "--store", "jdbc:postgresql://127.0.0.1:1/runs?user=me&password=secret");
        assertEquals(2, server.code());
        assertTrue(
                server.err()
                        .startsWith(
                                "warning: every user of this machine can see the password in --store; set PGPASSWORD"
                                        + " instead, or use a password file (PGPASSFILE) or a service file"
                                        + " (?service=NAME)\n"
                                        + "the server of jdbc:postgresql://127.0.0.1:1/runs cannot be reached ("),
                server.err());
        assertFalse(server.err().contains("secret"), server.err());
        assertEquals(SampleSuites.SMALL, Files.readString(suite));
    }

    @Test
    void aStoreOfANewerVersionIsNotTouched() throws IOException {
        Path store = out.resolve("engram.db");
        assertEquals(0, InProcessCli.run(with("run")).code());
        byte[] bytes = Files.readAllBytes(store);
        ByteBuffer.wrap(bytes).putInt(VERSION_AT, 99);
        Files.write(store, bytes);
        String message =
                "DIR/results/engram.db has version 99, written by a newer Engram; this one reads version 6: use the"
                        + " newer Engram, or choose another store\n"
                        + "1 problem; nothing was run.\n";
        assertEquals(
                new CommandResult(2, "", message), InProcessCli.run(with("run")).withFolderAsDir(folder));
        assertEquals(
                new CommandResult(2, "", message),
                InProcessCli.run(with("compare")).withFolderAsDir(folder));
        assertArrayEquals(bytes, Files.readAllBytes(store));
    }

    @Test
    void aDamagedStoreIsNotTouched() throws IOException {
        Path store = out.resolve("engram.db");
        assertEquals(0, InProcessCli.run(with("run")).code());
        byte[] bytes = Files.readAllBytes(store);
        Arrays.fill(bytes, HEADER, bytes.length, (byte) 0x5a);
        Files.write(store, bytes);
        String message =
                "engram: DIR/results/engram.db is damaged; restore it from a copy, or choose another file and run again"
                        + " ('engram store verify' lists all damage)\n";
        assertEquals(
                new CommandResult(1, "", message), InProcessCli.run(with("run")).withFolderAsDir(folder));
        assertEquals(
                new CommandResult(1, "", message),
                InProcessCli.run(with("compare")).withFolderAsDir(folder));
        assertArrayEquals(bytes, Files.readAllBytes(store));
    }

    @Test
    void aBadSuiteLeavesTheStoreUnchanged() throws IOException {
        assertEquals(0, InProcessCli.run(with("run")).code());
        byte[] before = Files.readAllBytes(out.resolve("engram.db"));
        CommandResult e = InProcessCli.run(with("run", "--set", "rule=delta")).withFolderAsDir(folder);
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "--set rule=delta rule: delta needs a network of exactly one layer\n"
                                + "1 problem; nothing was run.\n"),
                e);
        assertArrayEquals(before, Files.readAllBytes(out.resolve("engram.db")));
    }

    @Test
    void unusableOutputFoldersAreRefused() throws IOException {
        Path store = folder.resolve("kept.db");
        CommandResult e =
                InProcessCli.run("run", suite, "--out", suite, "--store", store).withFolderAsDir(folder);
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "--out DIR/s.yaml: the folder cannot be created (DIR/s.yaml is a file); choose another folder\n"
                                + "1 problem; nothing was run.\n"),
                e);
        Files.createDirectories(out.resolve("engram.log"));
        refused(
                "--out DIR/results: the log DIR/results/engram.log cannot be written; change its permissions, or"
                        + " choose another folder",
                "--store",
                store);
        assertFalse(Files.exists(store));
    }

    @Test
    void checkRunsNothing() {
        Path bad = SampleSuites.write(folder, "bad.yaml", SampleSuites.SMALL.replace("backprop", "oops"));
        CommandResult e = InProcessCli.run("check", suite, bad).withFolderAsDir(folder);
        assertEquals(
                new CommandResult(
                        2,
                        "DIR/s.yaml: 1 cell x 2 seeds, no problems\n"
                                + "  Cost of a step: 40.4k multiply-adds; 4608 bytes of activations"
                                + " in a forward pass.\n",
                        "DIR/bad.yaml:8:7 rule: there is no learning rule called 'oops';"
                                + " \"engram components learning-rule\" lists them all, and --plugins FILE adds"
                                + " yours\n1 problem; nothing was run.\n"),
                e);
    }

    @Test
    void compareWithoutAStoreIsRefused() {
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "there is no store DIR/results/engram.db; 'engram run DIR/s.yaml --out DIR/results' creates"
                                + " it\n1 problem; nothing was run.\n"),
                InProcessCli.run(with("compare")).withFolderAsDir(folder));
    }

    private Object[] with(String command, Object... options) {
        Object[] args = new Object[options.length + 4];
        System.arraycopy(new Object[] {command, suite, "--out", out}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        return args;
    }

    private void refused(String problem, Object... options) {
        CommandResult e = InProcessCli.run(with("run", options)).withFolderAsDir(folder);
        assertEquals(new CommandResult(2, "", problem + "\n1 problem; nothing was run.\n"), e);
        assertFalse(Files.exists(out.resolve("engram.db")));
    }

    private static void misused(String problem, Object... args) {
        CommandResult e = InProcessCli.run(args);
        assertEquals(new CommandResult(2, "", "engram: " + problem + "\nTry 'engram run --help'.\n"), e);
        assertTrue(e.out().isEmpty());
    }
}
