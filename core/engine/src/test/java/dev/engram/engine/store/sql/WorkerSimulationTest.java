package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.engine.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Some workers on one PostgreSQL server. With {@code -Dengram.simulation.workers=10,100,1000}, a measurement: each
 * number of workers with each of {@code -Dengram.simulation.runs} (durations of runs in seconds) takes {@code
 * -Dengram.simulation.seconds}.
 */
@Tag("postgresql")
class WorkerSimulationTest {
    private static final String WORKERS = System.getProperty("engram.simulation.workers", "20");
    private static final double SECONDS = Double.parseDouble(System.getProperty("engram.simulation.seconds", "1"));
    private static final String RUNS = System.getProperty("engram.simulation.runs", "0.2");

    @Test
    void everyRunIsMadeOnceAndNoResultIsLost() throws Exception {
        Optional<String> obstacle = PostgresServer.unavailableReason();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        for (double workers : numbers(WORKERS)) {
            for (double runSeconds : numbers(RUNS)) {
                simulate((int) workers, runSeconds);
            }
        }
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static void simulate(int workers, double runSeconds) throws Exception {
        try (PostgresServer server =
                PostgresServer.start("max_connections=" + (workers + 20), "fsync=on", "shared_buffers=512MB")) {
            String url = server.url("postgres");
            WorkerSimulation.Result result = WorkerSimulation.run(url, workers, runSeconds, SECONDS);
            System.out.println(result);
            assertTrue(result.runs() > 0, result.toString());
            try (Store store = Stores.open(url)) {
                assertEquals(result.runs(), store.ids("").size());
                assertEquals(List.of(), store.check().faults());
                assertEquals(List.of(), store.claimed());
            }
        }
    }
}
