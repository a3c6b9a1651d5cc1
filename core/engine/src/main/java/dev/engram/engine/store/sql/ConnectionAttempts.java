package dev.engram.engine.store.sql;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.spi.Rng;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts of a worker to connect to a server, with exponential backoff: a thousand workers that start together find
 * the server too busy to answer all of them at once. The pauses double and are multiplied by a random factor, so that
 * the workers do not come back together.
 *
 * @param clock the time in nanoseconds
 * @param sleeper waits
 * @param jitter random numbers, other ones for each worker
 */
record ConnectionAttempts(LongSupplier clock, Sleeper sleeper, Rng jitter) {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionAttempts.class);

    /** No attempt begins later than this. Attempts of 30 s through a network that swallows packets are then three. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

    /** Waits for some time. */
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /** Returns attempts in real time, with other pauses than those of any other worker. */
    static ConnectionAttempts ofThisWorker() {
        long worker = UUID.randomUUID().getMostSignificantBits();
        return new ConnectionAttempts(
                System::nanoTime, t -> Thread.sleep(t.toMillis()), RandomStreams.of(worker, "connection attempts"));
    }

    /**
     * Opens a store at the first attempt that finds the server with time for it. Any other failure than that of a busy
     * server is thrown at once.
     *
     * @throws StoreException the last failure, with the number of attempts
     */
    Store open(Supplier<Store> opening) {
        long start = clock.getAsLong();
        Duration pause = FIRST_PAUSE;
        for (int attempts = 1; ; attempts++) {
            try {
                return opening.get();
            } catch (StoreException e) {
                Duration wait = Duration.ofMillis((long) (pause.toMillis() * (0.5 + jitter.uniform())));
                Duration passed = Duration.ofNanos(clock.getAsLong() - start);
                if (!isBusy(e) || passed.plus(wait).compareTo(PATIENCE) > 0 || !sleep(wait)) {
                    throw attempts == 1 ? e : counted(e, attempts, passed);
                }
                if (attempts == 1) {
                    LOG.warn("{}; trying again for {} s", e.getMessage(), PATIENCE.toSeconds());
                }
                pause = pause.equals(LONGEST_PAUSE) ? pause : pause.multipliedBy(2);
            }
        }
    }

    private static boolean isBusy(StoreException e) {
        return e.getCause() instanceof SQLException cause && PostgresErrors.mayBeBusy(cause);
    }

    private static StoreException counted(StoreException e, int attempts, Duration passed) {
        String message = e.getMessage() + " (" + attempts + " attempts in " + passed.toSeconds() + " s)";
        return e.isTemporary() ? StoreException.temporary(message, e) : new StoreException(message, e);
    }

    private boolean sleep(Duration time) {
        try {
            sleeper.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
