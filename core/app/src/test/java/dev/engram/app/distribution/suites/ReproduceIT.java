package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram reproduce}. All fast claims are tried by {@code .ci/run}; here only some that take no time. */
class ReproduceIT {
    private static final Path SHIPPED = Path.of("../../experiments/claims");

    @TempDir
    private Path folder;

    private Path claims;

    @BeforeEach
    void copyOneClaim() throws IOException {
        claims = folder.resolve("claims");
        Files.createDirectories(claims.resolve("suites"));
        for (String file : List.of("polyak-1964-heavy-ball-rate.yaml", "suites/quadratic-rates.yaml")) {
            Files.copy(SHIPPED.resolve(file), claims.resolve(file));
        }
    }

    private CommandResult reproduce(Path from, Object... more) {
        List<Object> command = new ArrayList<>(List.of("reproduce", "--claims", from, "--out", folder.resolve("out")));
        command.addAll(List.of(more));
        return InProcessCli.run(command.toArray());
    }

    private void change(String from, String to) throws IOException {
        Path claim = claims.resolve("polyak-1964-heavy-ball-rate.yaml");
        String text = Files.readString(claim);
        assertTrue(text.contains(from), from);
        Files.writeString(claim, text.replace(from, to));
    }

    @Test
    void claimsAboutQuadraticsPass() {
        CommandResult e = reproduce(
                SHIPPED,
                "gradient-descent-step-limit",
                "nesterov-1983-rate",
                "kingma-2015-adam-invariance",
                "choi-2019-inclusion");
        assertEquals(0, e.code(), e.err() + e.out());
        assertTrue(e.out().endsWith("4 claims: 4 PASS\n"), e.out());
    }

    @Test
    void everyShippedClaimCanBeRead() {
        CommandResult e = InProcessCli.run("reproduce", "--claims", SHIPPED, "--list");
        assertEquals(0, e.code(), e.err());
    }

    @Test
    void aPlantedWrongNumberFails() throws IOException {
        change("mean: 0.980198", "mean: 0.980298");
        CommandResult e = reproduce(claims);
        assertEquals(1, e.code(), e.err() + e.out());
        assertTrue(e.out().contains("FAIL distance of gradient descent 200"), e.out());
        assertTrue(e.out().endsWith("1 claim: 1 FAIL\nunexpected: polyak-1964-heavy-ball-rate\n"), e.out());
    }

    @Test
    void aRuleWithOneFlippedSignFails() throws IOException {
        Path plugin = folder.resolve("FlippedOja.java");
        Files.writeString(plugin, """
            import dev.engram.spi.Component;
            import dev.engram.spi.LocalRule;
            import dev.engram.spi.Matrix;
            import dev.engram.spi.Scratch;
            import dev.engram.spi.Synapses;

            /** Oja's rule with the wrong sign of its decay. */
            @Component("flipped-oja")
            public record FlippedOja() implements LocalRule {
              @Override
              public void learn(Synapses s) {
                Matrix y = s.output(), w = s.weights();
                int n = w.rows();
                Scratch overlap = s.scratch("overlap", n, n).multiplyTransposedA(y, y).scale(1f / y.rows());
                s.accumulateOuterProduct(-1, y, s.input());
                s.accumulate(-1, s.scratch("forgetting", n, w.cols()).multiply(overlap, w));
              }
            }
            """);
        String claim = "oja-1982-principal-component.yaml";
        Files.copy(SHIPPED.resolve(claim), claims.resolve(claim));
        String suite = Files.readString(SHIPPED.resolve("suites/oja-1982.yaml")).replace("seeds: 10", "seeds: 1");
        Path copy = claims.resolve("suites/oja-1982.yaml");
        Files.writeString(copy, suite);
        CommandResult right = reproduce(claims, "oja-1982-principal-component");
        assertEquals(0, right.code(), right.err() + right.out());
        Files.writeString(copy, suite.replace("rule: oja", "rule: flipped-oja"));
        CommandResult wrong = reproduce(claims, "oja-1982-principal-component", "--plugins", plugin);
        assertEquals(1, wrong.code(), wrong.err() + wrong.out());
        assertTrue(wrong.out().startsWith("FAIL      oja-1982-principal-component"), wrong.out());
    }

    @Test
    void anExpectedFailureDoesNotFailTheCommandAndSaysWhy() throws IOException {
        change("mean: 0.980198", "mean: 0.980298");
        change("deviations: []", "expect: {fail: the number is planted}");
        CommandResult e = reproduce(claims);
        assertEquals(0, e.code(), e.err() + e.out());
        assertTrue(e.out().contains("Expected FAIL: the number is planted"), e.out());
    }

    @Test
    void aCellThatTheSuiteLacksIsAProblemWithPlaceAndSuggestionAndNothingIsRun() throws IOException {
        change("{cell: heavy ball 56,", "{cell: heavy bal 56,");
        Files.writeString(claims.resolve("other.yaml"), "claim: other\n");
        CommandResult e = reproduce(claims);
        assertEquals(2, e.code(), e.out());
        assertTrue(e.err().contains("other.yaml:1:1 "), "problems of reading are reported as well: " + e.err());
        assertTrue(
                e.err().contains("polyak-1964-heavy-ball-rate.yaml:24:12 cell: ")
                        && e.err().contains("has no cell 'heavy bal 56'; did you mean heavy ball 56?"),
                e.err());
        assertFalse(Files.exists(folder.resolve("out")), "something was run");
    }

    @Test
    void anUnknownClaimIsAProblemWithASuggestion() {
        CommandResult e = reproduce(claims, "polyak-1964-heavy-bal-rate");
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .contains(
                                "has no claim 'polyak-1964-heavy-bal-rate'; did you mean polyak-1964-heavy-ball-rate?"),
                e.err());
        String path = claims.resolve("polyak-1964-heavy-ball-rate.yaml").toString();
        CommandResult file = reproduce(claims, path);
        assertTrue(
                file.err().contains("has no claim '" + path + "'; did you mean polyak-1964-heavy-ball-rate?"),
                file.err());
        CommandResult far = reproduce(SHIPPED, "nothing");
        assertTrue(far.err().contains("has no claim 'nothing'; 'engram reproduce --list' lists all 5"), far.err());
    }

    @Test
    void aClaimWhoseDataAreAbsentIsCountedAsNotRun() throws IOException {
        Files.writeString(claims.resolve("images.yaml"), """
            claim: images
            says: Something about images.
            source: {text: nothing}
            kind: fact
            scope: same
            tier: fast
            needs: {data: [mnist]}
            suite: suites/images.yaml
            facts:
              - {cell: images, metric: accuracy, at-least: 0.9}
            """);
        Files.writeString(claims.resolve("suites/images.yaml"), """
            data: {idx: {directory: ./nowhere}}
            network: [{dense: {units: 10, activation: softmax}}]
            loss: cross-entropy
            optimizer: sgd
            training: {epochs: 1}
            """);
        CommandResult e = reproduce(claims);
        assertEquals(0, e.code(), e.err() + e.out());
        assertTrue(e.out().contains("NOT RUN   images"), e.out());
        assertTrue(e.out().contains("data missing: mnist ("), e.out());
        assertTrue(e.out().endsWith("2 claims: 1 PASS, 1 NOT RUN\n"), e.out());
        String place = "data.idx.directory=" + folder;
        assertEquals(0, reproduce(claims, "images", "--set", place).code());
        CommandResult unused = reproduce(claims, "polyak-1964-heavy-ball-rate", "--set", place);
        assertEquals(2, unused.code());
        assertTrue(unused.err().contains("no chosen claim needs data of yours"), unused.err());
        Path claim = claims.resolve("images.yaml");
        Files.writeString(claim, Files.readString(claim).replace("cell: images", "cell: imagse"));
        CommandResult lacking = reproduce(claims, "images");
        assertEquals(2, lacking.code(), "a cell that the suite lacks is reported without the data");
        assertTrue(lacking.err().contains("has no cell 'imagse'; did you mean images?"), lacking.err());
    }

    @Test
    void aFileWithAnotherEndingIsNotPassedOver() throws IOException {
        Files.move(claims.resolve("polyak-1964-heavy-ball-rate.yaml"), claims.resolve("polyak.yml"));
        CommandResult e = reproduce(claims);
        assertEquals(2, e.code(), e.out());
        assertTrue(e.err().contains("polyak.yml the file of a claim ends in .yaml; rename it"), e.err());
    }

    @Test
    void aMissingSuiteIsReportedWhereTheClaimNamesIt() throws IOException {
        Files.delete(claims.resolve("suites/quadratic-rates.yaml"));
        CommandResult e = reproduce(claims);
        assertEquals(2, e.code(), e.out());
        assertTrue(e.err().contains("polyak-1964-heavy-ball-rate.yaml:9:8 suite: "), e.err());
        assertTrue(e.err().contains("quadratic-rates.yaml does not exist"), e.err());
    }

    @Test
    void aClaimAboutAPublishedTableIsJudgedByItsRows() throws IOException {
        String table = "published/modded-nanogpt-track-3.csv";
        Files.createDirectories(claims.resolve("published"));
        for (String file : List.of("track-3-follows-its-rule.yaml", table)) {
            Files.copy(SHIPPED.resolve(file), claims.resolve(file));
        }
        CommandResult right = reproduce(claims, "track-3-follows-its-rule");
        assertEquals(0, right.code(), right.err() + right.out());
        assertTrue(right.out().contains("0.004111 to 0.013193, 43 of 43"), right.out());
        assertTrue(right.out().contains("0.001 to 0.0033, 3 of 3"), right.out());
        String rows = Files.readString(claims.resolve(table));
        Files.writeString(claims.resolve(table), rows.replace("valid,36,loss,3.2787", "valid,36,loss,3.2788"));
        CommandResult wrong = reproduce(claims, "track-3-follows-its-rule");
        assertEquals(1, wrong.code(), wrong.out());
        assertTrue(wrong.out().contains("42 of 43"), wrong.out());
        Files.writeString(claims.resolve(table), rows.replace(",loss,", ",los,").replace(",runs,1\n", ",runs,one\n"));
        CommandResult refused = reproduce(claims, "track-3-follows-its-rule");
        assertEquals(2, refused.code(), refused.out());
        assertTrue(refused.err().contains("track-3.csv:4:51 value: 'one' is not a number"), refused.err());
        Files.writeString(claims.resolve(table), rows.replace(",loss,", ",los,"));
        CommandResult unknown = reproduce(claims, "track-3-follows-its-rule");
        assertTrue(unknown.err().contains("track-3.csv has no metric 'loss'; did you mean los?"), unknown.err());
    }

    @Test
    void namesAndOptionsThatWouldHaveNoEffectAreRefused() {
        String id = "polyak-1964-heavy-ball-rate";
        assertEquals(2, reproduce(claims, "--new", "a", "b").code());
        assertEquals(2, reproduce(claims, "--list", "--format", "json").code());
        CommandResult tier = reproduce(claims, id, "--tier", "hour");
        assertEquals(2, tier.code());
        assertTrue(tier.err().contains(id + " has the tier fast; leave out --tier, or this claim"), tier.err());
    }

    @Test
    void aSettingThatAClaimFixesCannotBeSet() {
        CommandResult e = reproduce(claims, "--set", "training.steps=1");
        assertEquals(2, e.code(), e.out());
        assertTrue(e.err().contains("--set training.steps=1 a claim fixes the settings of its suite"), e.err());
        assertFalse(Files.exists(folder.resolve("out")), "something was run");
    }

    @Test
    void progressIsOneLineForEachClaim() {
        CommandResult e = reproduce(claims);
        assertEquals(0, e.code(), e.err() + e.out());
        assertEquals(2, e.err().lines().count(), e.err());
        assertTrue(e.err().contains("\n[1/1] polyak-1964-heavy-ball-rate: "), e.err());
        assertEquals("", reproduce(claims).err());
    }

    @Test
    void aClaimThatPassesAlthoughItIsExpectedToFailIsNamed() throws IOException {
        change("deviations: []", "expect: {fail: a reason that is wrong}");
        CommandResult e = reproduce(claims);
        assertEquals(0, e.code(), e.err() + e.out());
        assertTrue(
                e.out().endsWith("1 PASS\nbetter than expected: polyak-1964-heavy-ball-rate (expected FAIL)\n"),
                e.out());
    }

    @Test
    void aNewClaimRunsAsItIs() {
        CommandResult made = reproduce(claims, "--new", "my-claim");
        assertEquals(0, made.code(), made.err());
        CommandResult e = reproduce(claims, "my-claim");
        assertEquals(0, e.code(), e.err() + e.out());
        assertTrue(e.out().endsWith("1 claim: 1 PASS\n"), e.out());
        assertTrue(e.out().contains("tolerance 0.000001\n"), "the digits of the number allow no more: " + e.out());
        assertEquals(2, reproduce(claims, "--new", "my-claim").code());
        assertEquals(2, reproduce(claims, "--new", "My Claim").code());
    }

    @Test
    void verdictsAreWrittenAsJsonAsMarkdownAndAsAPage() throws IOException {
        Path page = folder.resolve("page.html");
        CommandResult json = reproduce(claims, "--format", "json", "--page", page);
        assertEquals(0, json.code(), json.err());
        assertTrue(json.out().contains("\"verdict\": \"PASS\""), json.out());
        assertTrue(json.out().contains("\"sha256\": \""), json.out());
        assertTrue(Files.readString(page).contains("<span class=\"v pass\">PASS</span>"));
        CommandResult table = reproduce(claims, "--format", "markdown");
        assertTrue(
                table.out()
                        .contains("| [polyak-1964-heavy-ball-rate](claims/polyak-1964-heavy-ball-rate.yaml)"
                                + " | PASS | same | "),
                table.out());
    }
}
