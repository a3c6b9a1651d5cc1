package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged store gives the right answer or an error: never a wrong number, and never an answer from what is left. Each
 * case is made from its number, which a failure names, so that it can be repeated alone.
 */
class BitFlipTest {
    private static final int FLIPS = 2_000;
    private static final int TRUNCATIONS = 100;
    private static final int RUNS = 6;
    private static final int PAGE = 4096;

    @TempDir
    private static Path folder;

    private static byte[] intact;
    private static Contents expected;

    /** Everything that a comparison reads. */
    private record Contents(
            List<String> ids,
            List<Run> runs,
            Set<String> done,
            Map<String, Cost> costs,
            Map<String, Predictions> said,
            List<KeptWeights> weights) {
        static Contents of(Store store) {
            List<String> planned =
                    IntStream.range(0, RUNS + 1).mapToObj(RunFixtures::id).toList();
            return new Contents(
                    store.ids(""),
                    store.find(planned),
                    store.done(planned),
                    store.costs(planned),
                    store.predictions(planned),
                    readWeights(store, planned));
        }
    }

    private static List<KeptWeights> readWeights(Store store, List<String> ids) {
        List<KeptWeights> all = new ArrayList<>();
        store.weights(ids)
                .forEach((id, list) ->
                        list.forEach(w -> all.add(store.weights(id, w.step()).orElseThrow())));
        return all;
    }

    @BeforeAll
    static void makeStore() throws IOException {
        Path file = folder.resolve("intact.db");
        try (Store store = Stores.open(file.toString())) {
            long plan = store.beginPlan("suite", "digest", "training.epochs=2");
            for (int i = 0; i < RUNS; i++) {
                Run run = run(i);
                store.save(
                        run,
                        new RunLabel(
                                run.suite(),
                                run.cell(),
                                run.id(),
                                Optional.of(new RunLabel.Placement(
                                        plan, Map.of("rule", run.cell()), OptionalInt.empty()))));
            }
            expected = Contents.of(store);
        }
        intact = Files.readAllBytes(file);
        assertEquals(RUNS, expected.runs().size());
    }

    private static Run run(int i) {
        int[] trueClasses = IntStream.range(0, 200).map(k -> k % 10).toArray();
        int[] predicted = IntStream.range(0, 200).map(k -> (k + i) % 7).toArray();
        List<Measurement> measurements = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            measurements.add(new Measurement(step, step / 10.0, "validation", "loss", 1.0 / (step + i + 1)));
        }
        measurements.add(new Measurement(40, 4, "test", "accuracy", 0.9599 + i * 1e-3));
        return new Run(
                RunFixtures.id(i),
                "suite",
                i % 2 == 0 ? "backprop" : "feedback-alignment",
                i,
                "rule: {backprop: {}}\ntraining: {epochs: 2}\n",
                Map.of("engram", "0.1", "cpu", "some", Run.ENDED, "2026-11-28T09:00:0" + i + ".123Z"),
                new RunResult(
                                i == 3 ? Outcome.STOPPED_EARLY : Outcome.FINISHED,
                                i == 3 ? "the target was reached" : "",
                                "%032x".formatted(i * 12345),
                                new Cost(40, 1280, 0.5 + i, 123_456, 64),
                                measurements)
                        .withPredictions(Optional.of(new Predictions("test set", trueClasses, predicted)))
                        .withWeights(weights(i)));
    }

    private static List<KeptWeights> weights(int i) {
        byte[] first = new byte[300];
        byte[] second = new byte[5000];
        new Random(i).nextBytes(first);
        new Random(-i).nextBytes(second);
        return i % 2 == 0 ? List.of(new KeptWeights(0, first), new KeptWeights(40, second)) : List.of();
    }

    /** Reads a damaged file; returns whether it gave the right answer. */
    private static boolean isRead(byte[] bytes, String what) throws IOException {
        Path file = folder.resolve("damaged.db");
        Files.deleteIfExists(file); // a file that is overwritten waits for the disk
        Files.write(file, bytes);
        Files.deleteIfExists(folder.resolve("damaged.db-wal"));
        Files.deleteIfExists(folder.resolve("damaged.db-shm"));
        try (Store store = Stores.openToRead(file.toString())) {
            Contents read = Contents.of(store);
            assertEquals(expected, read, what);
            return true;
        } catch (StoreException e) {
            assertTrue(e.getMessage().startsWith(file + " "), what + ": " + e.getMessage());
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(what + " ended in " + e, e);
        }
    }

    @Test
    void noFlippedBitGivesAWrongNumber() throws IOException {
        int read = 0;
        for (int i = 0; i < FLIPS; i++) {
            int bit = new Random(i).nextInt(intact.length * Byte.SIZE);
            byte[] bytes = intact.clone();
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            read += isRead(bytes, "case " + i + ", bit " + bit) ? 1 : 0;
        }
        assertTrue(read > 0 && read < FLIPS, read + " of " + FLIPS + " were read: some bits are unused, most are not");
    }

    @Test
    void noOverwrittenPageGivesAWrongNumber() throws IOException {
        for (int page = 0; page < intact.length / PAGE; page++) {
            byte[] zeros = intact.clone();
            Arrays.fill(zeros, page * PAGE, (page + 1) * PAGE, (byte) 0);
            isRead(zeros, "zeros in page " + page);
            byte[] other = intact.clone();
            System.arraycopy(intact, (page + 1) * PAGE % intact.length, other, page * PAGE, PAGE);
            isRead(other, "the next page in place of page " + page);
        }
    }

    @Test
    void noTruncatedStoreGivesAWrongNumber() throws IOException {
        for (int i = 0; i < TRUNCATIONS; i++) {
            int length = 1 + new Random(i).nextInt(intact.length - 1);
            isRead(Arrays.copyOf(intact, length), "case " + i + ", length " + length);
        }
    }
}
