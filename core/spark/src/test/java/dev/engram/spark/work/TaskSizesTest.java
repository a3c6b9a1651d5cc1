package dev.engram.spark.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TaskSizesTest {
    @Test
    void theFirstTasksHaveOneRunBecauseNothingIsKnown() {
        assertEquals(1, new TaskSizes().size(10_000, 2));
    }

    @Test
    void aTaskOfShortRunsTakesAboutASecond() {
        TaskSizes sizes = new TaskSizes();
        sizes.measured(20, 0.1);
        assertEquals(200, sizes.size(10_000, 2));
    }

    @Test
    void aLongRunIsATaskOfItsOwn() {
        TaskSizes sizes = new TaskSizes();
        sizes.measured(1, 60);
        assertEquals(1, sizes.size(10_000, 2));
    }

    @Test
    void theLastRunsAreSharedByAllSlots() {
        TaskSizes sizes = new TaskSizes();
        sizes.measured(100, 0.1);
        assertEquals(10, sizes.size(60, 2));
        assertEquals(1, sizes.size(1, 2));
    }

    @Test
    void slowFirstRunsAreForgotten() {
        TaskSizes sizes = new TaskSizes();
        sizes.measured(1, 2);
        for (int i = 0; i < 20; i++) {
            sizes.measured(50, 0.25);
        }
        assertTrue(sizes.size(10_000, 2) > 150);
    }
}
