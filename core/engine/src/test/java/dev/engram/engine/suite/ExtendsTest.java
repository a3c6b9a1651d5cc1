package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendsTest {
    private static final String BASE = """
        name: base
        about: Of the base.
        data: {csv: {file: x.csv, header: 2}}
        network: [{dense: {units: 3}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5, momentum: 0.9}}
        training: {epochs: 3, batch: 8}
        compare: {rule: [backprop, delta]}
        """;

    @TempDir
    private Path folder;

    private Suite read(String text) throws InvalidInputException {
        Toys.write(folder, "base/base.yaml", BASE);
        return SuiteReader.read(Toys.write(folder, "s.yaml", text), List.of(), Toys.CATALOG);
    }

    private String problems(String text) {
        return Toys.problems(Toys.write(folder, "s.yaml", text));
    }

    @Test
    void cyclesAreRefused() {
        Toys.write(folder, "a.yaml", "extends: s.yaml\n");
        assertEquals(
                "a.yaml:1:10 extends: s.yaml extends itself through a.yaml; break the cycle",
                problems("extends: a.yaml\n"));
        assertEquals("s.yaml:1:10 extends: s.yaml extends itself; break the cycle", problems("extends: ./s.yaml\n"));
    }

    @Test
    void anUnreadableBaseIsReportedWhereItIsNamed() {
        assertEquals("s.yaml:1:10 extends: nope.yaml does not exist", problems("extends: nope.yaml\n"));
        assertEquals("s.yaml:1:10 extends: expected a file name, found a list", problems("extends: [a]\n"));
        assertEquals(
                "s.yaml:1:10 the text contains the control character U+0000, which is not allowed; remove it",
                problems("extends: \"a\\0b\"\n"));
        Toys.write(folder, "bad.yaml", "a: [\n");
        assertEquals(
                "bad.yaml:2:1 a list or map is not closed; a ']' or '}' is missing", problems("extends: bad.yaml\n"));
    }

    @Test
    void settingsMergeAndListsAndOtherComponentsReplace() throws InvalidInputException {
        Suite suite = read("""
            extends: base/base.yaml
            optimizer: {sgd: {rate: 0.1}}
            training: {batch: 16}
            compare: {rule: [delta, layerwise], training.epochs: [1]}
            """);
        assertEquals("s", suite.name());
        assertEquals("", suite.about());
        assertEquals(
                List.of("delta, epochs=1", "layerwise, epochs=1"),
                suite.cells().stream().map(Suite.Cell::name).toList());
        RunSpec run = suite.cells().get(0).spec();
        assertEquals(new ToyOptimizers.Sgd(0.1f, 0.9f), run.optimizer().get());
        assertEquals(16, run.training().batching().batch().size());
        assertEquals(
                new ToyOptimizers.Adam(0.001f, 0.9f, 0.999f, 1e-8f),
                read("extends: base/base.yaml\noptimizer: adam\n")
                        .cells()
                        .get(0)
                        .spec()
                        .optimizer()
                        .get());
        assertEquals(
                new ToyOptimizers.Sgd(0.01f, 0),
                read("extends: base/base.yaml\noptimizer: sgd\n")
                        .cells()
                        .get(0)
                        .spec()
                        .optimizer()
                        .get());
        assertEquals(1, read("extends: base/base.yaml\ncompare:\n").cells().size());
    }

    @Test
    void locationsAndFilesAreThoseOfTheFileOfTheValue() throws InvalidInputException {
        Suite.Cell cell = read("extends: base/base.yaml\noptimizer: {sgd: {rate: 0.1}}\n")
                .cells()
                .get(0);
        assertEquals(
                folder.resolve("base/base.yaml") + ":6:40",
                cell.location("optimizer.sgd.momentum").toString());
        assertEquals(
                folder.resolve("s.yaml") + ":2:25",
                cell.location("optimizer.sgd.rate").toString());
        assertEquals(
                List.of(folder.resolve("base/x.csv")),
                ((RunSpec.Learning) cell.spec().task()).data().dataset().files());
    }

    @Test
    void mistakesInTheBaseAreReportedThere() {
        Toys.write(folder, "base/base.yaml", BASE.replace("0.9", "9"));
        assertEquals(
                "base/base.yaml:6:40 optimizer.sgd.momentum: 9 is outside [0,1)",
                problems("extends: base/base.yaml\n"));
    }
}
