package dev.engram.app.distribution.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.engram.app.distribution.Chromium;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PluginRoots;
import dev.engram.app.wiring.Services;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand cells of two seeds with invented runs. Each command takes a second or two. Work quadratic in the number of
 * cells took eight seconds with ten seeds when it was last found.
 */
@Tag("uninstrumented")
class ManyRunsIT {
    /** Of processor time: other tests run at the same time. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(15);

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int MEASUREMENTS = 98;
    private static final String SUITE =
            """
            name: many
            data: xor
            network: [{dense: {units: 8, activation: tanh}}, {dense: {units: 2, activation: softmax}}]
            loss: cross-entropy
            training: {epochs: 49, batch: full}
            seeds: 2
            measure: [accuracy, loss]
            compare:
              rule: [backprop, feedback-alignment, output-only, sign-symmetry]
              optimizer: [sgd, adam, momentum, nesterov, rmsprop]
              network.0.dense.units: %s
            """.formatted(IntStream.rangeClosed(1, 50).boxed().toList());

    @TempDir
    private Path folder;

    private Path suite;

    @BeforeEach
    void fill() throws Exception {
        suite = SampleSuites.write(folder, "many.yaml", SUITE);
        SplittableRandom random = new SplittableRandom(5);
        try (Plugins plugins = PluginRoots.load(Launcher.HOME, List.of());
                Store store = Stores.open(folder.resolve("engram.db").toString())) {
            Plan plan = Services.suites(plugins).planner().plan(suite, List.of());
            for (Plan.Item i : plan.items()) {
                store.save(new Run(
                        i.id(),
                        "many",
                        i.cell().name(),
                        i.seed(),
                        i.cell().spec().text(),
                        Map.of("engram", "test"),
                        new RunResult(
                                Outcome.FINISHED, "", i.id(), new Cost(49, 196, 0.01, 7680, 0), measurements(random))));
            }
        }
    }

    private static List<Measurement> measurements(SplittableRandom random) {
        List<Measurement> all = new ArrayList<>();
        for (int step = 0; step < MEASUREMENTS / 2; step++) {
            all.add(new Measurement(step, step, "validation", "accuracy", random.nextInt(5) / 4.0));
            all.add(new Measurement(step, step, "validation", "loss", random.nextDouble()));
        }
        all.add(new Measurement(49, 49, "test", "accuracy", random.nextInt(5) / 4.0));
        all.add(new Measurement(49, 49, "test", "loss", random.nextDouble()));
        return all;
    }

    /** Takes half a minute: a limit of time is not proved in every build, only in continuous integration. */
    @Test
    @Tag("long")
    void arePlannedComparedAndReportedQuickly() {
        for (List<String> command :
                List.of(List.of("run", "--dry-run"), List.of("run"), List.of("compare"), List.of("report"))) {
            List<Object> words = new ArrayList<>(command);
            words.addAll(List.of(suite, "--out", folder));
            long begin = SYSTEM.getProcessCpuTime();
            CommandResult e = InProcessCli.run(words.toArray());
            Duration used = Duration.ofNanos(SYSTEM.getProcessCpuTime() - begin);
            assertTrue(used.compareTo(TIME_LIMIT) < 0, () -> command + " took " + used);
            assertEquals(0, e.code(), e.err());
            assertTrue(e.err().lines().noneMatch(l -> l.startsWith("engram:")), e.err());
        }
    }

    @Test
    @Tag("browser")
    void areShownInTheReport() throws Exception {
        CommandResult e = InProcessCli.run("report", suite, "--out", folder);
        assertEquals(0, e.code(), e.err());
        Chromium.PageResult pageResult = Chromium.open(folder.resolve("many.html"), """
            charts.filter((c) => c.box.isConnected).forEach(draw);
            const rows = [...document.querySelectorAll('table')].map((t) => t.querySelectorAll('tbody tr').length);
            document.body.setAttribute('data-rows', rows.join());
            """, 1200, false, folder);
        assertEquals(List.of(), pageResult.console());
        assertTrue(
                pageResult.dom().contains("data-rows=\"0,60,60,50\""),
                () -> pageResult
                        .dom()
                        .lines()
                        .filter(l -> l.contains("data-rows"))
                        .collect(Collectors.joining()));
    }
}
