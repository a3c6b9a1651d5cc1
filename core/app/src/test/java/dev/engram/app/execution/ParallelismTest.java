package dev.engram.app.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParallelismTest {
    private static Parallelism on(int cores, Integer workers, Integer threads) {
        return Parallelism.of(cores, Optional.ofNullable(workers), Optional.ofNullable(threads));
    }

    @Test
    void manyRunsUseOneThreadOnEachCore() {
        Parallelism p = on(8, null, null);
        assertEquals(8, p.workers());
        assertEquals(1, p.threads(8));
    }

    @Test
    void fewRunsShareTheCores() {
        Parallelism p = on(8, null, null);
        assertEquals(8, p.threads(1));
        assertEquals(2, p.threads(3));
        assertEquals(2, on(8, 4, null).threads(4));
    }

    @Test
    void workersTimesThreadsFitTheCores() {
        Parallelism p = on(8, null, 4);
        assertEquals(2, p.workers());
        assertEquals(4, p.threads(2));
        assertEquals(1, on(2, null, 7).workers());
    }

    @Test
    void whatTheUserAsksForIsKept() {
        Parallelism p = on(2, 5, 3);
        assertEquals(5, p.workers());
        assertEquals(3, p.threads(5));
    }

    @Test
    void theNumberOfThreadsIsNamedOnlyIfTheUserChoseIt() {
        assertEquals("1 worker", on(8, null, null).describe(1));
        assertEquals("2 workers with 4 threads each", on(8, null, 4).describe(9));
        assertEquals("1 worker with 1 thread", on(8, 1, 1).describe(9));
    }
}
