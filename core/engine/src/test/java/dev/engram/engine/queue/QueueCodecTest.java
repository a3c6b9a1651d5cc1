package dev.engram.engine.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueCodecTest {
    /** Numbers whose bits are easily lost: a NaN with a payload, infinities, negative zero, subnormal and odd ones. */
    private static final List<Double> NUMBERS = List.of(
            Double.longBitsToDouble(0x7ff8_0000_dead_beefL),
            Double.longBitsToDouble(0xfff8_0000_0000_0001L),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.1 + 0.2);

    private static QueuedRun run() {
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put("rule", "z first\n\"quoted\" µ 漢字 🙂");
        axes.put("optimizer", "");
        return new QueuedRun(
                "0123456789abcdef0123456789abcdef",
                new QueuedCell(
                        "suite",
                        "cell",
                        axes,
                        OptionalInt.of(7),
                        "data: {csv: {path: /a/b.csv}}\n".repeat(3000),
                        List.of(new QueuedFile("/a/b.csv", "aa", 1L << 40), new QueuedFile("C:\\x.csv", "aa", 0)),
                        false),
                Long.MIN_VALUE);
    }

    private static FinishedRun finished(Outcome outcome, boolean withOptionals) {
        List<Measurement> measurements = new ArrayList<>();
        for (double x : NUMBERS) {
            measurements.add(new Measurement(Long.MAX_VALUE, x, "test", "accuracy", x));
        }
        RunResult result = new RunResult(
                outcome,
                "because",
                "cafe",
                new Cost(1, 2, NUMBERS.get(0), Long.MAX_VALUE, -1),
                withOptionals ? Optional.of(List.of("backward weights", "")) : Optional.empty(),
                measurements,
                withOptionals
                        ? new RunResult.Artifacts(
                                Optional.of(new Predictions(
                                        "hash", new int[] {0, 1, 2}, new int[] {-1, Integer.MAX_VALUE, 2})),
                                List.of(
                                        new KeptWeights(0, new byte[] {0, -1, 127}),
                                        new KeptWeights(1L << 40, new byte[0])))
                        : RunResult.Artifacts.NONE);
        return new FinishedRun("id", Map.of("jvm", "17", "cpu", "some µ"), result);
    }

    @Test
    void aQueuedRunComesBackEqualWithItsAxesInOrder() {
        QueuedRun back = QueueCodec.decodeRun(QueueCodec.encode(run()));
        assertEquals(run(), back);
        assertEquals(
                List.of("rule", "optimizer"), List.copyOf(back.cell().axes().keySet()));
        assertEquals(run().cell(), QueueCodec.decodeCell(QueueCodec.encode(run().cell())));
    }

    @Test
    void everyBitOfAResultComesBack() {
        for (Outcome outcome : Outcome.values()) {
            for (boolean optionals : new boolean[] {true, false}) {
                FinishedRun sent = finished(outcome, optionals);
                byte[] bytes = QueueCodec.encode(sent);
                FinishedRun back = QueueCodec.decodeFinished(bytes);
                assertEquals(sent, back);
                assertArrayEquals(bytes, QueueCodec.encode(back));
                for (int i = 0; i < NUMBERS.size(); i++) {
                    Measurement m = back.result().measurements().get(i);
                    long bits = Double.doubleToRawLongBits(NUMBERS.get(i));
                    assertEquals(bits, Double.doubleToRawLongBits(m.value()));
                    assertEquals(bits, Double.doubleToRawLongBits(m.epoch()));
                }
            }
        }
    }

    @Test
    void aSubmissionComesBackEqual() {
        Submission sent = new Submission(
                "0.1",
                new QueuedPlan("suite", "digest", "training.epochs=1"),
                List.of(
                        new QueuedPlugin("losses", "1.0", "losses.jar", "aa", true),
                        new QueuedPlugin("mine", "", "Mine.java", "bb", false)));
        assertEquals(sent, QueueCodec.decodeSubmission(QueueCodec.encode(sent)));
    }

    @Test
    void damagedBytesAreRefusedAndNeverReadAsAnotherValue() {
        byte[] bytes = QueueCodec.encode(finished(Outcome.FINISHED, true));
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThrows(IllegalArgumentException.class, () -> QueueCodec.decodeFinished(cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(IllegalArgumentException.class, () -> QueueCodec.decodeFinished(longer));
    }

    /** Format 1 had no list of weights at the end of a result, and was otherwise the same. */
    @Test
    void valuesOfTheFirstFormatAreRead() {
        byte[] cell = QueueCodec.encode(run());
        cell[0] = 1;
        assertEquals(run(), QueueCodec.decodeRun(cell));
        FinishedRun sent = finished(Outcome.FINISHED, false);
        byte[] bytes = QueueCodec.encode(sent);
        byte[] withoutWeights = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
        withoutWeights[0] = 1;
        assertEquals(sent, QueueCodec.decodeFinished(withoutWeights));
    }

    @Test
    void anotherFormatIsNamed() {
        byte[] bytes = QueueCodec.encode(run());
        bytes[0] = 9;
        String message = assertThrows(IllegalArgumentException.class, () -> QueueCodec.decodeRun(bytes))
                .getMessage();
        assertTrue(message.contains("format 9") && message.contains("same Engram"), message);
    }
}
