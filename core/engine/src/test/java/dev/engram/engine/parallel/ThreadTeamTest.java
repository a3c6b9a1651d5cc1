package dev.engram.engine.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadTeamTest {
    @Test
    void everyPartIsDoneOnceInEveryTask() {
        try (ThreadTeam team = new ThreadTeam(5, "team-")) {
            AtomicIntegerArray counts = new AtomicIntegerArray(5);
            int[] expected = new int[5];
            for (int t = 0; t < 20_000; t++) {
                int parts = 1 + t % 5;
                team.run(counts::incrementAndGet, parts);
                for (int p = 0; p < parts; p++) {
                    expected[p]++;
                }
                assertEquals(expected[t % 5], counts.get(t % 5), "task " + t);
            }
            int[] actual = new int[5];
            Arrays.setAll(actual, counts::get);
            assertArrayEquals(expected, actual);
        }
    }

    @Test
    void partsRunAtTheSameTime() {
        try (ThreadTeam team = new ThreadTeam(3, "team-")) {
            CountDownLatch all = new CountDownLatch(3);
            team.run(
                    part -> {
                        all.countDown();
                        assertTrue(await(all));
                    },
                    3);
            assertEquals(0, all.getCount());
        }
    }

    @Test
    void theCallerReturnsOnlyWhenSlowHelpersAreDone() {
        try (ThreadTeam team = new ThreadTeam(2, "team-")) {
            Thread caller = Thread.currentThread();
            int[] done = new int[2];
            CountDownLatch both = new CountDownLatch(2);
            team.run(
                    part -> {
                        both.countDown();
                        assertTrue(await(both));
                        long until = System.nanoTime() + (Thread.currentThread() == caller ? 0 : 20_000_000);
                        while (System.nanoTime() < until) {
                            Thread.onSpinWait();
                        }
                        done[part] = 1;
                    },
                    2);
            assertArrayEquals(new int[] {1, 1}, done);
        }
    }

    @Test
    void anExceptionOfAnyPartReachesTheCallerAfterAllPartsAndTheTeamGoesOn() {
        try (ThreadTeam team = new ThreadTeam(4, "team-")) {
            for (int bad = 0; bad < 4; bad++) {
                int failing = bad;
                AtomicIntegerArray counts = new AtomicIntegerArray(4);
                OutOfMemoryError error = new OutOfMemoryError("part " + bad);
                Error thrown = assertThrows(
                        OutOfMemoryError.class,
                        () -> team.run(
                                part -> {
                                    counts.incrementAndGet(part);
                                    if (part == failing) {
                                        throw error;
                                    }
                                },
                                4));
                assertSame(error, thrown);
                assertEquals("[1, 1, 1, 1]", counts.toString());
            }
        }
    }

    @Test
    void theCallerOfAClosedTeamDoesAllPartsItself() {
        ThreadTeam team = new ThreadTeam(3, "team-");
        AtomicIntegerArray counts = new AtomicIntegerArray(3);
        team.run(counts::incrementAndGet, 3);
        team.close();
        assertEquals(1, team.size());
        team.run(counts::incrementAndGet, 3);
        assertEquals("[2, 2, 2]", counts.toString());
    }

    @Test
    void anInterruptedCallerStillWaitsForAllParts() {
        try (ThreadTeam team = new ThreadTeam(2, "team-")) {
            AtomicIntegerArray counts = new AtomicIntegerArray(2);
            Thread.currentThread().interrupt();
            for (int i = 1; i <= 100; i++) {
                team.run(counts::incrementAndGet, 2);
                assertEquals("[" + i + ", " + i + "]", counts.toString());
            }
            assertTrue(Thread.interrupted(), "the interrupt is kept");
        }
    }

    @Test
    void sizesOutsideTheRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ThreadTeam(0, ""));
        assertThrows(IllegalArgumentException.class, () -> new ThreadTeam(ThreadTeam.MAX_SIZE + 1, ""));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
