package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.spi.IncompatibleException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlowSetupTest {
    @Test
    void aComponentThatDoesNotReturnIsNamedWithItsPlace() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        CountDownLatch warned = new CountDownLatch(1);
        String result = SlowSetup.call(
                "optimizer/endless",
                Duration.ofMillis(20),
                w -> {
                    warnings.add(w);
                    warned.countDown();
                },
                () -> {
                    warned.await(); // as an endless constructor does
                    return "done";
                });
        assertEquals("done", result);
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0).startsWith("optimizer/endless has not returned after 0 s; it is in "),
                warnings::toString);
        assertTrue(warnings.get(0).endsWith("or set a limit with run --time-limit"), warnings::toString);
    }

    @Test
    void aComponentIsAbandonedAtTheTimeLimitAndNotTriedAgain() {
        CountDownLatch never = new CountDownLatch(1);
        ComponentSetup.Scope scope = SetupSupervisor.watch(Optional.of(Duration.ofMillis(50)));
        try (scope) {
            String first = assertThrows(
                            IncompatibleException.class,
                            () -> ComponentSetup.call("optimizer/endless", () -> {
                                never.await();
                                return "";
                            }))
                    .getMessage();
            assertTrue(
                    first.startsWith("optimizer/endless cannot be created: it exceeded its time limit of 50 ms, in "),
                    first);
            String second = assertThrows(
                            IncompatibleException.class, () -> ComponentSetup.call("optimizer/endless", () -> ""))
                    .getMessage();
            assertEquals("optimizer/endless exceeded its time limit when it was created before", second);
        } finally {
            never.countDown();
        }
    }

    @Test
    void whatAComponentThrowsIsPassedOn() {
        ComponentSetup.Scope scope = SetupSupervisor.watch(Optional.of(Duration.ofSeconds(10)));
        try (scope) {
            assertThrows(
                    NoClassDefFoundError.class,
                    () -> ComponentSetup.call("optimizer/broken", () -> {
                        throw new NoClassDefFoundError("x");
                    }));
            assertThrows(
                    IllegalStateException.class,
                    () -> ComponentSetup.call("optimizer/broken", () -> {
                        throw new IllegalStateException("x");
                    }));
        }
    }
}
