package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.yaml.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file contains, reading it ends with a suite or with readable problems. */
class MutationTest {
    private static final byte[] SUITE = """
        # A suite that uses most of the grammar.
        name: "mutant"
        about: >
          It shows
          nothing.
        data: {csv: {file: 'x.csv', test: 0.25, scaling: standard}}
        network: [{dense: {units: 32, activation: tanh}}, {dense: {units: 10, weights: {glorot-uniform: {gain: 2}}}}]
        loss: cross-entropy
        optimizer:
          - lookahead: {every: 3, fast: {sgd: {rate: {warmup: {steps: 5, then: 0.1}}}}}
          - {odd: {list: [1, .5], text: "a\\tb \\u00e9", big: 12}}
        training: {epochs: 3, batch: full, waive: [slopes]}
        seeds: [0, 5, 9]
        measure: [loss, {alignment: {window: 2}}]
        compare:
          variants: [{name: a}, {name: b, training.batch: 16}]
          rule: [backprop, {direct-feedback-alignment: {scale: 0.5}}, layerwise]
          optimizer.0.lookahead.every: [1, 2]
        baseline: {rule: backprop, variant: b}
        """.getBytes(StandardCharsets.UTF_8);
    private static final byte[] SPECIAL = "{}[]:,#&*!|>'\"%@`-?~ \n\t\\.=0e<".getBytes(StandardCharsets.UTF_8);
    private static final int ROUNDS = 2000;

    @Test
    void noFileMakesTheReaderCrash(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("s.yaml"), SUITE);
        assertTrue(Toys.problems(file).isEmpty(), Toys.problems(file));
        SplittableRandom random = new SplittableRandom(20260101);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] mutant = mutant(random);
            Files.delete(file); // a file that is overwritten waits for the disk
            Files.write(file, mutant);
            try {
                SuiteReader.read(file, List.of(), Toys.CATALOG);
            } catch (InvalidInputException e) {
                refused++;
                assertFalse(e.problems().isEmpty());
                e.problems()
                        .forEach(p -> assertFalse(
                                p.message().isBlank()
                                        || p.message().contains("Exception")
                                        || p.message().contains("null"),
                                p::toString));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("round " + i + ":\n" + new String(mutant, StandardCharsets.UTF_8), e);
            }
        }
        assertTrue(refused > ROUNDS / 2 && refused < ROUNDS, refused + " refused");
    }

    @Test
    void noArgumentMakesTheReaderCrash(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("s.yaml"), SUITE);
        String[] paths = {
            "seeds",
            "optimizer.0.lookahead.every",
            "network.1.dense.weights",
            "compare.rule",
            "compare",
            "baseline",
            "data",
            "training.waive.0",
            "optimizer.1.odd.list.0",
            "name",
            "network.0",
            "data.csv.file",
            "measure"
        };
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < ROUNDS / 4; i++) {
            int from = random.nextInt(SUITE.length);
            int to = Math.min(SUITE.length, from + random.nextInt(40));
            String set = paths[random.nextInt(paths.length)] + "="
                    + new String(Arrays.copyOfRange(SUITE, from, to), StandardCharsets.UTF_8);
            try {
                SuiteReader.read(file, List.of(set), Toys.CATALOG);
            } catch (InvalidInputException e) {
                assertFalse(e.problems().isEmpty());
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("--set " + set, e);
            }
        }
    }

    private static byte[] mutant(SplittableRandom random) {
        byte[] bytes = SUITE.clone();
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> bytes = Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length);
            case 2 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 3 -> {
                int from = random.nextInt(bytes.length);
                int length = Math.min(random.nextInt(60), bytes.length - from);
                System.arraycopy(SUITE, from, bytes, random.nextInt(bytes.length - length), length);
            }
            default -> {
                for (int k = random.nextInt(4); k >= 0; k--) {
                    bytes[random.nextInt(bytes.length)] = SPECIAL[random.nextInt(SPECIAL.length)];
                }
            }
        }
        return bytes;
    }
}
