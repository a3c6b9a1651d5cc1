package dev.engram.spark.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.queue.FinishedRun;
import dev.engram.engine.run.RunResult;
import dev.engram.spark.work.DriverAnswer.Next;
import dev.engram.spark.work.ExecutorMessage.Report;
import dev.engram.spark.work.ExecutorMessage.Saved;
import dev.engram.spark.work.ExecutorMessage.Start;
import dev.engram.spark.work.ExecutorMessage.Warning;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExecutorMessageTest {
    @Test
    void aStartArrivesAsItWas() {
        Start start = new Start(1L << 40, "executor 1 on a", 3);
        assertEquals(start, ExecutorMessage.decode(start.encode()));
    }

    @Test
    void aReportArrivesAsItWas() {
        FinishedRun finished = new FinishedRun("a", Map.of("cpu", "x"), RunResult.failed("why", 3));
        Report report = new Report(
                7, "m", 0.1, List.of(finished), List.of("b"), Optional.of(new Saved("c", new byte[] {1, 2})), true);
        Report arrived = (Report) ExecutorMessage.decode(report.encode());
        assertEquals(List.of(finished), arrived.finished());
        assertEquals(List.of("b"), arrived.outOfMemory());
        assertEquals("c", arrived.saved().orElseThrow().id());
        assertArrayEquals(new byte[] {1, 2}, arrived.saved().orElseThrow().checkpoint());
        assertEquals(report.seconds(), arrived.seconds());
        assertEquals(report.over(), arrived.over());
    }

    @Test
    void aWarningArrivesAsItWas() {
        Warning warning = new Warning(7, "m", "run: what is wrong");
        assertEquals(warning, ExecutorMessage.decode(warning.encode()));
    }

    @Test
    void bytesThatWereCutOffAreRefused() {
        byte[] bytes = new Start(1, "m", 0).encode();
        assertThrows(
                IllegalArgumentException.class, () -> ExecutorMessage.decode(Arrays.copyOf(bytes, bytes.length - 1)));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerArrivesAsItWas(Next next) {
        assertEquals(next, DriverAnswer.decodeNext(DriverAnswer.encode(next)));
    }

    @Test
    void neededRunsArriveInOrderWithTheirCheckpoints() {
        Map<String, Optional<byte[]>> needed = new LinkedHashMap<>();
        needed.put("z", Optional.empty());
        needed.put("a", Optional.of(new byte[] {5}));
        Map<String, Optional<byte[]>> arrived = DriverAnswer.decodeNeeded(DriverAnswer.encode(needed));
        assertEquals(List.of("z", "a"), List.copyOf(arrived.keySet()));
        assertArrayEquals(new byte[] {5}, arrived.get("a").orElseThrow());
    }
}
