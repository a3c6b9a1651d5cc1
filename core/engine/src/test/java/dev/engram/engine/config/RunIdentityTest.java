package dev.engram.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.ToyOptimizers;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunIdentityTest {
    private static final String SUITE = """
        data: {csv: {file: data/x.csv}}
        network: [{dense: {units: 3, weights: {saved: {file: data/w.bin}}}}]
        loss: cross-entropy
        optimizer: sgd
        training: {epochs: 3}
        """;

    @TempDir
    private Path folder;

    private RunSpec run(String name, String text, Catalog catalog) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, name, text), List.of(), catalog)
                .cells()
                .get(0)
                .spec();
    }

    private RunSpec run(String name, String text) throws InvalidInputException {
        return run(name, text, Toys.CATALOG);
    }

    private static String id(RunSpec run) {
        return RunIdentity.of(run, 1, p -> "contents of " + p.getFileName());
    }

    @Test
    void theHashedTextContainsWhatDeterminesTheNumbers() throws InvalidInputException {
        assertEquals("""
            data: {csv: {file: "sha256 contents of x.csv", header: 1, test: -1, validation: 0.1, scaling: none, \
            coding: one-hot, draw: 0}}
            network:
              - {dense: {units: 3, activation: identity, weights: {saved: {file: "sha256 contents of w.bin"}}, bias: \
            zeros}}
            loss: cross-entropy
            rule: backprop
            optimizer: {sgd: {rate: 0.01, momentum: 0}}
            training: {epochs: 3, steps: 0, batch: 32, order: reshuffled, evaluate: 0, patience: 0, keep: last, \
            waive: []}
            measure: usual
            part: activation/identity@1
            part: dataset/csv@1
            part: initialiser/saved@1
            part: initialiser/zeros@1
            part: layer/dense@1
            part: learning-rule/backprop@1
            part: loss/cross-entropy@1
            part: metric/loss@1
            part: optimizer/sgd@1
            numerics: 1
            seed: 1
            """, RunIdentity.text(run("s.yaml", SUITE), 1, p -> "contents of " + p.getFileName()));
        assertTrue(id(run("s.yaml", SUITE)).matches("[0-9a-f]{32}"));
    }

    @Test
    void namesFoldersAndFormDoNotEnter() throws InvalidInputException {
        String id = id(run("s.yaml", SUITE));
        assertEquals(id, id(run("elsewhere/t.yaml", SUITE)));
        assertEquals(
                id,
                id(run(
                        "u.yaml",
                        SUITE.replace("sgd", "{sgd: {rate: 1e-2}}")
                                + "name: other\nabout: Other.\nrule: backprop\nseeds: 9\n")));
    }

    /** Otherwise a new version could not use the stores of the old one. */
    @Test
    void aSettingThatIsNewerThanStoresEntersOnlyIfUsed() throws InvalidInputException {
        RunSpec run = run("s.yaml", SUITE);
        assertEquals(id(run), id(run("t.yaml", SUITE.replace("epochs: 3", "epochs: 3, reduction: mean"))));
        assertNotEquals(id(run), id(run("u.yaml", SUITE.replace("epochs: 3", "epochs: 3, reduction: sum"))));
        assertFalse(run.text().contains("reduction") || run.text().contains("folds"), run.text());
        RunSpec dropping = run("v.yaml", SUITE.replace("epochs: 3", "epochs: 3, last-batch: drop"));
        assertTrue(dropping.text().contains("waive: [], last-batch: drop}"), dropping.text());
        assertNotEquals(id(run), id(dropping));
        RunSpec keeping = run("w.yaml", SUITE.replace("epochs: 3", "epochs: 3, keep-weights: every"));
        assertTrue(keeping.text().contains("waive: [], keep-weights: every}"), keeping.text());
        assertNotEquals(id(run), id(keeping));
        assertEquals(run, keeping.withoutWeights());
    }

    @ParameterizedTest
    @CsvSource({
        "folds, 0, 5",
        "target-scaling, none, standard",
        "split, random, in-order",
        "label-noise, 0, 0.2",
        "input-noise, 0.0, 0.05",
        "augment, [], [fade]",
        "shape, [], '[2, 3, 4]'",
    })
    void aSettingOfDataThatIsNewerThanStoresEntersOnlyIfUsed(String key, String standard, String other)
            throws InvalidInputException {
        RunSpec run = run("s.yaml", SUITE);
        assertFalse(run.text().contains(key), run.text());
        assertEquals(id(run), id(run("t.yaml", SUITE.replace("x.csv", "x.csv, " + key + ": " + standard))));
        RunSpec used = run("u.yaml", SUITE.replace("x.csv", "x.csv, " + key + ": " + other));
        assertTrue(used.text().contains("draw: 0, " + key + ": " + other + "}}"), used.text());
        assertNotEquals(id(run), id(used));
    }

    @Test
    void valuesSeedsAndContentsEnter() throws InvalidInputException {
        RunSpec run = run("s.yaml", SUITE);
        assertNotEquals(id(run), id(run("t.yaml", SUITE.replace("sgd", "{sgd: {rate: 0.02}}"))));
        assertNotEquals(id(run), RunIdentity.of(run, 2, p -> "contents of " + p.getFileName()));
        assertNotEquals(
                id(run), RunIdentity.of(run, 1, p -> p.endsWith("w.bin") ? "other" : "contents of " + p.getFileName()));
    }

    /** What was not measured cannot be read from the store. */
    @Test
    void whatIsMeasuredEnters() throws InvalidInputException {
        RunSpec usual = run("s.yaml", SUITE), none = run("none.yaml", SUITE + "measure: []\n");
        assertEquals(id(usual), id(run("same.yaml", SUITE + "measure: usual\n")));
        assertNotEquals(id(usual), id(none));
        assertNotEquals(id(usual), id(run("loss.yaml", SUITE + "measure: [loss]\n")));
        assertEquals(0, none.metrics().list().size());
        assertEquals(1, usual.metrics().list().size());
    }

    @Test
    void aFolderEntersByTheFilesThatItsDataSetReads() throws InvalidInputException {
        String text = RunIdentity.text(
                run("s.yaml", SUITE.replace("csv: {file: data/x.csv}", "folder: {folder: data}")),
                1,
                p -> p.getFileName().toString());
        assertTrue(text.startsWith("data: {folder: {folder: file, test: -1,"), text);
        assertTrue(text.contains("measure: usual\nfile: \"sha256 x.bin\"\npart: "), text);
    }

    @Test
    void aDataSetMayHaveAnIdentityOfItsOwn() throws InvalidInputException {
        String text = RunIdentity.text(
                run("s.yaml", SUITE.replace("csv: {file: data/x.csv}", "photos: {folder: data}")), 1, p -> "w");
        assertTrue(text.startsWith("data: {photos: {folder: file, test: -1,"), text);
        assertTrue(text.contains("measure: usual\ndata: \"images of data\"\npart: "), text);
    }

    @Test
    void theVersionOfAnAugmentationEnters() throws InvalidInputException {
        String text =
                RunIdentity.text(run("s.yaml", SUITE.replace("x.csv", "x.csv, augment: [fade, fade]")), 1, p -> "w");
        assertTrue(text.contains("draw: 0, augment: [fade, fade]}}\n"), text);
        assertTrue(text.contains("\npart: augmentation/fade@1\n"), text);
    }

    @Test
    void aFileFromOutsideEntersWithItsChecksumAndWhatIsShippedDoesNot() throws InvalidInputException {
        RunSpec builtIn = run("s.yaml", SUITE);
        assertEquals(id(builtIn), id(run("s.yaml", SUITE, from("engram-optimizers.jar", "aa", true))));
        assertEquals(id(builtIn), id(run("s.yaml", SUITE, from("engram-optimizers.jar", "bb", true))));
        for (String file : List.of("Sgd.java", "my.jar")) {
            assertNotEquals(id(builtIn), id(run("s.yaml", SUITE, from(file, "aa", false))));
            assertNotEquals(
                    id(run("s.yaml", SUITE, from(file, "bb", false))),
                    id(run("s.yaml", SUITE, from(file, "aa", false))));
        }
        assertEquals(
                id(run("s.yaml", SUITE, from("here/my.jar", "aa", false))),
                id(run("s.yaml", SUITE, from("there/my.jar", "aa", false))));
    }

    private static Catalog from(String file, String sha256, boolean shipped) {
        Origin origin = new Origin("mine", "1", file, sha256, shipped);
        return Catalog.of(Toys.CATALOG.all().stream()
                .map(e -> e.name().equals("sgd") ? Entry.of(ToyOptimizers.Sgd.class, "", origin) : e)
                .toList());
    }
}
