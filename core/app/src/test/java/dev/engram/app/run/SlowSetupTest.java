package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.spi.IncompatibleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    @Timeout(120)
    void aComponentThatUsesUpTheMemoryAndDoesNotReturnEndsTheProgramWithItsName(@TempDir Path folder) throws Exception {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExhaustedMemory.class.getName())
                .redirectError(err.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            assertTrue(process.waitFor(100, TimeUnit.SECONDS), () -> "it still runs");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(err);
        assertEquals(1, process.exitValue(), text);
        assertTrue(
                text.contains("optimizer/greedy has not returned from its set-up, and has used up the memory; the"
                        + " program cannot continue\n"),
                text);
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
