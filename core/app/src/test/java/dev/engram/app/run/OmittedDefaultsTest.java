package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.plugins.landscapes.MiniBatchQuadratic;
import dev.engram.plugins.landscapes.QuadraticFromFolder;
import dev.engram.plugins.landscapes.Rosenbrock;
import dev.engram.plugins.optimizers.NAdam;
import dev.engram.plugins.optimizers.Sgd;
import dev.engram.plugins.optimizers.Shampoo;
import dev.engram.plugins.optimizers.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the text that identifies a run contains of later hyperparameters, and of folders. */
class OmittedDefaultsTest {
    private static final Catalog CATALOG = Catalog.of(Stream.of(
                    Rosenbrock.class,
                    MiniBatchQuadratic.class,
                    QuadraticFromFolder.class,
                    Sgd.class,
                    NAdam.class,
                    Shampoo.class,
                    Split.class)
            .map(c -> Entry.of(c, "", Origin.BUILT_IN))
            .toList());

    @TempDir
    private Path folder;

    private static RunSpec spec(String optimizer) throws Exception {
        return new SuiteReader(CATALOG).readRun("""
                        landscape: rosenbrock
                        optimizer: %s
                        training: {steps: 5, batch: full}
                        """.formatted(optimizer), "the spec");
    }

    private static String optimizer(String text) throws Exception {
        return spec(text).optimizer().text();
    }

    @Test
    void aLaterHyperparameterIsWrittenOnlyIfItIsNotTheDefault() throws Exception {
        String old = "{nadam: {rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentum: growing}}";
        assertEquals(optimizer(old), optimizer("{nadam: {rate: 0.1, decay: 0.004}}"));
        assertTrue(!optimizer(old).contains("decay"));
        assertTrue(optimizer("{nadam: {decay: 0.01}}").endsWith(", momentum: growing, decay: 0.01}}"));
        assertTrue(optimizer("shampoo").endsWith(", block: 128}}"), "a default that changes numbers is written");
        assertTrue(!optimizer("{split: {then: sgd, otherwise: sgd}}").contains("layer"));
        assertTrue(
                optimizer("{split: {then: sgd, otherwise: sgd, layer: layer1}}").endsWith(", layer: 1}}"));
    }

    @Test
    void theTextReadsBackToTheSameRun() throws Exception {
        for (String o :
                new String[] {"nadam", "{nadam: {decay: 0.01}}", "{split: {then: sgd, otherwise: nadam, layer: last}}"
                }) {
            RunSpec run = spec(o);
            assertEquals(run, new SuiteReader(CATALOG).readRun(run.text(), "again"));
        }
    }

    private String hash() {
        FileHashes hashes = new FileHashes();
        try {
            return hashes.of(new SuiteReader(CATALOG)
                            .readRun("""
                            landscape: {quadratic-from-folder: {folder: '%s'}}
                            optimizer: sgd
                            training: {steps: 5, batch: full}
                            """.formatted(folder.toString().replace("'", "''")), "the spec"))
                    .apply(folder);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFolderOfALandscapeIsIdentifiedByNamesAndContentsOfItsFiles() throws Exception {
        Path file = Files.writeString(folder.resolve("hessian.csv"), "1,0\n0,1\n");
        String before = hash();
        assertEquals(before, hash());
        Files.writeString(file, "1,0\n0,2\n");
        String changed = hash();
        assertTrue(!changed.equals(before));
        Files.move(file, folder.resolve("other.csv"));
        assertTrue(!hash().equals(changed));
    }
}
