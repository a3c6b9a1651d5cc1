package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram import} with the published runs of DeepOBS, and with tables that are wrong. */
class ImportIT {
    private static final Path CLAIMS = Path.of("../../experiments/claims");
    private static final Path PUBLISHED = CLAIMS.resolve("published/deepobs-quadratic-deep.csv");
    private static final Path SUITE = CLAIMS.resolve("suites/deepobs-quadratic-deep.yaml");
    private static final String HEADER = "suite,cell,seed,metric,value\n";

    @TempDir
    private Path folder;

    private Path results;

    @BeforeEach
    void chooseStore() {
        results = folder.resolve("results");
    }

    private CommandResult engram(Object... args) {
        Object[] all = new Object[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--out";
        all[args.length + 1] = results;
        return InProcessCli.run(all);
    }

    private CommandResult imported(String table) {
        return engram("import", SampleSuites.write(folder, "theirs.csv", table));
    }

    private String ok(Object... args) {
        CommandResult result = engram(args);
        assertEquals(0, result.code(), result.out() + result.err());
        return result.out();
    }

    /** Calls a command with the suite, which trains for a tenth of its steps. */
    private String ofSuite(String command, Object... more) {
        Object[] all = new Object[more.length + 4];
        System.arraycopy(new Object[] {command, SUITE, "--set", "training.steps=70"}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return ok(all);
    }

    @Test
    void valuesThatMayBePercentAreAWarning() {
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.PAIR);
        ok("run", suite);
        imported(HEADER + "small,theirs,1,accuracy,97.2\nsmall,theirs,2,accuracy,96.9\nsmall,theirs,1,loss,1.5\n");
        String table = ok("compare", suite).replaceAll("\\s+", " ");
        assertTrue(
                table.contains(
                        "Warning: accuracy: all values here are at most 1, and those not run here are above 1; if"
                                + " they are percent, remove them (engram store prune --suite \"NAME (not run here)\"),"
                                + " divide them by 100 and import them again"),
                table);
        ok("store", "prune", "--suite", "small (not run here)");
        String rest = ok("compare", suite);
        assertFalse(rest.contains("theirs"), rest);
        assertTrue(rest.contains("accuracy"), rest);
    }

    @Test
    void publishedRunsAreShownNextToOursWithTheMarkAndNeverPaired() throws Exception {
        ok("import", PUBLISHED);
        String before = ofSuite("compare");
        assertTrue(before.contains("adam (not run here)"), "also before anything was run here: " + before);
        String table = ofSuite("run");
        assertTrue(table.contains("momentum (not run here)"), table);
        assertTrue(table.contains("imported from deepobs-quadratic-deep.csv"), table);
        assertTrue(table.contains("nothing is paired"), table);
        assertTrue(table.contains("Holm's correction for 3 comparisons"), table);

        String json = ofSuite("compare", "--format", "json");
        assertTrue(json.contains("\"not_run_here\" : ["));
        assertTrue(json.contains("\"name\" : \"sgd (not run here)\""));
        List<String> csv = ofSuite("compare", "--format", "csv").lines().toList();
        assertEquals(1 + 3 + 3, csv.size());
        assertTrue(csv.get(0).contains("not_run_here.u"), csv.get(0));
        assertTrue(csv.get(6).startsWith("sgd (not run here),"), csv.get(6));
        assertEquals(commas(csv.get(0)), commas(csv.get(1)));
        assertEquals(commas(csv.get(0)), commas(csv.get(6)));

        List<String> verdicts =
                ofSuite("compare", "--format", "verdicts").lines().toList();
        assertEquals(1 + 2 + 3, verdicts.size());
        assertTrue(verdicts.get(5).startsWith(",not-run-here,sgd (not run here),sgd,"), verdicts.get(5));
        assertTrue(verdicts.get(5).endsWith(",better,,"), verdicts.get(5));
        assertEquals(commas(verdicts.get(0)), commas(verdicts.get(5)));
        ofSuite("export", "--as", "latex", "--to", folder.resolve("all.tex"));
        String latex = Files.readString(folder.resolve("all.tex"));
        assertTrue(latex.contains("% Not run here: imported from deepobs-quadratic-deep.csv."), latex);
        assertTrue(latex.contains("sgd (not run here) & sgd & value & better & $87.40 \\pm 0.12$ & $"), latex);

        ofSuite("export", "--as", "csv", "--to", folder.resolve("all.csv"));
        assertTrue(Files.readString(folder.resolve("all.csv")).contains("adam (not run here),42,imported-"));
        ofSuite("export", "--as", "jsonl", "--to", folder.resolve("all.jsonl"));
        assertTrue(Files.readString(folder.resolve("all.jsonl")).contains("\"not_run_here\":true"));
        ofSuite("report", "--to", folder.resolve("page.html"));
        String page = Files.readString(folder.resolve("page.html"));
        assertTrue(page.contains("{\"name\":\"adam (not run here)\",\"imported\":true,"), page);
        assertTrue(
                page.contains("\"imported\":[{\"metric\":\"value\",\"direction\":-1,\"rows\":[{\"name\":\"adam\""),
                page);

        imported(HEADER
                + "deepobs-quadratic-deep,lion,1,value,diverged\ndeepobs-quadratic-deep,lion,2,value,diverged\n");
        table = ofSuite("compare");
        assertTrue(table.contains("lion (not run here)"), "a cell of which every run diverged: " + table);
        ofSuite("report", "--to", folder.resolve("page.html"));
        String row = "\"name\":\"lion (not run here)\",\"imported\":true,\"variant\":-1,\"values\":[],\"missed\":2";
        assertTrue(Files.readString(folder.resolve("page.html")).contains(row));
    }

    private static long commas(String line) {
        return line.chars().filter(c -> c == ',').count();
    }

    @Test
    void theStoreKeepsThemApartAndNothingRepeatsThem() {
        ok("import", PUBLISHED);
        assertTrue(ok("import", PUBLISHED).contains("30 of them already there"));
        String list = ok("store", "list");
        assertTrue(list.contains("deepobs-quadratic-deep (not run here): 30 runs (30 finished)"), list);
        String verify = ok("store", "verify");
        assertTrue(verify.contains("30 runs that were not run here"), verify);
        assertTrue(verify.contains("the store is intact"), verify);
        CommandResult replay = engram("replay", firstId());
        assertEquals(2, replay.code());
        assertTrue(replay.err().contains("was not run here, but imported from"), replay.err());
        ok("store", "prune", "--suite", "deepobs-quadratic-deep (not run here)");
        assertEquals(2, engram("compare", SUITE).code());
    }

    private String firstId() {
        return ok("store", "list", "deepobs-quadratic-deep (not run here)")
                .lines()
                .filter(l -> l.startsWith("imported-"))
                .map(l -> l.split(" ")[0])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTableWithMistakesIsRefusedAsAWhole() {
        CommandResult bad = imported(HEADER + "s,a,1,loss,0.5\ns,a,2,loss,x\ns,a,3,los,1\n");
        assertEquals(2, bad.code());
        assertTrue(bad.err().contains("theirs.csv:3:12 value: 'x' is not a number"), bad.err());
        assertTrue(bad.err().contains("theirs.csv:4:7 metric: unknown metric 'los'; did you mean loss?"), bad.err());
        assertFalse(Files.exists(results), "nothing is imported");
        CommandResult missing = engram("import", folder.resolve("none.csv"));
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("none.csv cannot be read"), missing.err());
    }

    @Test
    void otherNumbersForTheSameRunAreAClash() {
        assertEquals(0, imported(HEADER + "s,a,1,loss,0.5\n").code());
        CommandResult clash = imported(HEADER + "s,b,1,loss,0.5\ns,a,1,loss,0.25\n");
        assertEquals(2, clash.code());
        assertTrue(clash.err().contains("theirs.csv:3:1 the store has other numbers for seed 1"), clash.err());
        assertFalse(ok("store", "list", "s (not run here)").contains("b (not run here)"), "nothing is imported");
    }
}
