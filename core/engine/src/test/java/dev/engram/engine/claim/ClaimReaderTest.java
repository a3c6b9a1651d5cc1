package dev.engram.engine.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format of claims, and the problems of wrong ones. */
class ClaimReaderTest {
    private static final String GOOD = """
        claim: good
        says: Something.
        source: {repo: a/b, path: c}
        kind: number
        scope: same
        tier: fast
        suite: suites/s.yaml
        values:
          - {cell: x, metric: loss, at: epoch 3, mean: 5.59, tolerance: 0.25, because: one run}
        """;

    @TempDir
    private Path folder;

    private Optional<Claim> read(String text, Problems problems) throws IOException {
        Path file = folder.resolve("good.yaml");
        Files.writeString(file, text);
        return new ClaimReader(problems).read(file);
    }

    private List<String> problems(String text) throws IOException {
        Problems problems = new Problems();
        assertTrue(read(text, problems).isEmpty(), "read in spite of problems");
        return problems.list().stream()
                .map(Problem::toString)
                .map(p -> p.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void aClaimIsReadWithItsChecks() throws IOException {
        Problems problems = new Problems();
        Claim claim = read(GOOD, problems).orElseThrow(() -> new AssertionError(problems.list()));
        assertEquals(folder.resolve("suites/s.yaml"), claim.suite().orElseThrow());
        assertEquals(1, claim.checks().size());
        assertEquals("loss of x, epoch 3", claim.checks().get(0).notRun("").what());
        assertEquals(Verdict.PASS, claim.expectation().verdict());
        assertEquals(64, claim.file().checksum().length());
    }

    @Test
    void aNumberWithoutToleranceIsAProblem() throws IOException {
        assertEquals(
                List.of("good.yaml:9:5 values.0.tolerance: missing; give the spread of the publication, as sd and n, or"
                        + " a tolerance and its reason"),
                problems(GOOD.replace(", tolerance: 0.25, because: one run", "")));
    }

    @Test
    void aStatedToleranceNextToAPublishedSpreadIsAProblem() throws IOException {
        assertEquals(
                List.of("good.yaml:9:65 values.0.tolerance: the publication gives a spread, so the tolerance is three"
                        + " standard errors; remove tolerance, or sd"),
                problems(GOOD.replace("because: one run", "because: x, sd: 0.1, n: 5")));
    }

    @Test
    void limitsThatNoDataCanMeetAreProblems() throws IOException {
        String bad = GOOD.replace("kind: number", "kind: [number, order, fact]")
                        .replace("because: one run", "because: one run, n: 2.5")
                + """
                orders: [{metric: loss, equal: [a, b], margin: 0}]
                facts: [{cell: x, metric: loss, at-least: 2, at-most: 1}]
                """;
        assertEquals(
                List.of(
                        "good.yaml:9:92 values.0.n: 2.5 is not a whole number of runs",
                        "good.yaml:10:48 orders.0.margin: 0 is too small; no data can show it",
                        "good.yaml:11:55 facts.0.at-most: 1 is below at-least, 2"),
                problems(bad));
    }

    @Test
    void aToleranceWithoutReasonIsAProblem() throws IOException {
        assertEquals(
                List.of("good.yaml:9:5 values.0.because: missing; give the reason of the tolerance"),
                problems(GOOD.replace(", because: one run", "")));
    }

    @Test
    void aClaimWithoutSourceIsAProblem() throws IOException {
        assertEquals(
                List.of("good.yaml:1:1 source: missing; say where the published values were read, such as {repo:"
                        + " OWNER/NAME, path: FILE}"),
                problems(GOOD.replace("source: {repo: a/b, path: c}\n", "")));
    }

    @Test
    void allProblemsAreReportedWithTheirPlacesAndSuggestions() throws IOException {
        String bad = GOOD.replace("claim: good", "claim: other")
                .replace("tier: fast", "tier: fats")
                .replace("scope: same", "scop: same")
                .replace("at: epoch 3", "at: epoch")
                .replace("kind: number", "kind: order");
        List<String> problems = problems(bad);
        assertTrue(
                problems.stream().anyMatch(p -> p.startsWith("good.yaml:1:8 claim: 'other' is not")),
                problems::toString);
        assertTrue(problems.contains("good.yaml:5:1 scop: unknown key; did you mean scope?"), problems::toString);
        assertTrue(
                problems.contains("good.yaml:6:7 tier: unknown value 'fats'; did you mean fast?"), problems::toString);
        assertTrue(
                problems.stream().anyMatch(p -> p.contains("values.0.at: 'epoch' is not a reading")),
                problems::toString);
        assertTrue(problems.stream().anyMatch(p -> p.contains("a claim of the kind order has the key orders")));
    }

    @Test
    void aClaimIsJudgedByASuiteOrByATableNotByBoth() throws IOException {
        assertEquals(
                List.of("good.yaml:8:8 table: a claim is judged by a suite or by a table; remove one of them"),
                problems(GOOD.replace("suite: suites/s.yaml\n", "suite: suites/s.yaml\ntable: t.csv\n")));
        Claim claim = read(GOOD.replace("suite: suites/s.yaml", "table: t.csv"), new Problems())
                .orElseThrow();
        assertEquals(Optional.empty(), claim.suite());
        assertEquals(folder.resolve("t.csv"), claim.evidence().orElseThrow().file());
    }

    @Test
    void anExpectedFailureNeedsAReason() throws IOException {
        assertEquals(
                List.of("good.yaml:10:9 expect: say why the claim is not expected to pass: {fail: REASON}"),
                problems(GOOD + "expect: fail\n"));
        Claim claim =
                read(GOOD + "expect: {fail: another matrix}\n", new Problems()).orElseThrow();
        assertEquals(new Claim.Expectation(Verdict.FAIL, "another matrix"), claim.expectation());
    }

    @Test
    void anEmptyReasonAndASecondVerdictAreProblems() throws IOException {
        assertEquals(
                List.of("good.yaml:10:9 expect: say why the claim is not expected to pass: {fail: REASON}"),
                problems(GOOD + "expect: {fail: ''}\n"));
        assertEquals(
                List.of("good.yaml:10:9 expect: expected one verdict, found fail and near"),
                problems(GOOD + "expect: {fail: a, near: b}\n"));
    }

    @Test
    void anEmptyFileIsAProblemOfClaims() throws IOException {
        assertEquals(
                List.of("good.yaml:1:1 there is no claim here; 'engram reproduce --new NAME' writes one to start from"),
                problems("# nothing\n"));
    }

    @Test
    void aSourceWithoutTextIsMissing() throws IOException {
        assertEquals(
                1, problems(GOOD.replace("{repo: a/b, path: c}", "{repo: ''}")).size());
    }

    @Test
    void aClaimThatLacksAPartNeedsNoSuite() throws IOException {
        String without = GOOD.replace("suite: suites/s.yaml\n", "");
        assertEquals(1, problems(without).size());
        assertTrue(read(without + "needs: {parts: [LSTM]}\n", new Problems()).isPresent());
    }
}
